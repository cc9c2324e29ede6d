// Private keys at rest (RFC 5958), shared by the key classes of this folder.
#pragma once

#include "app/base/result.h"
#include "app/base/secret.h"

#include <memory>

struct evp_pkey_st;

namespace countersign::crypto::pkcs8 {

using Key = std::shared_ptr<evp_pkey_st>;

[[nodiscard]] base::Result<Key> fromDer(QByteArrayView der);
[[nodiscard]] base::Secret toDer(const evp_pkey_st *key);
// AES-256-CBC under PBKDF2, as OpenSSL writes it. The passphrase must be random bytes in text form, not a password.
[[nodiscard]] base::Result<Key> fromEncryptedPem(QByteArrayView pem, QByteArrayView passphrase);
[[nodiscard]] QByteArray toEncryptedPem(const evp_pkey_st *key, QByteArrayView passphrase);

}  // namespace countersign::crypto::pkcs8
