// Files that the authority believes only when nobody else could have written or, where they are secret, read them.
#pragma once

#include "app/base/result.h"
#include "app/base/secret.h"

#include <QString>

namespace countersign::authority {

enum class MayRead { OwnerOnly, Anyone };

// NotFound: no such file. Denied: a symbolic link, no regular file, belongs to another user, others may change it or (with
// OwnerOnly) read it. TooLarge. The detail is one sentence for a person.
[[nodiscard]] base::Result<base::Secret> readOwnFile(const QString &file, MayRead who, qsizetype maxBytes);

// Denied unless it is a real directory of this user with mode 0700.
[[nodiscard]] base::Status checkPrivateDirectory(const QString &directory);

}  // namespace countersign::authority
