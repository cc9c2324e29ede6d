// /grants: everything that was given away and still lives, and its end (protocol.md 9).
#include "app/authority/catalog_cache.h"
#include "app/authority/endpoints/json_body.h"
#include "app/authority/endpoints/oauth_endpoints.h"
#include "app/authority/endpoints/page_request.h"
#include "app/authority/grants/caller.h"
#include "app/authority/grants/grant_record.h"
#include "app/authority/grants/use_counter.h"
#include "app/authority/http/router.h"
#include "app/authority/store/store.h"
#include "app/authority/store/text_list.h"
#include "app/base/json.h"
#include "app/oauth/error_code.h"

#include <QJsonArray>

#include <algorithm>

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;
using grants::refusal;
using grants::refuse;

constexpr QLatin1StringView kScope{"grants:revoke"};
constexpr qsizetype kMostReasonChars = 500;

QString wireKind(const QString &stored)
{
    if (stored == QLatin1String("client"))
        return QStringLiteral("base_token");
    if (stored == QLatin1String("action"))
        return QStringLiteral("credential");
    return stored;
}

void insertIfAny(QJsonObject &item, QLatin1StringView name, const QString &text)
{
    if (!text.isEmpty())
        item.insert(name, text);
}

// What the catalogue still has of the scopes that were given; the authority's own never leave it.
QStringList remaining(const QStringList &given, const catalog::Catalog &catalog, qint64 now)
{
    QStringList left;
    for (const QString &scope : given) {
        if (catalog.usable(scope, now) || catalog::builtInScopes().contains(scope))
            left.append(scope);
    }
    return left;
}

// Columns of kList, in its order. `unwritten`: uses that are counted but not in the row yet.
QJsonObject itemOf(const store::Row &row, qint64 now, const grants::Uses &unwritten, const catalog::Catalog &catalog)
{
    const QStringList given = store::listOf(row.text(5)), scopes = remaining(given, catalog, now);
    const qint64 lastUsedAt = std::max(row.optionalInteger(14).value_or(0), unwritten.lastAt);
    const qint64 expiresAt = row.integer(11);
    const bool isUsedUp = !row.isNull(15) && row.integer(13) >= row.integer(15);
    const bool isLive = row.isNull(12) && expiresAt > now && !isUsedUp && (given.isEmpty() || !scopes.isEmpty());
    QJsonObject item{{QStringLiteral("id"), row.text(0)}, {QStringLiteral("kind"), wireKind(row.text(1))},
                     {QStringLiteral("client"), QJsonObject{{QStringLiteral("id"), row.text(4)}, {QStringLiteral("name"), row.text(16)}}},
                     {QStringLiteral("subject"), QJsonObject{{QStringLiteral("sub"), row.text(3)}, {QStringLiteral("name"), row.text(17)}}},
                     {QStringLiteral("scopes"), QJsonArray::fromStringList(scopes)},
                     {QStringLiteral("audience"), QJsonArray::fromStringList(store::listOf(row.text(6)))},
                     {QStringLiteral("approved_by"), QJsonArray::fromStringList(store::listOf(row.text(9)))},
                     {QStringLiteral("issued_at"), row.integer(10)}, {QStringLiteral("expires_at"), expiresAt},
                     {QStringLiteral("uses"), row.integer(13) + unwritten.count}, {QStringLiteral("active"), isLive},
                     {QStringLiteral("dpop"), !row.text(18).isEmpty()},
                     // A lost credential can do harm until its end, if nobody notices.
                     {QStringLiteral("worst_case_exposure"), isLive ? expiresAt - now : 0}};
    insertIfAny(item, QLatin1StringView("sid"), row.text(2));
    insertIfAny(item, QLatin1StringView("txn"), row.text(7));
    // Everyone who may revoke sees that it lives, whose it is and who approved it (protocol.md 9), but what exactly was
    // approved, values and all, only who may see the approval itself (protocol.md 6).
    if (row.integer(20) != 0)
        insertIfAny(item, QLatin1StringView("title"), row.text(8));
    insertIfAny(item, QLatin1StringView("ip"), row.text(19));
    if (scopes.size() < given.size())
        item.insert(QStringLiteral("issued_scopes"), QJsonArray::fromStringList(given));
    // Approved, and then nobody came: the window is over, or half over, without one counted call.
    const bool isLate = now >= row.integer(10) + (expiresAt - row.integer(10)) / 2;
    if (row.text(1) == QLatin1String("access"))
        item.insert(QStringLiteral("never_used"), row.integer(13) == 0 && (isLate || !row.isNull(12)));
    if (!row.isNull(12))
        item.insert(QStringLiteral("revoked_at"), row.integer(12));
    if (lastUsedAt > 0)
        item.insert(QStringLiteral("last_used_at"), lastUsedAt);
    if (!row.isNull(15))
        item.insert(QStringLiteral("max_uses"), row.integer(15));
    return item;
}

constexpr char kList[] =
    "SELECT g.id, g.kind, g.sid, g.sub, g.client_id, g.scopes, g.audience, g.approval_id, g.title, g.approved_by, g.created_at, g.expires_at,"
    " g.revoked_at, g.uses, g.last_used_at, g.max_uses, c.name, coalesce(u.name, c.name), g.jkt, g.address,"
    " (g.approval_id = '' OR ? OR EXISTS (SELECT 1 FROM approval_group ag JOIN user_group ug ON ug.grp = ag.grp WHERE ag.approval_id = g.approval_id AND ug.sub = ?))"
    " FROM grant_ g JOIN client c ON c.id = g.client_id LEFT JOIN user u ON u.sub = g.sub"
    " WHERE (? = 0 OR (g.revoked_at IS NULL AND g.expires_at > ? AND (g.max_uses IS NULL OR g.uses < g.max_uses))) AND (g.created_at, g.id) < (?, ?)"
    " ORDER BY g.created_at DESC, g.id DESC LIMIT ?";

// Windows and credentials are counted in the database, call by call.
grants::Uses unwritten(Services &services, const store::Row &row)
{
    const bool isCountedInMemory = row.text(1) == QLatin1String("client") || row.text(1) == QLatin1String("session");
    return isCountedInMemory ? services.uses.unwritten(row.text(0)) : grants::Uses();
}

enum class Which { All, Active };

http::Response listAnswer(Services &services, store::Transaction &tx, const grants::PresentedToken &token, Which which, const Page &page)
{
    auto caller = grants::authenticateCaller(services, tx, token, kScope);
    if (auto *refused = refusal(caller))
        return std::move(*refused);
    const store::User &viewer = std::get<grants::Caller>(caller).user;
    const auto rows = tx.all(kList, {viewer.isLocal ? 1 : 0, viewer.sub.text(), which == Which::Active ? 1 : 0, tx.now(), page.beforeTime, page.beforeId, page.limit + 1});
    const auto catalog = services.catalog.current(tx);
    QJsonArray items;
    for (size_t i = 0; i < std::min(rows.size(), static_cast<size_t>(page.limit)); ++i) {
        const QJsonObject item = itemOf(rows[i], tx.now(), unwritten(services, rows[i]), *catalog);
        // A grant whose every scope left the catalogue gives nothing any more.
        if (which == Which::All || item.value(QLatin1String("active")).toBool())
            items.append(item);
    }
    QJsonObject answer{{QStringLiteral("items"), items}, {QStringLiteral("server_time"), tx.now()}};
    if (static_cast<qsizetype>(rows.size()) > page.limit) {
        const store::Row &last = rows[static_cast<size_t>(page.limit) - 1];
        answer.insert(QStringLiteral("next_cursor"), cursorText(last.integer(10), last.text(0)));
    }
    return http::Response::json(200, answer);
}

http::Outcome list(Services &services, const http::Request &request)
{
    auto token = grants::presentToken(services, request);
    if (auto *refused = refusal(token))
        return std::move(*refused);
    auto query = readQuery(request, {QStringLiteral("active"), QStringLiteral("limit"), QStringLiteral("cursor")});
    if (auto *refused = refusal(query))
        return std::move(*refused);
    const auto &form = std::get<http::Form>(query);
    const QString active = form.value(QStringLiteral("active"));
    const auto page = readPage(form);
    if (!page || !(active.isEmpty() || active == QLatin1String("true") || active == QLatin1String("false")))
        return refuse(400, error::kInvalidRequest, QLatin1StringView("active is true or false, limit 1 to 200, cursor one that was handed out."));
    const Which which = active == QLatin1String("true") ? Which::Active : Which::All;
    return services.store.answer([&](store::Transaction &tx) {
        return listAnswer(services, tx, std::get<grants::PresentedToken>(token), which, *page);
    });
}

struct Wish {
    base::GrantId grant;
    QString reason;
};

http::Response revokeAnswer(Services &services, store::Transaction &tx, const grants::PresentedToken &token, const Wish &wish)
{
    auto answer = grants::authenticateCaller(services, tx, token, kScope);
    if (auto *refused = refusal(answer))
        return std::move(*refused);
    const QString actor = std::get<grants::Caller>(answer).user.sub.text();
    if (grants::revokeGrant(services, tx, wish.grant, {actor, wish.reason}) == grants::RevokeOutcome::NotFound)
        return refuse(404, error::kNotFound, QLatin1StringView("There is no such grant."));
    // A second revocation finds what it wants: the grant is over.
    return http::Response::json(200, {{QStringLiteral("id"), wish.grant.text()}, {QStringLiteral("active"), false}});
}

http::Outcome revoke(Services &services, const http::Request &request)
{
    auto token = grants::presentToken(services, request);
    if (auto *refused = refusal(token))
        return std::move(*refused);
    auto body = readObject(request);
    if (auto *refused = refusal(body))
        return std::move(*refused);
    const QJsonValue reason = std::get<QJsonObject>(body).value(QLatin1String("reason"));
    if (!(reason.isUndefined() || reason.isString()) || reason.toString().size() > kMostReasonChars)
        return refuse(400, error::kInvalidRequest, QLatin1StringView("reason is text of at most 500 characters."));
    const Wish wish{base::GrantId(QString::fromLatin1(request.pathParam("id"))), reason.toString()};
    return http::Work([&services, token = std::get<grants::PresentedToken>(token), wish](store::Transaction &tx) {
        return revokeAnswer(services, tx, token, wish);
    });
}

}  // namespace

void registerGrants(http::Router &router, Services &services)
{
    router.add("GET", "/grants", http::BodyKind::None, [&services](const http::Request &request) { return list(services, request); });
    router.add("POST", "/grants/{id}/revoke", http::BodyKind::Json, withoutQuery([&services](const http::Request &request) { return revoke(services, request); }));
}

}  // namespace countersign::authority::endpoints
