// One-time codes of an authenticator (RFC 6238: SHA-1, six digits, 30 s), and how their secrets lie in the database.
#pragma once

#include "app/authority/keys.h"
#include "app/base/secret.h"
#include "app/base/strong_id.h"

#include <QByteArray>

#include <optional>

namespace countersign::authority::grants {

[[nodiscard]] base::Secret newOtpSecret();  // 20 random bytes
// RFC 4648 base32 without padding, as authenticators take it.
[[nodiscard]] QByteArray otpSecretText(const base::Secret &secret);
[[nodiscard]] QByteArray otpUri(const base::Secret &secret, const QString &issuer, const QString &userName);

// Sealed under the pepper for one person: nonce, ciphertext, tag. Another person's row opens nothing.
[[nodiscard]] QByteArray sealOtp(const Keys &keys, const base::Subject &sub, const base::Secret &secret);
[[nodiscard]] std::optional<base::Secret> openOtp(const Keys &keys, const base::Subject &sub, QByteArrayView sealed);

// The code of one time step.
[[nodiscard]] QByteArray otpCode(const base::Secret &secret, qint64 step);
// The step whose code this is: the one of `now` (seconds), the one before or the one after (RFC 6238 5.2). Whether it was used before
// is store::takeOtpStep's to say.
[[nodiscard]] std::optional<qint64> otpStep(const base::Secret &secret, QByteArrayView code, qint64 now);

}  // namespace countersign::authority::grants
