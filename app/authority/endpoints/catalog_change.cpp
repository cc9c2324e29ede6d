// POST /catalog/check and PUT /catalog: what a text would do, and doing it. Texts are read and compared on the thread of their request,
// so that the one writer never waits for a parser.
#include "app/authority/catalog_cache.h"
#include "app/authority/catalog_proposal.h"
#include "app/authority/endpoints/catalog_endpoints.h"
#include "app/authority/endpoints/catalog_view.h"
#include "app/authority/endpoints/page_request.h"
#include "app/authority/grants/caller.h"
#include "app/authority/grants/replay_guard.h"
#include "app/authority/http/limits.h"
#include "app/authority/http/router.h"
#include "app/authority/store/store.h"
#include "app/base/json.h"
#include "app/catalog/lint.h"
#include "app/oauth/error_code.h"

#include <QRegularExpression>

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;
using grants::Or;
using grants::refusal;
using grants::refuse;

constexpr QLatin1StringView kRead{"catalog:read"};
constexpr QLatin1StringView kWrite{"catalog:write"};
constexpr QLatin1StringView kCatalogAction{"countersign.catalog"};

// A text that somebody proposes, read, and against which catalogue.
struct Proposal {
    QByteArray toml;
    QString reason;
    catalog::Checked checked;
    std::shared_ptr<const catalog::Catalog> base;
    catalog::Diff diff;    // these two only when the text has no error
    catalog::Reach reach;
    bool needsApproval = false;
};

Or<QJsonObject> readBody(const http::Request &request)
{
    base::json::Limits limits;
    limits.bytes = static_cast<qsizetype>(http::kMaxLargeBody);
    auto object = base::json::parseObject(request.body, limits);
    if (object && base::json::text(*object, QLatin1String("toml")))
        return *std::move(object);
    return refuse(400, error::kInvalidRequest, QLatin1StringView("The body must be one JSON object with the member toml."));
}

base::Result<Proposal> propose(Services &services, const QJsonObject &body)
{
    Proposal proposal;
    proposal.toml = body.value(QLatin1String("toml")).toString().toUtf8();
    proposal.reason = body.value(QLatin1String("reason")).toString();
    proposal.checked = catalog::check(proposal.toml);
    auto base = services.store.read([&](store::Transaction &tx) { return services.catalog.current(tx); });
    if (!base)
        return base.error();
    proposal.base = *std::move(base);
    if (!proposal.checked.catalog)
        return proposal;
    const catalog::Catalog &wanted = *proposal.checked.catalog;
    proposal.diff = catalog::diff(*proposal.base, wanted);
    proposal.reach = catalog::reach(proposal.diff, *proposal.base, wanted);
    proposal.needsApproval = proposal.reach.isHighRisk && proposal.base->action(kCatalogAction);
    return proposal;
}

http::Response checkAnswer(store::Transaction &tx, const Proposal &proposal)
{
    std::vector<catalog::Finding> findings = proposal.checked.findings;
    if (const auto &wanted = proposal.checked.catalog)
        findings = catalog::mergedFindings(findings, catalog::lintUse(*wanted, useFacts(tx, *wanted)));
    return http::Response::json(200, {{QStringLiteral("findings"), findingsJson(findings)}, {QStringLiteral("ok"), proposal.checked.catalog.has_value()},
                                      {QStringLiteral("diff"), diffJson(proposal.diff)}, {QStringLiteral("consequences"), consequencesJson(consequencesOf(tx, proposal.reach))},
                                      {QStringLiteral("needs_approval"), proposal.needsApproval}, {QStringLiteral("base_version"), proposal.base->version}});
}

http::Outcome check(Services &services, const http::Request &request)
{
    auto presented = grants::presentToken(services, request);
    if (auto *refused = refusal(presented))
        return std::move(*refused);
    auto &token = std::get<grants::PresentedToken>(presented);
    auto body = readBody(request);
    if (auto *refused = refusal(body))
        return std::move(*refused);
    // Nothing is written, whatever the verb says: a snapshot will do, and the writer is left alone.
    token.keepWithWork = false;
    services.replay.rememberSoon(services.store, token.replayKey, token.replayUntil);
    const auto proposal = propose(services, std::get<QJsonObject>(body));
    if (!proposal)
        return store::Store::unavailable();
    return services.store.answer([&](store::Transaction &tx) {
        auto caller = grants::authenticateCaller(services, tx, token, kRead);
        if (auto *refused = refusal(caller))
            return std::move(*refused);
        return checkAnswer(tx, *proposal);
    });
}

// RFC 9110 13.1.1. `*` would win every race, so it names no version here. nullopt: absent. A tag that we never handed out, a weak one
// included, matches nothing: -1.
std::optional<qint64> expectedVersion(const http::Request &request)
{
    const auto tags = request.headerAll("if-match");
    if (tags.isEmpty() || tags.first().trimmed() == "*")
        return std::nullopt;
    static const QRegularExpression form(QRegularExpression::anchoredPattern(QStringLiteral("\"(0|[1-9][0-9]{0,15})\"")));
    const auto match = form.match(QString::fromLatin1(tags.first().trimmed()));
    return tags.size() == 1 && match.hasMatch() ? match.captured(1).toLongLong() : -1;
}

http::Response invalidCatalog(const catalog::Checked &checked)
{
    return http::Response::json(422, {{QStringLiteral("error"), QStringLiteral("invalid_catalog")},
                                      {QStringLiteral("error_description"), QStringLiteral("The text has errors; nothing was applied.")},
                                      {QStringLiteral("findings"), findingsJson(checked.findings)}});
}

http::Response apply(Services &services, store::Transaction &tx, const Proposal &proposal, const QString &actor)
{
    const auto version = applyCheckedCatalog(tx, {proposal.toml, proposal.reason, actor}, *proposal.checked.catalog);
    if (!version)
        return refuse(400, error::kInvalidRequest, QLatin1StringView("The reason is longer than 500 characters or holds control or format characters."));
    auto applied = std::make_shared<catalog::Catalog>(*proposal.checked.catalog);
    applied->version = *version;
    http::Response answer = catalogAnswer(tx, *applied);
    tx.afterCommit([&services, applied] { services.catalog.adopt(applied); });
    return answer;
}

http::Response put(Services &services, store::Transaction &tx, const grants::PresentedToken &token, const std::pair<qint64, std::shared_ptr<const Proposal>> &wish)
{
    auto answer = grants::authenticateCaller(services, tx, token, kWrite);
    if (auto *refused = refusal(answer))
        return std::move(*refused);
    const auto &[expected, proposal] = wish;
    // The base was read before this transaction began: whoever was first moved it.
    const qint64 version = tx.one("SELECT coalesce(max(version), 0) FROM catalog_version")->integer(0);
    if (expected != version || proposal->base->version != version)
        return refuse(412, error::kConflict, QLatin1StringView("Another version of the catalogue is in force by now; look at it first."));
    if (!proposal->checked.catalog)
        return invalidCatalog(proposal->checked);
    if (auto closed = services.store.closed())
        return *std::move(closed);
    const auto &caller = std::get<grants::Caller>(answer);
    if (proposal->needsApproval)
        return proposeCatalog(services, tx, caller, {{proposal->toml, proposal->reason, caller.user.sub.text()}, version, proposal->diff});
    return apply(services, tx, *proposal, caller.user.sub.text());
}

http::Outcome replace(Services &services, const http::Request &request)
{
    auto token = grants::presentToken(services, request);
    if (auto *refused = refusal(token))
        return std::move(*refused);
    const auto expected = expectedVersion(request);
    if (!expected)
        return http::Response::error(428, "precondition_required", QStringLiteral("If-Match must name the version that this change was made from."));
    auto body = readBody(request);
    if (auto *refused = refusal(body))
        return std::move(*refused);
    auto proposal = propose(services, std::get<QJsonObject>(body));
    if (!proposal)
        return store::Store::unavailable();
    if (proposal->reason.trimmed().isEmpty() || !isCatalogReason(proposal->reason))
        return refuse(400, error::kInvalidRequest, QLatin1StringView("reason is needed: text of at most 500 characters without control and format characters."));
    const std::pair wish(*expected, std::make_shared<const Proposal>(*std::move(proposal)));
    return http::Work([&services, token = std::get<grants::PresentedToken>(token), wish](store::Transaction &tx) { return put(services, tx, token, wish); });
}

}  // namespace

void registerCatalogChange(http::Router &router, Services &services)
{
    router.add("POST", "/catalog/check", http::BodyKind::Json, withoutQuery([&services](const http::Request &request) { return check(services, request); }));
    router.add("PUT", "/catalog", http::BodyKind::Json, withoutQuery([&services](const http::Request &request) { return replace(services, request); }));
}

}  // namespace countersign::authority::endpoints
