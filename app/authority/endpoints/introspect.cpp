// POST /introspect (RFC 7662): for APIs the tokens meant for them, for a client its own. Never consumes anything.
#include "app/authority/endpoints/token_form.h"
#include "app/authority/endpoints/oauth_endpoints.h"
#include "app/authority/grants/approval_hooks.h"
#include "app/authority/grants/client_authentication.h"
#include "app/authority/grants/entitlement.h"
#include "app/authority/grants/session.h"
#include "app/authority/grants/token_claims.h"
#include "app/authority/grants/use_counter.h"
#include "app/authority/http/router.h"
#include "app/authority/store/store.h"
#include "app/authority/store/text_list.h"
#include "app/oauth/error_code.h"
#include "app/oauth/names.h"
#include "app/oauth/scope.h"

#include <QJsonArray>

namespace countersign::authority::endpoints {

namespace {

using grants::refusal;

bool isFor(const store::Client &asker, const grants::TokenClaims &claims)
{
    return asker.id == claims.client || (asker.resourceServer && claims.audience.contains(*asker.resourceServer));
}

std::optional<QJsonObject> accessToken(Services &services, store::Transaction &tx, const store::Client &asker, const QJsonObject &jwt)
{
    const grants::TokenClaims claims = grants::tokenClaims(jwt);
    const auto live = isFor(asker, claims) ? grants::liveToken(services, tx, claims) : std::nullopt;
    // What an approval gave is not used while nobody can tell what was approved.
    if (!live || (live->isWindow() && services.store.closed()))
        return std::nullopt;
    // An API asks because the token was used there; its own client only looks after it.
    // The calls of a window are counted where they are made (protocol.md 4: introspection never consumes).
    if (asker.id != claims.client && !live->isWindow())
        services.uses.note(live->grant, tx.now());
    QJsonObject answer = jwt;
    answer.insert(QStringLiteral("token_type"), claims.jkt.isEmpty() ? QStringLiteral("Bearer") : QStringLiteral("DPoP"));
    answer.remove(QStringLiteral("scope"));
    // What it gives now, which may be less than what it was issued with (protocol.md 12).
    if (!live->scopes.isEmpty())
        answer.insert(QStringLiteral("scope"), oauth::scopeText(live->scopes));
    if (live->isWindow())
        answer.insert(QStringLiteral("uses"), live->uses);
    if (live->maxUses)
        answer.insert(QStringLiteral("max_calls"), *live->maxUses);
    return answer;
}

std::optional<QJsonObject> refreshToken(Services &services, store::Transaction &tx, const store::Client &asker, const QByteArray &token)
{
    const auto row = tx.one("SELECT g.sub, g.scopes, min(g.expires_at, r.idle_expires_at), g.sid FROM refresh r JOIN grant_ g ON g.id = r.grant_id"
                            " WHERE r.hash = ? AND g.client_id = ? AND r.used_at_ms IS NULL AND r.replaced_at_ms IS NULL"
                            " AND g.revoked_at IS NULL AND g.expires_at > ? AND r.idle_expires_at > ?",
                            {grants::refreshHash(services, token), asker.id.text(), tx.now(), tx.now()});
    const auto allowed = row ? grants::entitlement(services, tx, asker, base::Subject(row->text(0))) : std::nullopt;
    if (!allowed)
        return std::nullopt;
    // What it could still be exchanged for: a scope that left the catalogue is gone from here as well.
    const QStringList issued = store::listOf(row->text(1)), scopes = oauth::scopesWithin(issued, allowed->scopes);
    if (scopes.isEmpty() && !issued.isEmpty())
        return std::nullopt;
    return QJsonObject{{QStringLiteral("iss"), services.issuer}, {QStringLiteral("client_id"), asker.id.text()},
                       {QStringLiteral("sub"), row->text(0)}, {QStringLiteral("scope"), oauth::scopeText(scopes)},
                       {QStringLiteral("exp"), row->integer(2)}, {QStringLiteral("sid"), row->text(3)}};
}

http::Response introspect(Services &services, store::Transaction &tx, const grants::PresentedClient &presented, const QByteArray &token)
{
    auto client = grants::authenticateConfidential(services, tx, presented);
    if (auto *refused = refusal(client))
        return std::move(*refused);
    const auto &asker = std::get<store::Client>(client);
    std::optional<QJsonObject> found;
    if (const auto access = grants::readOurJwt(services, token, oauth::kTypeAccessToken))
        found = accessToken(services, tx, asker, *access);
    else if (const auto credential = grants::readOurJwt(services, token, oauth::kTypeActionToken))
        found = services.store.closed() ? std::nullopt : grants::introspectCredential(services, tx, asker, *credential);
    else
        found = refreshToken(services, tx, asker, token);
    QJsonObject answer = found.value_or(QJsonObject());
    answer.insert(QStringLiteral("active"), found.has_value());
    return http::Response::json(200, answer);
}

http::Outcome handle(Services &services, const http::Request &request)
{
    auto form = readTokenForm(services, request);
    if (auto *refused = refusal(form))
        return std::move(*refused);
    const auto &[presented, token] = std::get<TokenForm>(form);
    const http::Work work = [&services, presented = presented, token = token](store::Transaction &tx) { return introspect(services, tx, presented, token); };
    // An assertion's jti must be written; with a secret nothing is, and a snapshot will do.
    if (presented.method == grants::ClientMethod::PrivateKeyJwt)
        return work;
    return services.store.answer(work);
}

}  // namespace

void registerIntrospection(http::Router &router, Services &services)
{
    router.add("POST", "/introspect", http::BodyKind::Form, [&services](const http::Request &request) { return handle(services, request); });
}

}  // namespace countersign::authority::endpoints
