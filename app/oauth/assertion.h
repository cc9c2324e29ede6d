// Assertions: how a client proves itself with its key (RFC 7523 2.2), and how a trusted device signs its user in (2.1).
// Pure: whether a `jti` was seen before is the caller's to remember, until `expiresAt`.
#pragma once

#include "app/base/result.h"
#include "app/crypto/ec_key.h"
#include "app/crypto/jws.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>

namespace countersign::oauth {

inline constexpr qint64 kClientAssertionMaxSeconds = 300;
inline constexpr qint64 kDeviceAssertionMaxSeconds = 60;

struct Assertion {
    QString subject;     // client id, or user name
    QString jti;
    QByteArray keyId;    // `kid` of the header, may be empty for a client's
    qint64 issuedAt = 0;
    qint64 expiresAt = 0;
};

// Seconds since the epoch.
[[nodiscard]] QByteArray makeClientAssertion(const crypto::EcPrivateKey &key, const QString &clientId, const QString &issuer, qint64 now);
[[nodiscard]] QByteArray makeDeviceAssertion(const crypto::EcPrivateKey &key, const QString &user, const QString &issuer, qint64 now);

// Takes an assertion apart without checking the signature, so that the caller can find the key of `sub`. `typ`, where present,
// is JWT or client-authentication+jwt.
[[nodiscard]] base::Result<crypto::Jws> parseAssertion(QByteArrayView compact);

// `iss` = `sub`, `aud` the issuer as its sole string value (RFC 10070), `jti`, `exp` in the future and at most 5 min ahead,
// `iat` and `nbf` not more than 10 s ahead. The signature is checked with `key`.
[[nodiscard]] base::Result<Assertion> verifyClientAssertion(const crypto::Jws &jws, const crypto::EcPublicKey &key,
                                                            const QString &issuer, qint64 now);

// ES256 by `key`, `kid` and `iss` its thumbprint, `aud` the issuer, `iat`, `exp` ≤ iat + 60, `jti` (protocol.md 5).
[[nodiscard]] base::Result<Assertion> verifyDeviceAssertion(const crypto::Jws &jws, const crypto::EcPublicKey &key,
                                                            const QString &issuer, qint64 now);

}  // namespace countersign::oauth
