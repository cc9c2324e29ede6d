// DPoP proofs (RFC 9449). Pure: whether a `jti` was seen before is the caller's to remember.
#pragma once

#include "app/base/result.h"
#include "app/crypto/ec_key.h"

#include <QByteArray>

namespace countersign::oauth {

inline constexpr qint64 kProofMaxAgeSeconds = 60;

struct ProofTarget {
    QByteArray method;       // `htm`, compared with case
    QByteArray url;          // absolute; query and fragment are ignored (RFC 9449 4.2)
    QByteArray accessToken;  // for `ath`; empty at the token endpoint
    QByteArray nonce;        // `nonce`; empty when none is demanded
};

// A compact proof by `key` with a fresh 128-bit `jti`. `now`: seconds since the epoch.
[[nodiscard]] QByteArray makeProof(const crypto::EcPrivateKey &key, const ProofTarget &target, qint64 now);

struct Proof {
    QByteArray thumbprint;  // RFC 7638 of the key, the `jkt`
    QString jti;
    qint64 issuedAt = 0;
    QString nonce;          // as it stood in the proof; may be empty
    // From then on the proof is too old; until then its `jti` must be remembered.
    [[nodiscard]] qint64 expiresAt() const { return issuedAt + kProofMaxAgeSeconds + 1; }
};

// All checks of RFC 9449 4.3 but the replay and the key's identity: one JWT of type dpop+jwt, ES256, with a public P-256 key
// in `jwk`, `jti` of 1 to 256 characters, `htm`, `htu` equal after normalisation, `iat` between 60 s ago and 10 s ahead, `ath`
// when a token is given. The nonce is compared when the target has one. Errors: Malformed or Denied with the member's name.
[[nodiscard]] base::Result<Proof> verifyProof(QByteArrayView compact, const ProofTarget &target, qint64 now);

}  // namespace countersign::oauth
