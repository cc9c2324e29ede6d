// base64url without padding, strict in reading (RFC 7515 2, RFC 4648 3.5): one text for one value.
#pragma once

#include "app/base/result.h"

#include <QByteArray>

namespace countersign::crypto {

[[nodiscard]] QByteArray base64Url(QByteArrayView bytes);
// Refuses padding, whitespace, foreign characters and non-zero trailing bits, so that no second spelling of a token exists.
[[nodiscard]] base::Result<QByteArray> fromBase64Url(QByteArrayView text);

}  // namespace countersign::crypto
