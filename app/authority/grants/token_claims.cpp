#include "app/authority/grants/token_claims.h"

#include "app/authority/grants/entitlement.h"
#include "app/authority/policy/request_policy.h"
#include "app/authority/keys.h"
#include "app/authority/store/text_list.h"
#include "app/authority/store/transaction.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/oauth/names.h"
#include "app/oauth/scope.h"

namespace countersign::authority::grants {

namespace {

// One API as text, several as an array (RFC 7519 4.1.3).
QStringList audienceOf(const QJsonValue &claim)
{
    if (claim.isString())
        return {claim.toString()};
    QStringList audience;
    for (const QJsonValue &entry : claim.toArray())
        audience.append(entry.toString());
    return audience;
}

}  // namespace

std::optional<QJsonObject> readOurJwt(Services &services, QByteArrayView compact, QByteArrayView type)
{
    const auto claims = services.keys.claimsOf(compact, type, services.clock.now());
    if (!claims || base::json::text(*claims, QLatin1String("iss")) != services.issuer)
        return std::nullopt;
    return claims;
}

TokenClaims tokenClaims(const QJsonObject &jwt)
{
    using base::json::integer, base::json::text;
    TokenClaims token;
    token.jtiHash = crypto::sha256(text(jwt, QLatin1String("jti")).value_or(QString()).toUtf8());
    token.sub = base::Subject(text(jwt, QLatin1String("sub")).value_or(QString()));
    token.sid = base::SessionId(text(jwt, QLatin1String("sid")).value_or(QString()));
    token.client = base::ClientId(text(jwt, QLatin1String("client_id")).value_or(QString()));
    token.audience = audienceOf(jwt.value(QLatin1String("aud")));
    if (const QString scope = text(jwt, QLatin1String("scope")).value_or(QString()); !scope.isEmpty())
        token.scopes = scope.split(u' ');
    token.issuedAt = integer(jwt, QLatin1String("iat")).value_or(0);
    token.expiresAt = integer(jwt, QLatin1String("exp")).value_or(0);
    token.authTime = integer(jwt, QLatin1String("auth_time")).value_or(0);
    token.acr = text(jwt, QLatin1String("acr")).value_or(QString());
    token.jkt = text(jwt.value(QLatin1String("cnf")).toObject(), QLatin1String("jkt")).value_or(QString()).toLatin1();
    return token;
}

std::optional<TokenClaims> readAccessToken(Services &services, QByteArrayView compact)
{
    const auto jwt = readOurJwt(services, compact, oauth::kTypeAccessToken);
    if (!jwt)
        return std::nullopt;
    return tokenClaims(*jwt);
}

std::optional<LiveToken> liveOrUsedUpToken(Services &services, store::Transaction &tx, const TokenClaims &claims)
{
    const auto row = tx.one("SELECT g.id, g.created_at, g.address, g.device_kid, g.kind, g.approval_id, g.uses, g.max_uses, g.expires_at"
                            " FROM token t JOIN grant_ g ON g.id = t.grant_id"
                            " WHERE t.jti_hash = ? AND t.revoked_at IS NULL AND t.expires_at > ? AND g.revoked_at IS NULL AND g.expires_at > ?",
                            {claims.jtiHash, tx.now(), tx.now()});
    const auto client = row && claims.expiresAt > tx.now() ? store::findClient(tx, claims.client) : std::nullopt;
    if (!client || !client->alive(tx.now()))
        return std::nullopt;
    auto allowed = entitlement(services, tx, *client, claims.sub);
    if (!allowed)
        return std::nullopt;
    const bool isWindow = row->text(4) == QLatin1String("access");
    if (isWindow)  // what only an approval gives is in nothing else
        allowed->addUsable(client->accessScopes);
    LiveToken live{base::GrantId(row->text(0)), oauth::scopesWithin(claims.scopes, allowed->scopes), row->integer(1), row->text(2), row->text(3)};
    if (live.scopes.isEmpty() && !claims.scopes.isEmpty())
        return std::nullopt;
    live.uses = row->integer(6);
    live.maxUses = row->optionalInteger(7);
    live.grantEndsAt = row->integer(8);
    if (!isWindow)
        return live;
    live.approval = base::ApprovalId(row->text(5));
    const auto record = store::findApproval(tx, live.approval);
    if (!record || policy::judge(services, tx, approval::Stage::Consume, *record).obstacle)
        return std::nullopt;
    return live;
}

std::optional<LiveToken> liveToken(Services &services, store::Transaction &tx, const TokenClaims &claims)
{
    auto live = liveOrUsedUpToken(services, tx, claims);
    return live && !live->isUsedUp() ? std::move(live) : std::nullopt;
}

}  // namespace countersign::authority::grants
