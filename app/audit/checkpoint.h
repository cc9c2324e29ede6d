// The signed statement of a log's size and root: a C2SP tlog-checkpoint in a C2SP signed note. Pure; any thread.
//
//   <origin> LF  <size> LF  <base64 root> LF  [extension lines]  LF  "— " <origin> " " base64(key hash ‖ signature) LF
//
// Origin and key name are both `<issuer host[:port]>/audit` (protocol.md 10).
#pragma once

#include "app/audit/tree.h"
#include "app/base/result.h"
#include "app/crypto/ed25519_key.h"

#include <QString>

namespace countersign::audit {

struct Checkpoint {
    QString origin;
    TreeHead head;

    friend bool operator==(const Checkpoint &, const Checkpoint &) = default;
};

// `https://auth.example:8443/x` → `auth.example:8443/audit`. InvalidArgument when the issuer is no http(s) URL.
[[nodiscard]] base::Result<QString> checkpointOrigin(const QString &issuer);

// A log's public key with its name, as it stands in the metadata: `name+8 hex digits+base64(0x01 ‖ key)`.
class VerifierKey {
public:
    VerifierKey(QString name, crypto::Ed25519PublicKey key);
    // Malformed unless the text is exactly what text() writes.
    static base::Result<VerifierKey> parse(const QString &text);

    [[nodiscard]] QString text() const;
    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] const crypto::Ed25519PublicKey &key() const { return m_key; }
    [[nodiscard]] QByteArray keyHash() const;  // SHA-256(name ‖ LF ‖ 0x01 ‖ key), its first 4 bytes

private:
    QString m_name;
    crypto::Ed25519PublicKey m_key;
};

// The whole note, with the one signature of `key` under the name `checkpoint.origin`.
[[nodiscard]] QByteArray signCheckpoint(const Checkpoint &checkpoint, const crypto::Ed25519PrivateKey &key);

// Reads without believing: what a note claims, whoever signed it. Malformed or TooLarge (over 16 KiB or 16 signatures).
[[nodiscard]] base::Result<Checkpoint> parseCheckpoint(QByteArrayView note);
// The checkpoint when the note's origin is the key's name and one signature is of this key; signatures of other names are
// passed over, a bad one of this key is Denied, as is none at all.
[[nodiscard]] base::Result<Checkpoint> verifyCheckpoint(QByteArrayView note, const VerifierKey &key);

}  // namespace countersign::audit
