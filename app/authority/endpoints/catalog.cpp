// GET /catalog, /catalog/usage, /catalog/versions and /catalog/versions/{n}: the catalogue in force, who lives by it, and its past.
#include "app/authority/catalog_cache.h"
#include "app/authority/endpoints/audit_endpoints.h"
#include "app/authority/endpoints/catalog_endpoints.h"
#include "app/authority/endpoints/catalog_view.h"
#include "app/authority/endpoints/page_request.h"
#include "app/authority/grants/caller.h"
#include "app/authority/http/form.h"
#include "app/authority/http/router.h"
#include "app/authority/store/store.h"
#include "app/oauth/error_code.h"

#include <limits>

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;
using grants::refusal;
using grants::refuse;
using Reading = std::function<http::Response(store::Transaction &)>;

constexpr QLatin1StringView kRead{"catalog:read"};
constexpr int kDefaultLimit = 50, kMaxLimit = 200;

http::Outcome read(Services &services, const http::Request &request, const Reading &reading)
{
    auto token = grants::presentToken(services, request);
    if (auto *refused = refusal(token))
        return std::move(*refused);
    return services.store.answer([&](store::Transaction &tx) {
        auto caller = grants::authenticateCaller(services, tx, std::get<grants::PresentedToken>(token), kRead);
        if (auto *refused = refusal(caller))
            return std::move(*refused);
        return reading(tx);
    });
}

QJsonObject usageItem(const QString &name, const ScopeUse &use)
{
    QJsonArray days;
    for (const auto &[day, count] : use.byDay)
        days.append(QJsonObject{{QStringLiteral("day"), day}, {QStringLiteral("uses"), count}});
    QJsonObject item{{QStringLiteral("name"), name}, {QStringLiteral("holders"), QJsonArray::fromStringList(use.holders)},
                     {QStringLiteral("live_grants"), use.liveGrants}, {QStringLiteral("asked_30d"), use.asked30d}, {QStringLiteral("by_day"), days}};
    if (use.lastUsedAt)
        item.insert(QStringLiteral("last_used_at"), *use.lastUsedAt);
    return item;
}

QJsonObject shadowItem(const catalog::ShadowScope &shadow, const ScopeUse &use)
{
    QJsonObject item{{QStringLiteral("scope"), shadow.name}, {QStringLiteral("held_by"), QJsonArray::fromStringList(shadow.heldBy)},
                     {QStringLiteral("asked_by"), QJsonArray::fromStringList(shadow.askedBy)}};
    if (use.lastSeenAt)
        item.insert(QStringLiteral("last_seen_at"), *use.lastSeenAt);
    return item;
}

http::Response usage(Services &services, store::Transaction &tx)
{
    const auto catalog = services.catalog.current(tx);
    const auto uses = scopeUses(tx);
    QJsonArray scopes, shadows;
    for (const catalog::Scope &scope : catalog->scopes)
        scopes.append(usageItem(scope.name, uses.value(scope.name)));
    for (const catalog::ShadowScope &shadow : shadowScopes(uses, *catalog))
        shadows.append(shadowItem(shadow, uses.value(shadow.name)));
    return http::Response::json(200, {{QStringLiteral("server_time"), tx.now()}, {QStringLiteral("scopes"), scopes}, {QStringLiteral("shadow"), shadows}});
}

http::Response versions(store::Transaction &tx, qint64 before, int limit)
{
    const auto stored = catalogVersionsBefore(tx, before, limit + 1);
    QJsonArray items;
    for (const StoredCatalog &one : stored) {
        if (items.size() < limit)
            items.append(versionJson(tx, one));
    }
    QJsonObject answer{{QStringLiteral("items"), items}};
    if (static_cast<int>(stored.size()) > limit)
        answer.insert(QStringLiteral("next_cursor"), QString::number(stored[static_cast<size_t>(limit) - 1].version));
    return http::Response::json(200, answer);
}

http::Outcome listVersions(Services &services, const http::Request &request)
{
    return read(services, request, [&](store::Transaction &tx) -> http::Response {
        auto form = readQuery(request, {QStringLiteral("limit"), QStringLiteral("cursor")});
        if (auto *refused = grants::refusal(form))
            return std::move(*refused);
        const auto &query = std::get<http::Form>(form);
        const auto cursor = query.has(QStringLiteral("cursor")) ? wholeNumber(query.value(QStringLiteral("cursor"))) : std::numeric_limits<qint64>::max();
        const auto limit = query.has(QStringLiteral("limit")) ? wholeNumber(query.value(QStringLiteral("limit"))) : kDefaultLimit;
        if (!cursor || !limit || *limit < 1 || *limit > kMaxLimit)
            return refuse(400, error::kInvalidRequest, QLatin1StringView("limit is 1 to 200, cursor one that was handed out."));
        return versions(tx, *cursor, static_cast<int>(*limit));
    });
}

http::Response oneVersion(Services &services, store::Transaction &tx, const QString &number)
{
    const auto wanted = wholeNumber(number);
    const auto stored = wanted ? catalogVersion(tx, *wanted) : std::nullopt;
    if (!stored)
        return refuse(404, error::kNotFound, QLatin1StringView("There is no such version of the catalogue."));
    QJsonObject answer = versionJson(tx, *stored);
    answer.insert(QStringLiteral("toml"), QString::fromUtf8(stored->toml));
    answer.insert(QStringLiteral("diff"), diffJson(catalog::diff(*services.catalog.at(tx, *wanted - 1), *services.catalog.at(tx, *wanted))));
    return http::Response::json(200, answer);
}

http::Response whole(Services &services, store::Transaction &tx)
{
    return catalogAnswer(tx, *services.catalog.current(tx));
}

}  // namespace

void registerCatalog(http::Router &router, Services &services)
{
    router.add("GET", "/catalog", http::BodyKind::None, withoutQuery([&services](const http::Request &request) {
        return read(services, request, [&](store::Transaction &tx) { return whole(services, tx); });
    }));
    router.add("GET", "/catalog/usage", http::BodyKind::None, withoutQuery([&services](const http::Request &request) {
        return read(services, request, [&](store::Transaction &tx) { return usage(services, tx); });
    }));
    router.add("GET", "/catalog/versions", http::BodyKind::None, [&services](const http::Request &request) { return listVersions(services, request); });
    router.add("GET", "/catalog/versions/{n}", http::BodyKind::None, withoutQuery([&services](const http::Request &request) {
        return read(services, request, [&](store::Transaction &tx) { return oneVersion(services, tx, QString::fromLatin1(request.pathParam("n"))); });
    }));
}

}  // namespace countersign::authority::endpoints
