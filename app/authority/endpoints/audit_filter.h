// The filters that entries, timeline and export share, out of a query string.
#pragma once

#include "app/authority/endpoints/audit_endpoints.h"
#include "app/authority/store/audit_query.h"

namespace countersign::authority::endpoints {

// actor (as the log has it, or a user's name), client, event, txn, outcome, type, tier, anomalies=true, after, before, q.
// InvalidArgument with a sentence for a person.
// Without what is withheld from this reader.
[[nodiscard]] base::Result<store::AuditQuery> auditFilter(const LogReading &reading);
// Their names, and those of the endpoint itself.
[[nodiscard]] QStringList filtersAnd(const QStringList &own);
// A whole number that may be absent; nullopt inside an answer, an error when it is no number.
[[nodiscard]] base::Result<std::optional<qint64>> optionalNumber(const http::Form &query, const QString &name);

}  // namespace countersign::authority::endpoints
