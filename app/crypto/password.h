// Passwords, Argon2id (RFC 9106): 19 MiB, t=2, p=1.
#pragma once

#include <QByteArray>

namespace countersign::crypto {

// PHC string. At most two hashes are computed at once in this process, further callers wait: memory stays bounded.
[[nodiscard]] QByteArray hashPassword(QByteArrayView password);
[[nodiscard]] bool verifyPassword(QByteArrayView password, const QByteArray &phc);
// As slow as verifyPassword, always false: for unknown users, so that timing tells nothing (ASVS 6.3).
bool verifyNoPassword(QByteArrayView password);

}  // namespace countersign::crypto
