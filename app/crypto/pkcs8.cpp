#include "app/crypto/pkcs8.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdlib>

namespace countersign::crypto::pkcs8 {

namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

base::Result<Key> owned(EVP_PKEY *key)
{
    if (!key)
        return base::Error{base::Errc::Corrupt, QStringLiteral("not a private key, or the wrong passphrase")};
    return Key(key, &EVP_PKEY_free);
}

}  // namespace

base::Result<Key> fromDer(QByteArrayView der)
{
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.data());
    return owned(d2i_AutoPrivateKey(nullptr, &bytes, der.size()));
}

base::Secret toDer(const evp_pkey_st *key)
{
    const std::unique_ptr<PKCS8_PRIV_KEY_INFO, decltype(&PKCS8_PRIV_KEY_INFO_free)> info(EVP_PKEY2PKCS8(key), &PKCS8_PRIV_KEY_INFO_free);
    unsigned char *der = nullptr;
    const int length = i2d_PKCS8_PRIV_KEY_INFO(info.get(), &der);
    if (length <= 0)
        std::abort();
    base::Secret out(QByteArray(reinterpret_cast<const char *>(der), length));
    OPENSSL_clear_free(der, static_cast<size_t>(length));
    return out;
}

base::Result<Key> fromEncryptedPem(QByteArrayView pem, QByteArrayView passphrase)
{
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
    QByteArray phrase = passphrase.toByteArray();
    return owned(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, phrase.data()));
}

QByteArray toEncryptedPem(const evp_pkey_st *key, QByteArrayView passphrase)
{
    const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
    if (PEM_write_bio_PKCS8PrivateKey(bio.get(), key, EVP_aes_256_cbc(), passphrase.data(), static_cast<int>(passphrase.size()), nullptr, nullptr) != 1)
        std::abort();
    char *data = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &data);
    return QByteArray(data, length);
}

}  // namespace countersign::crypto::pkcs8
