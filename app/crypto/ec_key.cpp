#include "app/crypto/ec_key.h"

#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"
#include "app/crypto/pkcs8.h"

#include <QHash>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <cstdlib>

namespace countersign::crypto {

namespace {

constexpr int kCoordinate = 32;
constexpr qsizetype kKnownKeys = 256;

std::shared_ptr<EVP_PKEY> share(EVP_PKEY *key)
{
    return {key, &EVP_PKEY_free};
}

const EVP_MD *sha256Algorithm()
{
    static const EVP_MD *const md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return md;
}

QByteArray coordinate(const EVP_PKEY *key, const char *name)
{
    BIGNUM *number = nullptr;
    QByteArray out(kCoordinate, '\0');
    if (EVP_PKEY_get_bn_param(key, name, &number) != 1 || BN_bn2binpad(number, reinterpret_cast<unsigned char *>(out.data()), kCoordinate) != kCoordinate)
        std::abort();
    BN_free(number);
    return out;
}

bool isP256(const EVP_PKEY *key)
{
    char group[32] = {};
    return EVP_PKEY_is_a(key, "EC") && EVP_PKEY_get_group_name(key, group, sizeof group, nullptr) == 1
        && qstrcmp(group, "prime256v1") == 0;
}

// 0x04 ‖ x ‖ y; the import checks that the point lies on the curve.
std::shared_ptr<EVP_PKEY> importPoint(const QByteArray &point)
{
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, const_cast<char *>("prime256v1"), 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, const_cast<char *>(point.constData()), static_cast<size_t>(point.size())),
        OSSL_PARAM_construct_end(),
    };
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr), &EVP_PKEY_CTX_free);
    EVP_PKEY *key = nullptr;
    if (EVP_PKEY_fromdata_init(context.get()) != 1 || EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
        return {};
    auto shared = share(key);
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> check(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr), &EVP_PKEY_CTX_free);
    return EVP_PKEY_public_check(check.get()) == 1 ? shared : nullptr;
}

using SignaturePtr = std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)>;

// JOSE's fixed form to the DER that OpenSSL wants. Empty when r or s is out of range.
QByteArray derFromRaw(QByteArrayView raw)
{
    const auto *bytes = reinterpret_cast<const unsigned char *>(raw.data());
    BIGNUM *r = BN_bin2bn(bytes, kCoordinate, nullptr);
    BIGNUM *s = BN_bin2bn(bytes + kCoordinate, kCoordinate, nullptr);
    const SignaturePtr signature(ECDSA_SIG_new(), &ECDSA_SIG_free);
    const bool zero = BN_is_zero(r) || BN_is_zero(s);
    if (ECDSA_SIG_set0(signature.get(), r, s) != 1 || zero)  // takes r and s over
        return {};
    unsigned char *der = nullptr;
    const int length = i2d_ECDSA_SIG(signature.get(), &der);
    const QByteArray out(reinterpret_cast<const char *>(der), std::max(length, 0));
    OPENSSL_free(der);
    return out;
}

QByteArray rawFromDer(const QByteArray &der)
{
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    const SignaturePtr signature(d2i_ECDSA_SIG(nullptr, &bytes, der.size()), &ECDSA_SIG_free);
    QByteArray raw(2 * kCoordinate, '\0');
    auto *out = reinterpret_cast<unsigned char *>(raw.data());
    if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out, kCoordinate) != kCoordinate
        || BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out + kCoordinate, kCoordinate) != kCoordinate)
        std::abort();
    return raw;
}

}  // namespace

EcPublicKey::EcPublicKey(std::shared_ptr<evp_pkey_st> key)
    : m_verifier(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr), &EVP_PKEY_CTX_free),
      m_x(base64Url(coordinate(key.get(), OSSL_PKEY_PARAM_EC_PUB_X))), m_y(base64Url(coordinate(key.get(), OSSL_PKEY_PARAM_EC_PUB_Y)))
{
    // Finding the algorithm anew for each signature costs a tenth of verifying it.
    if (EVP_PKEY_verify_init(m_verifier.get()) != 1)
        std::abort();
    m_thumbprint = base64Url(sha256(base::json::canonical(jwk())));
}

base::Result<EcPublicKey> EcPublicKey::fromJwk(const QJsonObject &jwk)
{
    const auto refuse = [](const QString &why) { return base::Error{base::Errc::InvalidArgument, why}; };
    if (jwk.contains(QLatin1String("d")))
        return refuse(QStringLiteral("a private key was handed over where a public one is wanted"));
    if (jwk.value(QLatin1String("kty")) != QLatin1String("EC") || jwk.value(QLatin1String("crv")) != QLatin1String("P-256"))
        return refuse(QStringLiteral("only EC keys on P-256 are accepted"));
    const auto x = fromBase64Url(jwk.value(QLatin1String("x")).toString().toLatin1());
    const auto y = fromBase64Url(jwk.value(QLatin1String("y")).toString().toLatin1());
    if (!x || !y || x->size() != kCoordinate || y->size() != kCoordinate)
        return refuse(QStringLiteral("a coordinate is not 32 bytes of base64url"));
    // One console sends its key with every proof, and checking a point costs as much as half a signature. Bounded: whoever
    // sends ever new keys only empties the cache of one thread.
    thread_local QHash<QByteArray, EcPublicKey> known;
    const QByteArray point = '\x04' + *x + *y;
    if (const auto it = known.constFind(point); it != known.constEnd())
        return *it;
    auto key = importPoint(point);
    if (!key)
        return refuse(QStringLiteral("the point is not on the curve"));
    if (known.size() >= kKnownKeys)
        known.clear();
    return *known.insert(point, EcPublicKey(std::move(key)));
}

QJsonObject EcPublicKey::jwk() const
{
    return {{QStringLiteral("kty"), QStringLiteral("EC")}, {QStringLiteral("crv"), QStringLiteral("P-256")},
            {QStringLiteral("x"), QLatin1String(m_x)}, {QStringLiteral("y"), QLatin1String(m_y)}};
}

QByteArray EcPublicKey::thumbprint() const
{
    return m_thumbprint;
}

bool EcPublicKey::verify(QByteArrayView message, QByteArrayView signature) const
{
    if (signature.size() != 2 * kCoordinate)
        return false;
    const QByteArray der = derFromRaw(signature);
    if (der.isEmpty())
        return false;
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(EVP_PKEY_CTX_dup(m_verifier.get()), &EVP_PKEY_CTX_free);
    const QByteArray digest = sha256(message);
    // ECDSA verification in OpenSSL checks r, s < n itself.
    return context && EVP_PKEY_verify(context.get(), reinterpret_cast<const unsigned char *>(der.constData()), static_cast<size_t>(der.size()),
                                      reinterpret_cast<const unsigned char *>(digest.constData()), static_cast<size_t>(digest.size())) == 1;
}

EcPrivateKey::EcPrivateKey(std::shared_ptr<evp_pkey_st> key) : m_key(std::move(key)), m_public(m_key) {}

EcPrivateKey EcPrivateKey::generate()
{
    EVP_PKEY *key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    if (!key)
        std::abort();
    return EcPrivateKey(share(key));
}

base::Result<EcPrivateKey> EcPrivateKey::fromPkcs8(QByteArrayView der)
{
    auto key = pkcs8::fromDer(der);
    if (!key)
        return key.error();
    if (!isP256(key->get()))
        return base::Error{base::Errc::Unsupported, QStringLiteral("not a P-256 key")};
    return EcPrivateKey(*std::move(key));
}

base::Result<EcPrivateKey> EcPrivateKey::fromEncryptedPem(QByteArrayView pem, QByteArrayView passphrase)
{
    auto key = pkcs8::fromEncryptedPem(pem, passphrase);
    if (!key)
        return key.error();
    if (!isP256(key->get()))
        return base::Error{base::Errc::Unsupported, QStringLiteral("not a P-256 key")};
    return EcPrivateKey(*std::move(key));
}

base::Secret EcPrivateKey::pkcs8() const
{
    return pkcs8::toDer(m_key.get());
}

QByteArray EcPrivateKey::encryptedPem(QByteArrayView passphrase) const
{
    return pkcs8::toEncryptedPem(m_key.get(), passphrase);
}

QByteArray EcPrivateKey::sign(QByteArrayView message) const
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    QByteArray der(80, Qt::Uninitialized);
    auto length = static_cast<size_t>(der.size());
    if (EVP_DigestSignInit(context.get(), nullptr, sha256Algorithm(), nullptr, m_key.get()) != 1
        || EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(der.data()), &length,
                          reinterpret_cast<const unsigned char *>(message.data()), static_cast<size_t>(message.size())) != 1)
        std::abort();
    der.truncate(static_cast<qsizetype>(length));
    return rawFromDer(der);
}

}  // namespace countersign::crypto
