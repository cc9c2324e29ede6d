// P-256 keys for ES256 (RFC 7518 3.4), as JWK (RFC 7517) and PKCS#8.
#pragma once

#include "app/base/result.h"
#include "app/base/secret.h"

#include <QByteArray>
#include <QJsonObject>

#include <memory>

struct evp_pkey_ctx_st;
struct evp_pkey_st;

namespace countersign::crypto {

// A public key. Cheap to copy; immutable and thread safe.
class EcPublicKey {
public:
    // Takes `kty=EC`, `crv=P-256` and a point on the curve. A JWK with a private member (`d`) is refused (RFC 9449 4.3).
    static base::Result<EcPublicKey> fromJwk(const QJsonObject &jwk);

    [[nodiscard]] QJsonObject jwk() const;          // kty, crv, x, y and nothing else
    [[nodiscard]] QByteArray thumbprint() const;    // RFC 7638, base64url of SHA-256
    // Raw R‖S, 64 bytes, 0 < r,s < n (RFC 7515 A.3). False for anything else.
    [[nodiscard]] bool verify(QByteArrayView message, QByteArrayView signature) const;

private:
    friend class EcPrivateKey;
    explicit EcPublicKey(std::shared_ptr<evp_pkey_st> key);
    std::shared_ptr<evp_pkey_ctx_st> m_verifier;  // ready to verify; each use takes a copy
    QByteArray m_x, m_y, m_thumbprint;
};

class EcPrivateKey {
public:
    static EcPrivateKey generate();
    // PKCS#8 DER, optionally PEM encrypted. Only P-256 is accepted.
    static base::Result<EcPrivateKey> fromPkcs8(QByteArrayView der);
    static base::Result<EcPrivateKey> fromEncryptedPem(QByteArrayView pem, QByteArrayView passphrase);

    [[nodiscard]] base::Secret pkcs8() const;
    [[nodiscard]] QByteArray encryptedPem(QByteArrayView passphrase) const;
    [[nodiscard]] const EcPublicKey &publicKey() const { return m_public; }
    [[nodiscard]] QByteArray sign(QByteArrayView message) const;  // raw R‖S, 64 bytes

private:
    explicit EcPrivateKey(std::shared_ptr<evp_pkey_st> key);
    std::shared_ptr<evp_pkey_st> m_key;
    EcPublicKey m_public;
};

}  // namespace countersign::crypto
