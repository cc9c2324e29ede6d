// The audit history of an authority, as far as the signed-in person may read it. Hangs on ApprovalBackend::auditHistory().
#pragma once

#include "app/backends/audit_records.h"
#include "app/base/answer.h"

#include <QObject>

class QIODevice;

namespace countersign::backends {

using base::Answer;

// Page: the evidence for the one approval that the query's txn names, as HTML.
enum class AuditFormat { JsonLines, Csv, Page };

// One export under way. Deletes itself after `finished`.
class AuditExport : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    virtual void cancel() = 0;

Q_SIGNALS:
    void progressed(qint64 bytes);
    // Cancelled after cancel(); Corrupt when the answer was broken off. What was written until then is no export.
    void finished(const countersign::base::Status &status);
};

// Same thread and manners as ApprovalBackend. Everything needs the scope audit:read.
class AuditReader {
public:
    virtual ~AuditReader() = default;

    virtual Answer<AuditPage> page(const AuditQuery &query, const AuditPosition &position) = 0;
    virtual Answer<AuditTimeline> timeline(const AuditQuery &query) = 0;
    // NotFound when there is no such approval.
    virtual Answer<AuditThread> thread(const base::ApprovalId &txn) = 0;
    virtual Answer<QList<AuditReportKind>> reports() = 0;
    // `after`, `before`: seconds.
    virtual Answer<AuditReport> report(const QString &name, qint64 after, qint64 before) = 0;
    // Writes into `into` as it comes, in constant memory; `into` outlives the export.
    [[nodiscard]] virtual AuditExport *exportTo(const AuditQuery &query, AuditFormat format, QIODevice &into) = 0;
    // The same for one report as CSV. It and a Page end with TooLarge beyond 64 MiB, which no honest one reaches.
    [[nodiscard]] virtual AuditExport *reportTo(const QString &name, qint64 after, qint64 before, QIODevice &into) = 0;
};

}  // namespace countersign::backends
