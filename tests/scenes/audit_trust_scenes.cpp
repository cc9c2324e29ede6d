// Reports and exports of the audit history in every state.
#include "app/console/audit/audit_export.h"
#include "app/console/audit/audit_reports.h"
#include "tests/scenes/console_stage.h"
#include "tests/support/fake_audit.h"
#include "ui/audit/export_dialog.h"
#include "ui/audit/reports_view.h"

#include <QAbstractButton>

using namespace countersign;
using console::AuditReport;
using scenes::ConsoleStage;
using scenes::Registrar;

namespace {

QString s(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

AuditReport::Cell text(const char *value)
{
    return {s(value), {}};
}

AuditReport::Cell number(qint64 value)
{
    return {{}, value};
}

AuditReport approvers()
{
    using Kind = AuditReport::Kind;
    AuditReport report;
    report.columns = {{s("approver"), s("Approver"), Kind::Text}, {s("approved"), s("Approved"), Kind::Number}, {s("denied"), s("Denied"), Kind::Number},
                      {s("rate"), s("Share approved"), Kind::Percent}, {s("median"), s("Median to decide"), Kind::Seconds}, {s("hasty"), s("Under 5 s"), Kind::Percent}};
    report.rows = {{text("Sofia Lind"), number(212), number(31), number(87), number(41), number(3)},
                   {text("bo.andersen@northwind.example"), number(904), number(2), number(100), number(2), number(91)},
                   {text("Mira\u202Egnp.exe"), number(18), number(18), number(50), number(140), AuditReport::Cell()},
                   {text("A person with a very long name, as some directories have them, and a department behind it"), number(3), number(0), number(100), number(611), number(0)}};
    return report;
}

AuditReport selfApprovals()
{
    using Kind = AuditReport::Kind;
    AuditReport report;
    report.columns = {{s("time"), s("Time"), Kind::Time}, {s("person"), s("Person"), Kind::Text}, {s("action"), s("Action"), Kind::Text}, {s("txn"), s("Approval"), Kind::Text}, {s("seq"), s("Entry"), Kind::Number}};
    report.rows = {{number(scenes::fixedNowMs / 1000 - 86'400), text("Bo Andersen"), text("Refund 42.00 EUR for order 81"), text("apr_7wq2m4c1"), number(48'213)}};
    return report;
}

// A console whose authority has these reports.
class Stage : public ConsoleStage {
public:
    tests::FakeAudit audit;

    explicit Stage(const std::function<void(tests::FakeAudit &)> &furnishAudit = {})
    {
        audit.kinds = QList<backends::AuditReportKind>{{s("approvers"), {}, {}}, {s("self_approval_attempts"), {}, {}}, {s("access_by_owner"), {}, {}}};
        audit.tables.insert(s("approvers"), approvers());
        audit.tables.insert(s("self_approval_attempts"), selfApprovals());
        if (furnishAudit)
            furnishAudit(audit);
        prepare = [this](tests::SignInBackend &backend) { backend.history = &audit; };
    }
    QWidget *reports(const std::function<void(console::AuditReports &)> &then = {})
    {
        connect();
        auto *view = new audit::ReportsView(console.auditReports());
        console.auditReports().look();
        settle();
        if (then)
            then(console.auditReports());
        settle();
        return show(this, view);
    }
    // The dialog in the state that `then` brings about.
    QWidget *exporting(const std::function<void(audit::ExportDialog &)> &then = {})
    {
        connect();
        auto *dialog = new audit::ExportDialog(console.auditExport());
        settle();
        if (then)
            then(*dialog);
        settle();
        setParent(dialog);
        return dialog;
    }

private:
    void connect()
    {
        console::AuthoritySession &session = add(badges.front());
        session.start();
        settle();
        console.auditReports().setAuthority(session.id());
        console.auditExport().setAuthority(session.id());
        settle();
    }
};

// The same path in every run; removed again by nobody who needs it.
const QString kFile = QStringLiteral("/tmp/countersign-scenes-export");

const Registrar table("reports_table", {1000, 640}, [] { return (new Stage)->reports(); });
const Registrar times("reports_without_amounts", {1000, 640}, [] {
    return (new Stage)->reports([](console::AuditReports &reports) { reports.open(s("self_approval_attempts")); });
});
const Registrar range("reports_range", {1000, 640}, [] {
    return (new Stage)->reports([](console::AuditReports &reports) { reports.setRange({1'790'812'800, 1'793'491'200}); });
});
const Registrar rangeNarrow("reports_range_narrow", {560, 640}, [] {
    return (new Stage)->reports([](console::AuditReports &reports) { reports.setRange({1'790'812'800, 1'793'491'200}); });
});
const Registrar narrow("reports_narrow", {560, 640}, [] { return (new Stage)->reports(); });
const Registrar nothing("reports_nothing", {1000, 480}, [] { return (new Stage)->reports([](console::AuditReports &reports) { reports.open(s("access_by_owner")); }); });
const Registrar cut("reports_cut_short", {1000, 560}, [] {
    return (new Stage([](tests::FakeAudit &audit) { audit.tables[s("approvers")].isTruncated = true; }))->reports();
});
const Registrar loading("reports_loading", {1000, 480}, [] { return (new Stage([](tests::FakeAudit &audit) { audit.openReport.emplace(); }))->reports(); });
const Registrar failed("reports_failed", {1000, 480}, [] { return (new Stage([](tests::FakeAudit &audit) { audit.reportError = base::Error{base::Errc::Unavailable, {}}; }))->reports(); });
const Registrar forbidden("reports_not_permitted", {1000, 480}, [] { return (new Stage([](tests::FakeAudit &audit) { audit.kinds = base::Error{base::Errc::Denied, {}}; }))->reports(); });
const Registrar unsaved("reports_not_saved", {1000, 640}, [] {
    auto *stage = new Stage;
    return stage->reports([stage](console::AuditReports &reports) {
        reports.save(kFile + s(".csv"));
        stage->audit.stream->end({base::Errc::Corrupt, {}});
    });
});

const Registrar choice("export_choice", {680, 0}, [] { return (new Stage)->exporting(); });
const Registrar writing("export_writing", {680, 0}, [] {
    auto *stage = new Stage;
    return stage->exporting([stage](audit::ExportDialog &) {
        stage->console.auditExport().start(console::AuditFormat::JsonLines, kFile + s(".jsonl"));
        stage->audit.stream->feed(QByteArray(12'400'000, 'x'));
    });
});
const Registrar brokenOff("export_broken_off", {680, 0}, [] {
    auto *stage = new Stage;
    return stage->exporting([stage](audit::ExportDialog &) {
        stage->console.auditExport().start(console::AuditFormat::Csv, kFile + s(".csv"));
        stage->audit.stream->end({base::Errc::Corrupt, {}});
    });
});
const Registrar savedCsv("export_csv_saved", {680, 0}, [] {
    auto *stage = new Stage;
    return stage->exporting([stage](audit::ExportDialog &) {
        stage->console.auditExport().start(console::AuditFormat::Csv, kFile + s(".csv"));
        stage->audit.stream->feed(QByteArray(48'213, 'x'));
        stage->audit.stream->end(base::Done{});
    });
});

}  // namespace
