// The authority's one way out: a POST to an address that somebody else configured, with that in mind.
#pragma once

#include "app/authority/http/public_address.h"
#include "app/base/result.h"

#include <QByteArray>
#include <QString>

#include <chrono>

namespace countersign::authority::http {

// Who chose the address: somebody who registered a client, or the operator in authority.toml, whose receivers stand in private networks.
enum class Reach { PublicOnly, Anywhere };

struct OutboundPost {
    QString url;
    QByteArray authorization;  // value of the Authorization header; empty: none
    QByteArray body;           // JSON
    QByteArray signature;      // value of the Countersign-Signature header; empty: none
    Loopback loopback = Loopback::Refused;
    Reach reach = Reach::PublicOnly;
    std::chrono::seconds timeout{5};  // for each of connecting, TLS and the exchange
};

// Sends once and returns the status. The name is resolved once and every address of it must be public, unless `reach` says otherwise; the connection goes to
// the address that was checked, so a name that re-resolves elsewhere gains nothing. No redirect is followed, of the answer only
// 16 KiB are read. TLS ≥ 1.2 against the system's certificate authorities. Blocks. Errors: Denied, Unavailable, Timeout.
[[nodiscard]] base::Result<int> post(const OutboundPost &request);

}  // namespace countersign::authority::http
