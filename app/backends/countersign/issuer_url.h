// Which addresses the console speaks to at all, and which it hands to a browser (RFC 8414 2, security.md "Rules for Qt").
#pragma once

#include "app/base/result.h"

#include <QUrl>

namespace countersign::backends {

// https, or http on a literal loopback address (127.0.0.1 or [::1]; never a name). No user information, query, fragment,
// no path tricks; compared as text, so the text must be in its one plain spelling. InvalidArgument says what is wrong.
[[nodiscard]] base::Result<QUrl> parseIssuer(const QString &text);

// The endpoint must be of the issuer's own scheme, host and port, without user information or fragment.
[[nodiscard]] base::Result<QUrl> parseEndpoint(const QUrl &issuer, const QString &text);

// "host" or "host:port" in punycode, for badges.
[[nodiscard]] QString displayHost(const QUrl &issuer);

// <issuer>/.well-known/oauth-authorization-server, inserted before the issuer's path (RFC 8414 3.1).
[[nodiscard]] QUrl metadataUrl(const QUrl &issuer);

}  // namespace countersign::backends
