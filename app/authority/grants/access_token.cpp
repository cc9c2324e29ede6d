#include "app/authority/grants/access_token.h"

#include "app/authority/config.h"
#include "app/authority/grants/entitlement.h"
#include "app/authority/keys.h"
#include "app/authority/scope_usage.h"
#include "app/authority/store/transaction.h"
#include "app/authority/store/users.h"
#include "app/crypto/digest.h"
#include "app/oauth/names.h"
#include "app/oauth/scope.h"

#include <algorithm>

namespace countersign::authority::grants {

namespace {

QJsonValue audienceClaim(const QStringList &audience)
{
    if (audience.size() == 1)
        return audience.first();
    return QJsonArray::fromStringList(audience);
}

}  // namespace

oauth::TokenResponse issueAccessToken(Services &services, store::Transaction &tx, const GrantRecord &record, const QByteArray &jkt)
{
    const bool isWindow = record.kind == GrantKind::Access;  // one token for all of it: it cannot be renewed
    const qint64 expiresAt = isWindow ? record.expiresAt : std::min(tx.now() + services.config.tokens.accessSeconds, record.expiresAt);
    const QByteArray jti = crypto::randomToken(32);
    QJsonObject claims{{QStringLiteral("iss"), services.issuer},         {QStringLiteral("aud"), audienceClaim(record.audience)},
                       {QStringLiteral("sub"), record.sub.text()},       {QStringLiteral("client_id"), record.client.text()},
                       {QStringLiteral("jti"), QString::fromLatin1(jti)},
                       {QStringLiteral("iat"), tx.now()},                {QStringLiteral("exp"), expiresAt}};
    if (!record.sid.isEmpty())
        claims.insert(QStringLiteral("sid"), record.sid.text());
    if (isWindow)
        claims.insert(QStringLiteral("txn"), record.approval.text());
    if (!record.scopes.isEmpty())
        claims.insert(QStringLiteral("scope"), oauth::scopeText(record.scopes));
    if (!isClientSubject(record.sub)) {
        if (record.authTime > 0) {  // a window is opened by those who approved it, not by a sign-in
            claims.insert(QStringLiteral("auth_time"), record.authTime);
            claims.insert(QStringLiteral("acr"), record.acr);
        }
        // What the console calls the person who signed in (OpenID Connect Core 5.1); ids are opaque.
        if (const auto user = store::findUser(tx, record.sub))
            claims.insert(QStringLiteral("preferred_username"), user->name);
    }
    if (!jkt.isEmpty())
        claims.insert(QStringLiteral("cnf"), QJsonObject{{QStringLiteral("jkt"), QString::fromLatin1(jkt)}});
    insertToken(tx, record.id, jti, expiresAt);
    if (!record.scopes.isEmpty())
        tx.afterCommit([&usage = services.usage, scopes = record.scopes] { usage.used(scopes); });
    oauth::TokenResponse response;
    response.accessToken = base::Secret(services.keys.sign(tx, oauth::kTypeAccessToken, claims));
    response.tokenType = jkt.isEmpty() ? QStringLiteral("Bearer") : QStringLiteral("DPoP");
    response.expiresIn = expiresAt - tx.now();
    response.scopes = record.scopes;
    return response;
}

}  // namespace countersign::authority::grants
