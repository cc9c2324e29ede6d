// Reports: which there are, the open one over a span of time, its order, and the file of it.
#include "app/console/audit/audit_reports.h"

#include "app/console/authority_list.h"
#include "tests/support/fake_audit.h"
#include "tests/support/fake_backend.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

using namespace countersign;
using console::AuditReport;
using console::AuditReports;
using console::ReportTable;
using tests::FakeAudit;
using tests::FakeBackend;
using State = console::AuditReports::State;

namespace {

AuditReport approvers()
{
    using Kind = AuditReport::Kind;
    const auto text = [](const char *value) { return AuditReport::Cell{QString::fromUtf8(value), {}}; };
    const auto number = [](qint64 value) { return AuditReport::Cell{{}, value}; };
    AuditReport report;
    report.columns = {{QStringLiteral("approver"), QStringLiteral("Approver"), Kind::Text}, {QStringLiteral("approved"), QStringLiteral("Approved"), Kind::Number},
                      {QStringLiteral("rate"), QStringLiteral("Share approved"), Kind::Percent}, {QStringLiteral("median"), QStringLiteral("Median to decide"), Kind::Seconds}};
    report.rows = {{text("bo"), number(9), number(100), number(2)}, {text("Alice 10"), number(40), number(80), AuditReport::Cell()}, {text("alice 9"), number(11), number(50), number(45)},
                   {text(""), number(1), number(0), number(600)}};
    return report;
}

}  // namespace

class AuditReportsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // As people sort depends on where they live; in "C" nobody does.
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void init()
    {
        m_reports.reset();
        m_authorities = std::make_unique<console::AuthorityList>();
        m_audit = std::make_unique<FakeAudit>();
        m_audit->kinds = QList<backends::AuditReportKind>{{QStringLiteral("access_by_owner"), QStringLiteral("Access"), {}}, {QStringLiteral("approvers"), QStringLiteral("Approvers"), {}}};
        m_audit->tables.insert(QStringLiteral("approvers"), approvers());
        m_reports = std::make_unique<AuditReports>(*m_authorities, m_clock);
        auto backend = std::make_unique<FakeBackend>();
        backend->history = m_audit.get();
        backend->time = 100'000'000;
        m_backend = backend.get();
        console::AuthoritySession::Parts parts;
        parts.id = console::AuthorityId(QStringLiteral("a"));
        parts.clock = &m_clock;
        parts.backend = std::move(backend);
        m_session = m_authorities->add(std::make_unique<console::AuthoritySession>(std::move(parts)));
        m_session->start();
        m_reports->setAuthority(m_session->id());
        QTRY_COMPARE(m_session->signInState(), console::SignIn::SignedIn);
    }

    void nothingIsReadBeforeSomebodyLooks()
    {
        QTest::qWait(20);
        QVERIFY(m_audit->asked.isEmpty());
        m_reports->look();
        QTRY_COMPARE(m_reports->state(), State::Ready);
        QCOMPARE(m_reports->kinds().size(), 2);
        QCOMPARE(m_reports->name(), QStringLiteral("access_by_owner"));  // the first
        QCOMPARE(m_audit->asked, QStringList{QStringLiteral("report access_by_owner %1").arg(90 * 86'400 + 1)});
    }

    void theSpanEndsNowByTheAuthoritysClock()
    {
        openApprovers();
        QCOMPARE(m_reports->table().report().before, 100'000'001);
        m_reports->setSpan(AuditReports::Span::Week);
        QTRY_COMPARE(m_reports->state(), State::Ready);
        QCOMPARE(m_reports->table().report().after, 100'000'000 - 7 * 86'400);
    }

    void anyTimeCanBeChosen()
    {
        openApprovers();
        m_reports->setSpan(AuditReports::Span::Chosen);  // the same time as before, now to be changed: nothing is asked
        QCOMPARE(m_reports->state(), State::Ready);
        QCOMPARE(m_reports->range(), (AuditReports::Range{100'000'000 - 90 * 86'400, 100'000'001}));
        m_reports->setRange({40'000'000, 40'086'400});
        QTRY_COMPARE(m_reports->state(), State::Ready);
        QCOMPARE(m_reports->table().report().after, 40'000'000);
        QCOMPARE(m_reports->table().report().before, 40'086'400);
        const qsizetype asked = m_audit->asked.size();
        m_reports->setRange({40'000'000, 40'086'400});
        QCOMPARE(m_audit->asked.size(), asked);
        m_reports->setSpan(AuditReports::Span::Week);
        QTRY_COMPARE(m_reports->state(), State::Ready);
        QCOMPARE(m_reports->table().report().before, 100'000'001);
    }

    // A saved filter with a time has its reports over that time.
    void theTimeOfTheEntriesIsTakenUpUntilItIsLifted()
    {
        openApprovers();
        m_reports->setSpan(AuditReports::Span::Week);
        QTRY_COMPARE(m_reports->state(), State::Ready);
        console::AuditQuery query;
        query.after = 50'000'000;
        query.before = 50'003'600;
        m_reports->follow(query);
        QTRY_COMPARE(m_reports->state(), State::Ready);
        QCOMPARE(m_reports->span(), AuditReports::Span::Chosen);
        QCOMPARE(m_reports->table().report().after, 50'000'000);
        // Changed here by a person: another word in the filter does not take that back.
        m_reports->setRange({50'000'000, 60'000'000});
        query.text = QStringLiteral("refund");
        m_reports->follow(query);
        QCOMPARE(m_reports->range().before, 60'000'000);
        m_reports->setSpan(AuditReports::Span::Month);
        m_reports->follow({});
        QTRY_COMPARE(m_reports->state(), State::Ready);
        QCOMPARE(m_reports->span(), AuditReports::Span::Month);
        query.after.reset();
        m_reports->follow(query);
        QCOMPARE(m_reports->range(), (AuditReports::Range{0, 50'003'600}));
        m_reports->follow({});
        QCOMPARE(m_reports->span(), AuditReports::Span::Month);
    }

    void rowsAreSortedByWhatTheyAre()
    {
        openApprovers();
        ReportTable &table = m_reports->table();
        QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto column = [&table](int which) {
            QStringList cells;
            for (int row = 0; row < table.rowCount(); ++row)
                cells.append(table.index(row, which).data().toString());
            return cells;
        };
        table.sort(1, Qt::DescendingOrder);
        QCOMPARE(column(1), (QStringList{QStringLiteral("40"), QStringLiteral("11"), QStringLiteral("9"), QStringLiteral("1")}));
        table.sort(0, Qt::AscendingOrder);  // as people sort, and nothing last
        QCOMPARE(column(0), (QStringList{QStringLiteral("alice 9"), QStringLiteral("Alice 10"), QStringLiteral("bo"), QString()}));
        table.sort(3, Qt::AscendingOrder);
        QCOMPARE(column(3), (QStringList{QStringLiteral("2"), QStringLiteral("45"), QStringLiteral("600"), QString()}));
        table.sort(3, Qt::DescendingOrder);
        QCOMPARE(column(3), (QStringList{QStringLiteral("600"), QStringLiteral("45"), QStringLiteral("2"), QString()}));
        table.sort(99, Qt::AscendingOrder);
        QCOMPARE(table.measures(), (QList<int>{1, 2, 3}));
        QCOMPARE(table.labelColumn(), 0);
    }

    void anOlderAnswerIsDropped()
    {
        m_audit->openReport.emplace();
        m_reports->look();
        QTRY_COMPARE(m_audit->asked.size(), 1);
        const auto first = *m_audit->openReport;
        m_reports->open(QStringLiteral("approvers"));
        const auto second = *m_audit->openReport;
        AuditReport late = approvers();
        late.rows.clear();
        second.give(approvers());
        QTRY_COMPARE(m_reports->state(), State::Ready);
        first.give(late);
        QTest::qWait(20);
        QCOMPARE(m_reports->table().rowCount(), 4);
    }

    void whoMayNotReadIsTold()
    {
        m_backend->history = nullptr;
        m_reports->look();
        QCOMPARE(m_reports->state(), State::NotPermitted);
        m_backend->history = m_audit.get();
        m_audit->reportError = base::Error{base::Errc::Denied, {}};
        m_reports->reload();
        QTRY_COMPARE(m_reports->state(), State::NotPermitted);
        QCOMPARE(m_reports->table().rowCount(), 0);
    }

    void whatFailsIsTriedAgain()
    {
        m_audit->kinds = base::Error{base::Errc::Unavailable, {}};
        m_reports->look();
        QTRY_COMPARE(m_reports->state(), State::Failed);
        m_audit->kinds = QList<backends::AuditReportKind>{{QStringLiteral("approvers"), {}, {}}};
        m_backend->setLink(backends::LinkFact::Live);  // connected again
        QTRY_COMPARE(m_reports->state(), State::Ready);
    }

    void signedOutNothingStays()
    {
        openApprovers();
        m_session->signOut();
        QTRY_COMPARE(m_reports->state(), State::NotPermitted);
        QCOMPARE(m_reports->table().rowCount(), 0);
        QVERIFY(m_reports->kinds().isEmpty());
    }

    void theCsvIsOfTheTableThatIsShown()
    {
        openApprovers();
        m_backend->time += 5000;  // time goes on; the file is of what was on screen
        QTemporaryDir dir;
        m_reports->save(dir.filePath(QStringLiteral("r.csv")));
        QCOMPARE(m_audit->asked.last(), QStringLiteral("csv of approvers %1").arg(90 * 86'400 + 1));
        QCOMPARE(m_reports->saving(), AuditReports::Saving::Now);
        m_audit->stream->feed("approver\r\n");
        m_audit->stream->end(base::Done{});
        QTRY_COMPARE(m_reports->saving(), AuditReports::Saving::Done);
        QFile file(dir.filePath(QStringLiteral("r.csv")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("approver\r\n"));
        m_reports->save(dir.filePath(QStringLiteral("second.csv")));
        m_audit->stream->end({base::Errc::Corrupt, {}});
        QTRY_COMPARE(m_reports->saving(), AuditReports::Saving::Failed);
        QCOMPARE(m_reports->failure(), console::SaveFailure::BrokenOff);
        QVERIFY(!QFile::exists(dir.filePath(QStringLiteral("second.csv"))));
    }

private:
    void openApprovers()
    {
        m_reports->look();
        QTRY_COMPARE(m_reports->state(), State::Ready);
        m_reports->open(QStringLiteral("approvers"));
        QTRY_COMPARE(m_reports->state(), State::Ready);
        QCOMPARE(m_reports->table().rowCount(), 4);
    }

    base::ManualClock m_clock{1'000'000};
    std::unique_ptr<console::AuthorityList> m_authorities;
    std::unique_ptr<FakeAudit> m_audit;
    std::unique_ptr<AuditReports> m_reports;
    console::AuthoritySession *m_session = nullptr;
    FakeBackend *m_backend = nullptr;
};

QTEST_GUILESS_MAIN(AuditReportsTest)
#include "audit_reports_test.moc"
