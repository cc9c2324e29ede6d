// http and https URLs as bytes, for comparison.
#pragma once

#include "app/base/result.h"

#include <QByteArray>

namespace countersign::oauth {

// RFC 3986 6.2.2 and 6.2.3: lower-case scheme and host, no default port, unreserved characters unescaped, dot segments
// resolved, empty path as "/", without query and fragment. Malformed for other schemes, user info, blanks, control
// characters, broken escapes or a broken port.
[[nodiscard]] base::Result<QByteArray> normalizedUrl(QByteArrayView url);

// Scheme, host and port of a URL, normalised; Malformed as above.
[[nodiscard]] base::Result<QByteArray> originOf(QByteArrayView url);

}  // namespace countersign::oauth
