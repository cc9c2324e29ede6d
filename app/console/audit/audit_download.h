// Something of the audit history on its way into a file: as it comes, in constant memory, and only whole.
#pragma once

#include "app/backends/audit_reader.h"
#include "app/console/audit/part_file.h"

#include <QPointer>

#include <functional>

namespace countersign::console {

// Why nothing was saved. Closed list; the screens put each into words.
enum class SaveFailure {
    None,
    Cancelled,
    NotPermitted,
    NotThere,     // the authority has no such thing
    NotYetSigned, // its newest entries are in no checkpoint yet
    Unreachable,
    BrokenOff,    // it began, and did not come to its end
    Refused,      // the authority's answer is none to this question
    Disk,
};

class AuditDownload : public QObject {
    Q_OBJECT

public:
    using Begin = std::function<backends::AuditExport *(backends::AuditReader &, QIODevice &)>;

    // Null reader: NotPermitted.
    AuditDownload(backends::AuditReader *reader, const QString &path, QObject *parent);
    ~AuditDownload() override;

    void start(const Begin &begin);
    void cancel();
    [[nodiscard]] PartFile &file() { return m_file; }
    [[nodiscard]] QString detail() const { return m_detail; }  // English; may hold text from outside

Q_SIGNALS:
    void progressed(qint64 bytes);
    // Once, from the event loop. With None everything is in file(), which is the caller's to keep.
    void finished(countersign::console::SaveFailure failure);

private:
    void end(SaveFailure failure, const QString &detail);
    [[nodiscard]] SaveFailure failureOf(const base::Error &error) const;

    backends::AuditReader *m_reader;
    PartFile m_file;
    QPointer<backends::AuditExport> m_running;
    QString m_detail;
    bool m_isOver = false;
};

}  // namespace countersign::console
