// The grammar of `scope` (RFC 6749 3.3).
#pragma once

#include "app/base/result.h"

#include <QStringList>

namespace countersign::oauth {

// Tokens of %x21 / %x23-5B / %x5D-7E with exactly one blank between them, in the order given, without repeats. Malformed
// otherwise, also for an empty text. At most 200 scopes (TooLarge).
[[nodiscard]] base::Result<QStringList> parseScope(const QString &text);
[[nodiscard]] QString scopeText(const QStringList &scopes);

// The members of `wanted` that are in `allowed`, in the order of `wanted`.
[[nodiscard]] QStringList scopesWithin(const QStringList &wanted, const QStringList &allowed);
[[nodiscard]] bool isSubset(const QStringList &wanted, const QStringList &allowed);

}  // namespace countersign::oauth
