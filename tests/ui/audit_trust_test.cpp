// Reports and exports, by keys: chosen, sorted, saved, cancelled, and what is said of the file.
#include "app/console/audit/audit_export.h"
#include "app/console/audit/audit_reports.h"
#include "tests/scenes/console_stage.h"
#include "tests/support/fake_audit.h"
#include "tests/ui/ui_test.h"
#include "ui/audit/bundle_save.h"
#include "ui/audit/export_dialog.h"
#include "ui/audit/report_bars.h"
#include "ui/audit/reports_view.h"

#include <QAccessible>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QRadioButton>
#include <QTableView>

using namespace countersign;
using console::AuditReport;
using scenes::ConsoleStage;

namespace {

QString s(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

AuditReport people()
{
    using Kind = AuditReport::Kind;
    AuditReport report;
    report.columns = {{s("approver"), s("Approver"), Kind::Text}, {s("approved"), s("Approved"), Kind::Number}, {s("median"), s("Median to decide"), Kind::Seconds}};
    report.rows = {{{s("Sofia"), {}}, {{}, 12}, {{}, 41}}, {{s("<b>Bo</b>\u202E"), {}}, {{}, 904}, {{}, 2}}};
    return report;
}

QString textOf(const QWidget &widget)
{
    QStringList texts;
    for (const auto *label : widget.findChildren<widgets::PlainLabel *>()) {
        if (label->isVisible())
            texts.append(label->text());
    }
    return texts.join(QLatin1Char('\n'));
}

}  // namespace

class AuditTrustTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void reportsAreChosenSortedAndSavedByKeys();
    void aReportOverAnyTimeIsAskedForByKeys();
    void everythingInAReportIsPlain();
    void whoMayNotReadSeesWhy();
    void nothingIsAskedBeforeItIsSeen();
    void anExportIsSavedByKeys();
    void escapeCancelsWhatGoesOn();
    void aBundleIsSavedAndItsEndShown();
    void everyControlHasAName();

private:
    [[nodiscard]] QFileDialog *files() const { return m_root->findChild<QFileDialog *>(); }
    void chooseFile(const QString &path);
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void show(QWidget *widget);
    audit::ExportDialog *openExport();

    std::unique_ptr<tests::FakeAudit> m_audit;
    ConsoleStage *m_stage = nullptr;
    std::unique_ptr<QWidget> m_root;
    std::unique_ptr<QTemporaryDir> m_dir;
};

void AuditTrustTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_audit = std::make_unique<tests::FakeAudit>();
    m_audit->kinds = QList<backends::AuditReportKind>{{s("approvers"), {}, {}}, {s("never_used"), {}, {}}};
    m_audit->tables.insert(s("approvers"), people());
    m_stage = new ConsoleStage;
    m_stage->prepare = [this](tests::SignInBackend &backend) { backend.history = m_audit.get(); };
    console::AuthoritySession &session = m_stage->add(m_stage->badges.front());
    session.start();
    ConsoleStage::settle();
    m_stage->console.auditReports().setAuthority(session.id());
    m_stage->console.auditExport().setAuthority(session.id());
    m_root = std::make_unique<QWidget>();
    m_stage->setParent(m_root.get());
    (new QVBoxLayout(m_root.get()))->setContentsMargins(0, 0, 0, 0);
    m_root->resize(1000, 700);
}

void AuditTrustTest::cleanup()
{
    m_root.reset();
    m_audit.reset();
}

void AuditTrustTest::show(QWidget *widget)
{
    m_root->layout()->addWidget(widget);
    m_root->show();
    QApplication::setActiveWindow(m_root.get());
    QVERIFY(QTest::qWaitForWindowActive(m_root.get()));
    ConsoleStage::settle();
}

void AuditTrustTest::key(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : m_root.get(), key, modifiers);
    ConsoleStage::settle();
}

void AuditTrustTest::chooseFile(const QString &path)
{
    ConsoleStage::settle();
    QVERIFY(files());
    QVERIFY(!files()->testOption(QFileDialog::DontConfirmOverwrite));
    files()->findChild<QLineEdit *>(s("fileNameEdit"))->setText(path);
    QMetaObject::invokeMethod(files(), "accept");
    ConsoleStage::settle();
}

void AuditTrustTest::reportsAreChosenSortedAndSavedByKeys()
{
    auto *view = new audit::ReportsView(m_stage->console.auditReports());
    show(view);
    QTRY_COMPARE(m_stage->console.auditReports().state(), console::AuditReports::State::Ready);
    auto *table = view->findChild<QTableView *>(s("reportTable"));
    auto *bars = view->findChild<audit::ReportBars *>();
    QVERIFY(table->isVisible() && bars->isVisible());
    QCOMPARE(table->model()->index(0, 1).data().toString(), s("904"));  // the largest first
    QCOMPARE(table->model()->headerData(2, Qt::Horizontal).toString(), s("Median to decide"));
    QVERIFY(bars->accessibleName().contains(s("Sofia: 12")));
    table->horizontalHeader()->setSortIndicator(2, Qt::DescendingOrder);
    ConsoleStage::settle();
    QCOMPARE(table->model()->index(0, 2).data().toString(), s("41 s"));
    QCOMPARE(bars->measure(), 2);
    view->setFocus();
    auto *kind = view->findChild<QComboBox *>(s("reportChoice"));
    QVERIFY(kind->hasFocus());
    key(Qt::Key_Down);
    QTRY_COMPARE(m_stage->console.auditReports().name(), s("never_used"));
    QTRY_VERIFY(textOf(*view).contains(s("Nothing to report")));
    key(Qt::Key_Up);
    QTRY_VERIFY(table->isVisible());
    key(Qt::Key_Tab);
    QVERIFY(view->findChild<QComboBox *>(s("reportSpan"))->hasFocus());
    key(Qt::Key_Up);
    QTRY_COMPARE(m_stage->console.auditReports().span(), console::AuditReports::Span::Month);
    key(Qt::Key_Tab);
    QVERIFY(view->findChild<QPushButton *>(s("saveReportButton"))->hasFocus());
    QTRY_VERIFY(view->findChild<QPushButton *>(s("saveReportButton"))->isEnabled());
    key(Qt::Key_Space);
    chooseFile(m_dir->filePath(s("approvers.csv")));
    QVERIFY(m_audit->stream);
    m_audit->stream->feed("approver\r\n");
    m_audit->stream->end(base::Done{});
    QTRY_VERIFY(textOf(*view).contains(s("The report is saved")));
    QVERIFY(QFile::exists(m_dir->filePath(s("approvers.csv"))));
}

void AuditTrustTest::aReportOverAnyTimeIsAskedForByKeys()
{
    auto *view = new audit::ReportsView(m_stage->console.auditReports());
    show(view);
    console::AuditReports &reports = m_stage->console.auditReports();
    QTRY_COMPARE(reports.state(), console::AuditReports::State::Ready);
    auto *from = view->findChild<QDateTimeEdit *>(s("reportFrom")), *until = view->findChild<QDateTimeEdit *>(s("reportUntil"));
    QVERIFY(!from->isVisible());
    view->findChild<QComboBox *>(s("reportSpan"))->setFocus();
    key(Qt::Key_End);
    QTRY_VERIFY(from->isVisible());
    QCOMPARE(from->dateTime().toSecsSinceEpoch() / 60, reports.range().after / 60);  // what stood there, to be changed
    const qsizetype asked = m_audit->asked.size();
    key(Qt::Key_Tab);
    QVERIFY(from->hasFocus());
    from->setDateTime(QDateTime(QDate(2026, 10, 1), QTime(0, 0)));
    until->setFocus();
    until->setDateTime(QDateTime(QDate(2026, 9, 1), QTime(12, 30)));
    QCOMPARE(m_audit->asked.size(), asked);  // not while it is being typed
    key(Qt::Key_Return);
    // The wrong way round is meant the right way.
    QTRY_COMPARE(m_audit->asked.size(), asked + 1);
    QTRY_COMPARE(reports.state(), console::AuditReports::State::Ready);
    QCOMPARE(reports.table().report().after, QDateTime(QDate(2026, 9, 1), QTime(12, 30)).toSecsSinceEpoch());
    QCOMPARE(reports.table().report().before, QDateTime(QDate(2026, 10, 1), QTime(0, 0)).toSecsSinceEpoch());
    QVERIFY(from->dateTime() < until->dateTime());
    // The figures keep their order where text runs the other way.
    m_root->setLayoutDirection(Qt::RightToLeft);
    QCOMPARE(from->layoutDirection(), Qt::LeftToRight);
}

void AuditTrustTest::everythingInAReportIsPlain()
{
    auto *view = new audit::ReportsView(m_stage->console.auditReports());
    show(view);
    auto *table = view->findChild<QTableView *>(s("reportTable"));
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QCOMPARE(table->model()->index(0, 0).data().toString(), s("<b>Bo</b>[U+202E]"));
    QVERIFY(view->findChild<audit::ReportBars *>()->accessibleName().contains(s("[U+202E]")));
    QCOMPARE(table->textElideMode(), Qt::ElideNone);
}

void AuditTrustTest::whoMayNotReadSeesWhy()
{
    m_audit->kinds = base::Error{base::Errc::Denied, {}};
    auto *view = new audit::ReportsView(m_stage->console.auditReports());
    show(view);
    QTRY_VERIFY(textOf(*view).contains(s("Reports are for auditors")));
    QVERIFY(!view->findChild<QPushButton *>(s("saveReportButton"))->isEnabled());
}

void AuditTrustTest::nothingIsAskedBeforeItIsSeen()
{
    audit::ReportsView view(m_stage->console.auditReports());
    ConsoleStage::settle();
    QVERIFY(m_audit->asked.isEmpty());
}

audit::ExportDialog *AuditTrustTest::openExport()
{
    show(new QWidget);
    auto *dialog = new audit::ExportDialog(m_stage->console.auditExport(), m_root.get());
    dialog->open();
    ConsoleStage::settle();
    return dialog;
}

void AuditTrustTest::anExportIsSavedByKeys()
{
    audit::ExportDialog *dialog = openExport();
    auto *save = dialog->findChild<QPushButton *>(s("exportSaveButton"));
    QVERIFY(dialog->hasFocus() && !save->isEnabled());  // nothing is preselected
    auto *csv = dialog->findChild<QRadioButton *>(s("formatCsv")), *lines = dialog->findChild<QRadioButton *>(s("formatLines"));
    for (int i = 0; i < 5 && !lines->hasFocus(); ++i)
        key(Qt::Key_Tab);
    QVERIFY(lines->hasFocus() && !lines->isChecked());
    key(Qt::Key_Down);
    QVERIFY(csv->hasFocus() && !csv->isChecked());  // going there is no choice yet
    key(Qt::Key_Space);
    QVERIFY(csv->isChecked() && save->isEnabled());
    for (int i = 0; i < 6 && !save->hasFocus(); ++i)
        key(Qt::Key_Tab);
    QVERIFY(save->hasFocus());
    key(Qt::Key_Space);
    chooseFile(m_dir->filePath(s("audit.csv")));
    QCOMPARE(m_audit->asked.last(), s("csv"));
    m_audit->stream->feed(QByteArray(2'500'000, 'x'));
    ConsoleStage::settle();
    QVERIFY2(textOf(*dialog).contains(s("2.5 MB")), qPrintable(textOf(*dialog)));
    m_audit->stream->end(base::Done{});
    QTRY_VERIFY(textOf(*dialog).contains(s("The table is saved")));
    QVERIFY(textOf(*dialog).contains(s("no proofs")));
    QCOMPARE(QFileInfo(m_dir->filePath(s("audit.csv"))).size(), 2'500'000);
}

void AuditTrustTest::escapeCancelsWhatGoesOn()
{
    QPointer<audit::ExportDialog> dialog = openExport();
    m_stage->console.auditExport().start(console::AuditFormat::Csv, m_dir->filePath(s("audit.csv")));
    m_audit->stream->feed("x");
    ConsoleStage::settle();
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!dialog);
    QTRY_COMPARE(m_stage->console.auditExport().failure(), console::SaveFailure::Cancelled);
    QTRY_VERIFY(!m_audit->stream);
    QVERIFY(QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden).isEmpty());
}

void AuditTrustTest::aBundleIsSavedAndItsEndShown()
{
    show(new QWidget);
    audit::saveBundle(m_stage->console.auditExport(), base::ApprovalId(s("apr_1")), m_root.get());
    chooseFile(m_dir->filePath(s("evidence.html")));
    QCOMPARE(m_audit->asked, QStringList{s("bundle of apr_1")});
    auto *dialog = m_root->findChild<audit::ExportDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    m_audit->stream->end({base::Errc::NotFound, {}});
    QTRY_VERIFY(textOf(*dialog).contains(s("nothing of this kind")));
    QVERIFY(!QFile::exists(m_dir->filePath(s("evidence.html"))));
}

void AuditTrustTest::everyControlHasAName()
{
    auto *view = new audit::ReportsView(m_stage->console.auditReports());
    show(view);
    QTRY_VERIFY(view->findChild<QTableView *>()->isVisible());
    auto *dialog = new audit::ExportDialog(m_stage->console.auditExport(), m_root.get());
    dialog->open();
    ConsoleStage::settle();
    const QList<QWidget *> all = m_root->findChildren<QWidget *>();
    for (const QWidget *each : all) {
        if (!each->isVisible() || each->focusPolicy() == Qt::NoFocus || each == dialog)
            continue;
        QAccessibleInterface *heard = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(each));
        QVERIFY2(heard && !heard->text(QAccessible::Name).isEmpty(), each->metaObject()->className());
    }
}

COUNTERSIGN_UI_TEST_MAIN(AuditTrustTest)
#include "audit_trust_test.moc"
