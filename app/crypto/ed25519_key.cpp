#include "app/crypto/ed25519_key.h"

#include "app/crypto/pkcs8.h"

#include <openssl/evp.h>

#include <cstdlib>

namespace countersign::crypto {

namespace {

using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

QByteArray rawPublic(const EVP_PKEY *key)
{
    QByteArray raw(32, '\0');
    auto size = static_cast<size_t>(raw.size());
    if (EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char *>(raw.data()), &size) != 1)
        std::abort();
    return raw;
}

}  // namespace

Ed25519PublicKey::Ed25519PublicKey(std::shared_ptr<evp_pkey_st> key, QByteArray raw) : m_key(std::move(key)), m_raw(std::move(raw)) {}

base::Result<Ed25519PublicKey> Ed25519PublicKey::fromRaw(QByteArrayView bytes)
{
    EVP_PKEY *key = bytes.size() != 32 ? nullptr
        : EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, reinterpret_cast<const unsigned char *>(bytes.data()), 32);
    if (!key)
        return base::Error{base::Errc::Malformed, QStringLiteral("not an Ed25519 public key")};
    return Ed25519PublicKey({key, &EVP_PKEY_free}, bytes.toByteArray());
}

bool Ed25519PublicKey::verify(QByteArrayView message, QByteArrayView signature) const
{
    const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, m_key.get()) == 1
        && EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char *>(signature.data()), static_cast<size_t>(signature.size()),
                            reinterpret_cast<const unsigned char *>(message.data()), static_cast<size_t>(message.size())) == 1;
}

Ed25519PrivateKey::Ed25519PrivateKey(std::shared_ptr<evp_pkey_st> key) : m_key(std::move(key)) {}

Ed25519PrivateKey Ed25519PrivateKey::generate()
{
    EVP_PKEY *key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    if (!key)
        std::abort();
    return Ed25519PrivateKey({key, &EVP_PKEY_free});
}

base::Result<Ed25519PrivateKey> Ed25519PrivateKey::fromEncryptedPem(QByteArrayView pem, QByteArrayView passphrase)
{
    auto key = pkcs8::fromEncryptedPem(pem, passphrase);
    if (!key)
        return key.error();
    if (!EVP_PKEY_is_a(key->get(), "ED25519"))
        return base::Error{base::Errc::Unsupported, QStringLiteral("not an Ed25519 key")};
    return Ed25519PrivateKey(*std::move(key));
}

QByteArray Ed25519PrivateKey::encryptedPem(QByteArrayView passphrase) const
{
    return pkcs8::toEncryptedPem(m_key.get(), passphrase);
}

Ed25519PublicKey Ed25519PrivateKey::publicKey() const
{
    return *Ed25519PublicKey::fromRaw(rawPublic(m_key.get()));
}

QByteArray Ed25519PrivateKey::sign(QByteArrayView message) const
{
    const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    QByteArray signature(64, '\0');
    auto size = static_cast<size_t>(signature.size());
    if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, m_key.get()) != 1
        || EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size,
                          reinterpret_cast<const unsigned char *>(message.data()), static_cast<size_t>(message.size())) != 1)
        std::abort();
    return signature;
}

}  // namespace countersign::crypto
