// Answers of /audit/… as records, read strictly.
#pragma once

#include "app/backends/audit_records.h"
#include "app/base/result.h"

#include <QJsonObject>

namespace countersign::backends {

[[nodiscard]] base::Result<AuditPage> readAuditPage(const QJsonObject &body);
[[nodiscard]] base::Result<AuditTimeline> readAuditTimeline(const QJsonObject &body);
[[nodiscard]] base::Result<AuditThread> readAuditThread(const QJsonObject &body);
[[nodiscard]] base::Result<QList<AuditReportKind>> readAuditReportKinds(const QJsonObject &body);
[[nodiscard]] base::Result<AuditReport> readAuditReport(const QJsonObject &body);

}  // namespace countersign::backends
