// The authority's keys: ES256 signing keys with their rotation, the Ed25519 key of the audit log, the pepper.
//
// Private parts are files in DIR/keys (0700; files 0600, PKCS#8 under a passphrase derived from the pepper). Which key is
// published and which signs when stands in the database, so that `keys rotate` and a running `serve` agree in one
// transaction. Times are seconds since the epoch.
#pragma once

#include "app/base/result.h"
#include "app/base/secret.h"
#include "app/crypto/ec_key.h"
#include "app/crypto/ed25519_key.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace countersign::authority::store {
class Transaction;
}

namespace countersign::authority {

inline constexpr qint64 kPublishBeforeSigningSeconds = 10 * 60;

enum class KeyState { Waiting, Signing, Published, Retired };

struct KeyInfo {
    QByteArray kid;  // RFC 7638 thumbprint
    KeyState state = KeyState::Waiting;
    qint64 publishedAt = 0;
    qint64 signsFrom = 0;
    std::optional<qint64> retiresAt;  // no longer published from then on; absent while it has no successor
    QJsonObject jwk;
};

enum class Rotation { AfterWaiting, Now };

class Keys {
public:
    ~Keys();
    Q_DISABLE_COPY_MOVE(Keys)

    // Makes DIR/keys with fresh keys and records their fingerprints. Part of `init`; the caller removes DIR on failure.
    static base::Status create(const QString &dataDir, store::Transaction &tx);
    // Denied: a file is a symbolic link, belongs to another user, or others may read it. Corrupt: missing or changed since
    // init. Nothing is ever made anew silently.
    static base::Result<std::unique_ptr<Keys>> open(const QString &dataDir, store::Transaction &tx);

    // A compact JWS by the key that signs at tx.now(), with its `kid`. `type`: the JOSE `typ`. Any thread with a transaction.
    [[nodiscard]] QByteArray sign(store::Transaction &tx, QByteArrayView type, const QJsonObject &claims);
    // The published key of that id, null for unknown and retired ones. Without a transaction, any thread.
    [[nodiscard]] std::optional<crypto::EcPublicKey> verificationKey(QByteArrayView kid, qint64 now) const;
    // The claims of a token that one of our published keys signed; nullopt for any other text, another `typ`, a retired key. Whether
    // the token has ended is the caller's question. The signature over the same bytes is checked once. Any thread.
    [[nodiscard]] std::optional<QJsonObject> claimsOf(QByteArrayView compact, QByteArrayView type, qint64 now) const;
    // {"keys":[…]}: what is published now, `alg`, `use` and `kid` with each.
    [[nodiscard]] QJsonObject jwks(qint64 now) const;
    // Takes up what another process changed; sign() does so by itself, the sweeper for the rest.
    base::Status refresh(store::Transaction &tx);

    // Publishes a new key; it signs after kPublishBeforeSigningSeconds, or at once (then a verifier that caches our keys may
    // fail for a while). Conflict: a key already waits (Now makes that one sign). Audited as `key.rotated`, actor `cli`.
    base::Result<KeyInfo> rotate(store::Transaction &tx, Rotation when);
    [[nodiscard]] std::vector<KeyInfo> list(qint64 now) const;

    [[nodiscard]] const crypto::Ed25519PrivateKey &auditKey() const;
    // A new key for the log in a file beside the old one's; open() takes it once `tx` is committed. For log_key_rotation.h.
    base::Result<crypto::Ed25519PrivateKey> makeAuditKey(store::Transaction &tx);
    // Deletes the files of the log's keys that open() does not take any more.
    static void dropOldAuditKeys(const QString &dataDir, const crypto::Ed25519PublicKey &current);
    // HMAC-SHA-256 under the pepper, 32 bytes: how secrets are kept and looked up.
    [[nodiscard]] QByteArray secretHash(QByteArrayView secret) const;

private:
    struct State;
    explicit Keys(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}  // namespace countersign::authority
