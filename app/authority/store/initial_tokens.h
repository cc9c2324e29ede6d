// Initial access tokens (RFC 7591 1.2): who holds one may register clients, so often, until then, and within these limits. The
// caller writes the log entry.
#pragma once

#include "app/authority/store/clients.h"

#include <optional>
#include <vector>

namespace countersign::authority::store {

struct InitialToken {
    QString id;          // `iat_…`, public
    QByteArray hash;     // HMAC of the secret
    QString createdBy;   // as in the log
    qint64 createdAt = 0;
    qint64 expiresAt = 0;
    qint64 usesLeft = 0;
    Rights rights;            // the most a client registered with it may have
    qint64 maxClientTtl = 0;  // seconds
    std::optional<qint64> revokedAt;

    [[nodiscard]] bool usable(qint64 now) const { return !revokedAt && expiresAt > now && usesLeft > 0; }
};

void insertInitialToken(Transaction &tx, const InitialToken &token);
[[nodiscard]] std::optional<InitialToken> findInitialToken(Transaction &tx, const QByteArray &hash);
[[nodiscard]] std::optional<InitialToken> findInitialTokenById(Transaction &tx, const QString &id);
// Newest first, at most 200.
[[nodiscard]] std::vector<InitialToken> listInitialTokens(Transaction &tx);
// One use less; false when there is none left, or it is over.
[[nodiscard]] bool useInitialToken(Transaction &tx, const QString &id);
// False when it was revoked before.
bool revokeInitialToken(Transaction &tx, const QString &id, const QString &actor);

}  // namespace countersign::authority::store
