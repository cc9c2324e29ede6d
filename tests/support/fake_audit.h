// An audit history in a test: reports as they are put in, and exports that come as the test feeds them.
#pragma once

#include "app/backends/audit_reader.h"

#include <QIODevice>
#include <QPointer>

namespace countersign::tests {

// An export under way; whatever the test feeds goes into the asker's file.
class FakeStream final : public backends::AuditExport {
public:
    FakeStream(QIODevice &into, QObject *parent) : AuditExport(parent), m_into(into) {}
    void cancel() override { end({base::Errc::Cancelled, {}}); }
    void feed(const QByteArray &bytes)
    {
        if (m_into.write(bytes) != bytes.size())
            return end({base::Errc::Unavailable, QStringLiteral("the file cannot be written")});
        m_written += bytes.size();
        Q_EMIT progressed(m_written);
    }
    void end(const base::Status &status)
    {
        if (std::exchange(m_isOver, true))
            return;
        Q_EMIT finished(status);
        deleteLater();
    }

private:
    QIODevice &m_into;
    qint64 m_written = 0;
    bool m_isOver = false;
};

class FakeAudit : public backends::AuditReader {
public:
    base::Result<QList<backends::AuditReportKind>> kinds{QList<backends::AuditReportKind>{}};
    QHash<QString, backends::AuditReport> tables;
    std::optional<base::Error> reportError;
    std::optional<base::Asked<backends::AuditReport>> openReport;  // set: report() waits for the test
    QPointer<FakeStream> stream;                                   // the last one begun
    QStringList asked;                                             // what was asked for, in words
    backends::AuditQuery query;
    QObject owner;                                                 // of the streams

    base::Answer<backends::AuditPage> page(const backends::AuditQuery &, const backends::AuditPosition &) override { return base::answered<backends::AuditPage>(backends::AuditPage()); }
    base::Answer<backends::AuditTimeline> timeline(const backends::AuditQuery &) override { return base::answered<backends::AuditTimeline>(backends::AuditTimeline()); }
    base::Answer<backends::AuditThread> thread(const base::ApprovalId &) override { return base::answered<backends::AuditThread>({base::Errc::NotFound, {}}); }
    base::Answer<QList<backends::AuditReportKind>> reports() override { return base::answered<QList<backends::AuditReportKind>>(kinds); }
    base::Answer<backends::AuditReport> report(const QString &name, qint64 after, qint64 before) override
    {
        asked.append(QStringLiteral("report %1 %2").arg(name).arg(before - after));
        if (openReport) {
            openReport.emplace();
            return openReport->answer();
        }
        if (reportError)
            return base::answered<backends::AuditReport>(*reportError);
        backends::AuditReport table = tables.value(name);
        table.about.name = name;
        table.after = after;
        table.before = before;
        return base::answered<backends::AuditReport>(table);
    }
    backends::AuditExport *exportTo(const backends::AuditQuery &what, backends::AuditFormat format, QIODevice &into) override
    {
        query = what;
        if (format == backends::AuditFormat::Page)
            return begin(QStringLiteral("bundle of ") + what.txn, into);
        return begin(format == backends::AuditFormat::Csv ? QStringLiteral("csv") : QStringLiteral("jsonl"), into);
    }
    backends::AuditExport *reportTo(const QString &name, qint64 after, qint64 before, QIODevice &into) override
    {
        return begin(QStringLiteral("csv of %1 %2").arg(name).arg(before - after), into);
    }

private:
    backends::AuditExport *begin(const QString &what, QIODevice &into)
    {
        asked.append(what);
        stream = new FakeStream(into, &owner);
        return stream;
    }
};

}  // namespace countersign::tests
