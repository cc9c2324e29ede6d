// Digests, message authentication, comparison and randomness. All functions are thread safe.
#pragma once

#include <QByteArray>

#include <initializer_list>

namespace countersign::crypto {

[[nodiscard]] QByteArray sha256(QByteArrayView data);                                 // 32 bytes
[[nodiscard]] QByteArray sha256(std::initializer_list<QByteArrayView> parts);         // of the parts put together
[[nodiscard]] QByteArray hmacSha256(QByteArrayView key, QByteArrayView data);         // 32 bytes
// Constant time for equal lengths (CRYPTO_memcmp).
[[nodiscard]] bool equal(QByteArrayView a, QByteArrayView b);

// From the private CSPRNG (RAND_priv_bytes). Aborts the program when the generator fails: nothing may go on without it.
[[nodiscard]] QByteArray randomBytes(int count);
// `bytes` random bytes as base64url; 32 bytes = 256 bit.
[[nodiscard]] QByteArray randomToken(int bytes = 32);
// `digits` decimal digits, uniform.
[[nodiscard]] QByteArray randomDigits(int digits);

}  // namespace countersign::crypto
