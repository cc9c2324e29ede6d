// The log as it is read from outside (protocol.md 10). Nothing here changes it: only GET exists.
#pragma once

#include "app/authority/grants/caller.h"
#include "app/authority/http/form.h"
#include "app/authority/http/router.h"
#include "app/authority/services.h"

#include <functional>

namespace countersign::authority::endpoints {

// GET /audit, /audit/checkpoint, /audit/inclusion, /audit/consistency, /audit/keys, and those of the next lines.
void registerAudit(http::Router &router, Services &services);
// GET /audit/entries, /audit/summary, /audit/thread
void registerAuditEntries(http::Router &router, Services &services);
// GET /audit/reports, /audit/reports/{name}
void registerAuditReports(http::Router &router, Services &services);
// GET /audit/bundle
void registerAuditBundle(http::Router &router, Services &services);
// GET /audit/export
void registerAuditExport(http::Router &router, Services &services);

// Shared by the files of this endpoint. An empty scope asks for any live token: every console checks the log when it
// connects, whatever its user may do; to read entries takes audit:read.
inline constexpr QLatin1StringView kReadLog("audit:read");
inline constexpr QLatin1StringView kAnyScope("");
// What is read about one request (`txn` and nothing else in the query) by somebody who may see it, but has no audit:read: that
// each entry is there, not what it says.
enum class Payloads { With, Without };
struct LogReading {
    store::Transaction &tx;
    const http::Form &query;
    const store::User &reader;
    Payloads payloads = Payloads::With;
};
using ReadLog = std::function<http::Response(const LogReading &)>;
struct AuditRequest {
    QLatin1StringView scope;
    QStringList parameters;  // of the query; another one is refused
    ReadLog answer;
};
[[nodiscard]] http::Outcome readLog(Services &services, const http::Request &request, const AuditRequest &what);
// The same with audit:read, or for one request as said at Payloads.
[[nodiscard]] http::Outcome readRequestLog(Services &services, const http::Request &request, const AuditRequest &what);
// A decimal number from 0 to 2^53−1 in its one spelling.
[[nodiscard]] std::optional<qint64> wholeNumber(const QString &text);
[[nodiscard]] http::Response invalidQuery(QLatin1StringView description);

// Entries of one request beyond these are found by searching.
inline constexpr int kThreadLimit = 200;

}  // namespace countersign::authority::endpoints
