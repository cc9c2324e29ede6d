// Which addresses an authority may be sent to by somebody else's configuration (OWASP SSRF; CIBA Core 14).
#pragma once

#include <QByteArrayView>
#include <QString>

namespace countersign::authority::http {

// A globally routable unicast address. Loopback, private, link-local, shared (100.64/10), multicast, documentation and
// unspecified ones are not, nor their IPv4-mapped, NAT64 or 6to4 forms. `address`: textual IPv4 or IPv6.
[[nodiscard]] bool isPublicAddress(QByteArrayView address);

// Whether a notification endpoint may be registered: https, a host, no user info, no fragment; a literal address must be public.
// With `loopbackAllowed` (configuration `[ping] allow_loopback`), http and https on a literal loopback address too.
enum class Loopback { Refused, Allowed };
[[nodiscard]] bool isAcceptableEndpoint(const QString &url, Loopback loopback);

}  // namespace countersign::authority::http
