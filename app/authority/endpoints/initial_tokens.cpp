// /initial-access-tokens: with one of them a pipeline registers its own clients, within limits (RFC 7591 1.2, protocol.md 7).
#include "app/authority/endpoints/client_endpoints.h"
#include "app/authority/endpoints/client_view.h"
#include "app/authority/endpoints/management.h"
#include "app/authority/endpoints/page_request.h"
#include "app/authority/grants/initial_access.h"
#include "app/authority/store/initial_tokens.h"
#include "app/authority/store/store.h"
#include "app/authority/store/transaction.h"
#include "app/base/json.h"
#include "app/oauth/error_code.h"

#include <QJsonArray>

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;
using grants::refuse;

QJsonObject itemOf(store::Transaction &tx, const store::InitialToken &token)
{
    QJsonObject item{{QStringLiteral("id"), token.id}, {QStringLiteral("created_by"), actorName(tx, token.createdBy)},
                     {QStringLiteral("created_at"), token.createdAt}, {QStringLiteral("expires_at"), token.expiresAt},
                     {QStringLiteral("uses_left"), token.usesLeft}, {QStringLiteral("scopes"), QJsonArray::fromStringList(token.rights.scopes)},
                     {QStringLiteral("access_scopes"), QJsonArray::fromStringList(token.rights.accessScopes)},
                     {QStringLiteral("actions"), QJsonArray::fromStringList(token.rights.actions)}, {QStringLiteral("max_client_ttl"), token.maxClientTtl}};
    if (token.revokedAt)
        item.insert(QStringLiteral("revoked_at"), *token.revokedAt);
    return item;
}

http::Response list(store::Transaction &tx, const http::Request &request)
{
    auto query = readQuery(request, {});
    if (auto *refused = grants::refusal(query))
        return std::move(*refused);
    QJsonArray items;
    for (const store::InitialToken &token : store::listInitialTokens(tx))
        items.append(itemOf(tx, token));
    return http::Response::json(200, {{QStringLiteral("items"), items}, {QStringLiteral("server_time"), tx.now()}});
}

// Whole numbers that may be left out; nullopt for anything else.
std::optional<qint64> number(const QJsonObject &body, const char *name, qint64 fallback)
{
    if (!body.contains(QLatin1String(name)))
        return fallback;
    return base::json::integer(body, QLatin1String(name));
}

std::optional<QStringList> texts(const QJsonObject &body, const char *name)
{
    const QJsonValue value = body.value(QLatin1String(name));
    QStringList all;
    for (const QJsonValue &one : value.toArray()) {
        if (!one.isString())
            return std::nullopt;
        if (!all.contains(one.toString()))
            all.append(one.toString());
    }
    return value.isUndefined() || value.isArray() ? std::optional(all) : std::nullopt;
}

http::Response create(Services &services, store::Transaction &tx, const Change &change)
{
    grants::InitialAccess wanted;
    const auto uses = number(change.body, "uses", wanted.uses);
    const auto expiresIn = number(change.body, "expires_in", wanted.expiresInSeconds);
    const auto maxClientTtl = number(change.body, "max_client_ttl", wanted.maxClientTtl);
    const auto scopes = texts(change.body, "scopes");
    const auto accessScopes = texts(change.body, "access_scopes");
    const auto actions = texts(change.body, "actions");
    if (!uses || !expiresIn || !maxClientTtl || !scopes || !accessScopes || !actions)
        return refuse(400, error::kInvalidRequest,
                      QLatin1StringView("uses, expires_in and max_client_ttl are whole numbers, scopes, access_scopes and actions lists of texts."));
    wanted = {*uses, *expiresIn, *maxClientTtl, {*scopes, *accessScopes, *actions}};
    if (auto closed = services.store.closed())
        return *std::move(closed);
    const auto made = grants::createInitialToken(services, tx, wanted, change.caller.user.sub.text());
    if (!made)
        return http::Response::error(400, "invalid_request", made.error().detail);
    return http::Response::json(201, {{QStringLiteral("id"), made->id}, {QStringLiteral("token"), QString::fromLatin1(made->token)},
                                      {QStringLiteral("expires_at"), made->expiresAt}}).withHeader("Pragma", "no-cache");
}

http::Response revoke(Services &, store::Transaction &tx, const Change &change)
{
    if (!store::findInitialTokenById(tx, change.id))
        return refuse(404, error::kNotFound, QLatin1StringView("There is no such initial access token."));
    grants::endInitialToken(tx, change.id, {change.caller.user.sub.text(), change.reason});
    return http::Response::json(200, itemOf(tx, *store::findInitialTokenById(tx, change.id)));
}

}  // namespace

void registerInitialTokens(http::Router &router, Services &services)
{
    router.add("GET", "/initial-access-tokens", http::BodyKind::None, [&services](const http::Request &request) {
        return readOutcome(services, request, {kManageClients}, [&request](Services &, store::Transaction &tx, const grants::Caller &) { return list(tx, request); });
    });
    router.add("POST", "/initial-access-tokens", http::BodyKind::Json,
               withoutQuery([&services](const http::Request &request) { return changeOutcome(services, request, {kManageClients}, create); }));
    router.add("POST", "/initial-access-tokens/{id}/revoke", http::BodyKind::Json,
               withoutQuery([&services](const http::Request &request) { return changeOutcome(services, request, {kManageClients}, revoke); }));
}

}  // namespace countersign::authority::endpoints
