// Proof key for code exchange, S256 only (RFC 7636).
#pragma once

#include <QByteArray>

namespace countersign::oauth {

// 43 to 128 characters of [A-Za-z0-9-._~] (RFC 7636 4.1).
[[nodiscard]] bool isCodeVerifier(QByteArrayView text);
// base64url of 32 bytes: 43 characters (RFC 7636 4.2).
[[nodiscard]] bool isCodeChallenge(QByteArrayView text);

[[nodiscard]] QByteArray newCodeVerifier();
[[nodiscard]] QByteArray codeChallenge(QByteArrayView verifier);
// Constant time; false for a malformed verifier.
[[nodiscard]] bool codeVerifierFits(QByteArrayView verifier, QByteArrayView challenge);

}  // namespace countersign::oauth
