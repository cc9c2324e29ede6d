// One entry as a syslog message (RFC 5424). Pure; any thread.
#pragma once

#include "app/authority/store/audit_log.h"

namespace countersign::authority::forwarding {

// What a receiver may be expected to keep whole (RFC 5425 4.3.1).
inline constexpr qsizetype kMaxSyslogBytes = 8192;

struct SyslogOrigin {
    QByteArray host;       // the issuer's host
    QByteArray processId;
};

// `<PRI>1 TIME HOST countersign PROCID EVENT [entry@32473 …] MSG`: facility 10 (authpriv); severity warning for refused and failed,
// notice for denied, else informational. MSG is the entry as JSON; a payload that does not fit is left out, and
// `payload_omitted` says so.
[[nodiscard]] QByteArray syslogMessage(const store::AuditEntry &entry, const SyslogOrigin &origin);

// With its length before it, as TLS carries it (RFC 5425 4.3).
[[nodiscard]] QByteArray syslogFrame(const QByteArray &message);

}  // namespace countersign::authority::forwarding
