// Ed25519 keys (RFC 8032) for the log's checkpoints.
#pragma once

#include "app/base/result.h"

#include <QByteArray>

#include <memory>

struct evp_pkey_st;

namespace countersign::crypto {

class Ed25519PublicKey {
public:
    static base::Result<Ed25519PublicKey> fromRaw(QByteArrayView bytes);  // 32 bytes
    [[nodiscard]] QByteArray raw() const { return m_raw; }
    [[nodiscard]] bool verify(QByteArrayView message, QByteArrayView signature) const;  // 64 bytes

private:
    Ed25519PublicKey(std::shared_ptr<evp_pkey_st> key, QByteArray raw);
    std::shared_ptr<evp_pkey_st> m_key;
    QByteArray m_raw;
};

class Ed25519PrivateKey {
public:
    static Ed25519PrivateKey generate();
    static base::Result<Ed25519PrivateKey> fromEncryptedPem(QByteArrayView pem, QByteArrayView passphrase);

    [[nodiscard]] QByteArray encryptedPem(QByteArrayView passphrase) const;
    [[nodiscard]] Ed25519PublicKey publicKey() const;
    [[nodiscard]] QByteArray sign(QByteArrayView message) const;

private:
    explicit Ed25519PrivateKey(std::shared_ptr<evp_pkey_st> key);
    std::shared_ptr<evp_pkey_st> m_key;
};

}  // namespace countersign::crypto
