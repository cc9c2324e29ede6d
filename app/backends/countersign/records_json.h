// From the authority's JSON to records. Malformed for wrong types, missing members and what is too long; never a guess.
#pragma once

#include "app/backends/records.h"
#include "app/base/result.h"

#include <QJsonObject>

namespace countersign::backends {

[[nodiscard]] base::Result<SummaryPage> readSummaryPage(const QJsonObject &body);
// Also recomputes the action's hash and compares all that is shown with the canonical bytes: Approval::hashMatches.
[[nodiscard]] base::Result<Approval> readApproval(const QJsonObject &body);
[[nodiscard]] base::Result<QList<DeviceFacts>> readDevices(const QJsonObject &body);
[[nodiscard]] base::Result<GrantPage> readGrants(const QJsonObject &body);
[[nodiscard]] base::Result<LogProof> readProof(const QJsonObject &body);
[[nodiscard]] base::Result<QList<LogEntry>> readLogEntries(const QJsonObject &body);

// What an error status of POST /approvals/{id}/decision means (protocol.md 6). nullopt: not an answer to the decision.
[[nodiscard]] std::optional<DecisionAnswer> readDecisionRefusal(int status, const QJsonObject &body);

}  // namespace countersign::backends
