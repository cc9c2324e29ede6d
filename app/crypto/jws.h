// JSON Web Signatures in compact form (RFC 7515), ES256 only. The expected type and key come from the caller, never from
// the token (RFC 8725 3.1, 3.11).
#pragma once

#include "app/crypto/ec_key.h"

#include <QJsonObject>

namespace countersign::crypto {

struct Jws {
    QJsonObject header;
    QJsonObject claims;
    QByteArray signingInput;
    QByteArray signature;
};

// {"alg":"ES256","kid"?,"typ"} . claims. Extra header members (a DPoP proof's `jwk`) may be given.
[[nodiscard]] QByteArray signJws(const EcPrivateKey &key, QByteArrayView type, const QJsonObject &claims, const QJsonObject &extraHeader = {});

// Takes the text apart: three parts of strict base64url, JSON objects without duplicate names, `alg` ES256, `typ` as
// expected (compared without case and without "application/", RFC 7515 4.1.9), no `crit`, at most 16 KiB.
// The signature is NOT checked yet: the caller finds the key (by `kid` in its own store) and calls verifyJws.
[[nodiscard]] base::Result<Jws> parseJws(QByteArrayView compact, QByteArrayView expectedType);
// For assertions whose `typ` is optional (RFC 7523): any or no `typ`.
[[nodiscard]] base::Result<Jws> parseUntypedJws(QByteArrayView compact);
[[nodiscard]] bool verifyJws(const Jws &jws, const EcPublicKey &key);

}  // namespace countersign::crypto
