// Access tokens of ours (RFC 9068): taken apart without the database, then looked up in it.
#pragma once

#include "app/authority/services.h"
#include "app/base/strong_id.h"

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace countersign::authority::store {
class Transaction;
}

namespace countersign::authority::grants {

struct TokenClaims {
    QByteArray jtiHash;  // SHA-256 of the `jti`, how `token` rows are found
    base::Subject sub;
    base::SessionId sid;
    base::ClientId client;
    QStringList audience;
    QStringList scopes;  // as issued
    qint64 issuedAt = 0, expiresAt = 0, authTime = 0;
    QString acr;
    QByteArray jkt;      // empty: Bearer
};

// The claims of a JWT that the authority signed for itself under this `typ`; nullopt for anything else. Any thread.
[[nodiscard]] std::optional<QJsonObject> readOurJwt(Services &services, QByteArrayView compact, QByteArrayView type);

// The claims of an access token as fields; what is absent stays empty.
[[nodiscard]] TokenClaims tokenClaims(const QJsonObject &jwt);

// Signature, `typ`, `iss` and form; nullopt for anything else, another type included. Expiry is for the transaction. Any thread.
[[nodiscard]] std::optional<TokenClaims> readAccessToken(Services &services, QByteArrayView compact);

// What a token is worth now.
struct LiveToken {
    base::GrantId grant;
    QStringList scopes;    // role, registration, catalogue and sunset considered
    qint64 startedAt = 0;  // of the grant
    QString address;       // where the grant was obtained from
    QString deviceKid;     // of a session begun with a device key
    base::ApprovalId approval = {};             // of a window of access; empty for every other token
    qint64 uses = 0;                            // of the grant
    std::optional<qint64> maxUses = {};
    qint64 grantEndsAt = 0;
    [[nodiscard]] bool isWindow() const { return !approval.isEmpty(); }
    [[nodiscard]] bool isUsedUp() const { return maxUses && uses >= *maxUses; }
};

// Not expired, not revoked, not used up, grant alive, client alive, user enabled. nullopt otherwise; also when every scope that the token
// was issued with was dropped (protocol.md 12).
// A window of access is judged as it was at redemption (policy::judge): it closes with whoever approved it.
[[nodiscard]] std::optional<LiveToken> liveToken(Services &services, store::Transaction &tx, const TokenClaims &claims);
// The same, but a window whose calls are used up is given too, so that its holder can be told (isUsedUp).
[[nodiscard]] std::optional<LiveToken> liveOrUsedUpToken(Services &services, store::Transaction &tx, const TokenClaims &claims);

}  // namespace countersign::authority::grants
