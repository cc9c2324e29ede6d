// The console's side of the log against a real authority: witnessed, decisions proven, exported and verified, reports.
#include "app/console/audit/audit_export.h"
#include "app/console/audit/audit_reports.h"
#include "tests/support/local_session.h"

#include <QFileInfo>
#include <QTest>

using namespace countersign;
using console::AuditExport;
using console::AuditReports;
using console::DecisionProofs;
using console::ExportCheck;
using console::LogWitness;

class AuditEvidenceAuthorityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_session = tests::startSession(m_local, m_authorities, m_dir.path());
        connect(m_session, &console::AuthoritySession::connected, m_session, &console::AuthoritySession::caughtUp);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->isTrustworthy(), 20'000);
        m_export.setAuthority(m_session->id());
        m_reports.setAuthority(m_session->id());
    }

    void cleanupTestCase() { m_authorities.remove(console::AuthorityId(QStringLiteral("local"))); }

    // AU-09, and AU-05: what was decided is proven to be in the log, with the checkpoint the decider had seen.
    void anOwnDecisionIsProven_data()
    {
        QTest::addColumn<approval::Verdict>("verdict");
        QTest::newRow("approved") << approval::Verdict::Approve;
        QTest::newRow("denied") << approval::Verdict::Deny;
    }
    void anOwnDecisionIsProven()
    {
        QFETCH(approval::Verdict, verdict);
        const QJsonObject asked = m_local.ask(QStringLiteral("81"));
        const base::ApprovalId id(asked.value(QStringLiteral("approval_id")).toString());
        const auto card = tests::waitFor(m_session->backend().approval(id));
        QVERIFY(card);
        approval::Decision decision;
        decision.approver = m_session->person();
        decision.audience = m_session->issuer();
        decision.txn = id;
        decision.verdict = verdict;
        decision.actionHash = card->actionHash;
        decision.version = card->version;
        decision.nonce = card->nonce;
        decision.view = QStringLiteral("v1.test");
        decision.reason = QStringLiteral("as agreed");
        if (card->policy.codeRequired && verdict == approval::Verdict::Approve)
            decision.code = asked.value(QStringLiteral("confirmation_code")).toString();
        decision.checkpoint = m_session->checkpointText();
        decision.issuedAt = m_session->serverTime();
        decision.expiresAt = decision.issuedAt + 60;
        QVERIFY(decision.checkpoint->contains(QStringLiteral("/audit\n")));
        const base::Result<QByteArray> jws = m_session->backend().sign(decision);
        QVERIFY(jws);
        const auto decided = tests::waitFor(m_session->backend().decide(id, *jws));
        QVERIFY(decided && decided->approval);
        m_session->followDecision({id, m_session->device(), card->actionHash, verdict, *jws});
        QTRY_COMPARE_WITH_TIMEOUT(m_session->decisionProof(id), DecisionProofs::State::Proven, 20'000);
        QVERIFY(!m_session->logAlarm());
        // Everybody can read which log the decider had seen.
        const auto entries = tests::waitFor(m_session->backend().logEntries(id));
        QVERIFY(entries);
        QCOMPARE(entries->last().event, QStringLiteral("approval.decided"));
        QCOMPARE(entries->last().checkpoint, *decision.checkpoint);
    }

    // A decision that nobody made: the entry is not there, and the minute runs.
    void anInventedDecisionIsNotProven()
    {
        base::ManualClock clock(1'000'000);
        LogWitness witness({&m_session->backend(), m_dir.filePath(QStringLiteral("other.json")), m_dir.filePath(QStringLiteral("other"))});
        DecisionProofs proofs(m_session->backend(), witness, clock);
        const base::ApprovalId id(m_local.ask(QStringLiteral("82")).value(QStringLiteral("approval_id")).toString());
        proofs.follow({id, m_session->device(), "v1.never", approval::Verdict::Approve, "never sent"});
        QTest::qWait(1500);
        QCOMPARE(proofs.state(id), DecisionProofs::State::Waiting);
        clock.advanceMs(DecisionProofs::kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(witness.isBroken(), 20'000);
        QCOMPARE(witness.alarm()->fault, console::LogFault::DecisionMissing);
    }

    void theWholeLogIsExportedAndVerified()
    {
        QVERIFY(m_export.mayExport());
        m_export.setQuery({});
        exportAs(backends::AuditFormat::JsonLines, QStringLiteral("whole.jsonl"));
        QVERIFY(m_export.check());
        QVERIFY2(m_export.check()->isClean(), qPrintable(m_export.check()->findings.join(QLatin1Char('\n'))));
        QVERIFY(m_export.check()->isWhole);
        QVERIFY(m_export.check()->entries > 3);
        QCOMPARE(m_export.check()->entries, m_export.check()->size);
        QCOMPARE(m_export.check()->seen, ExportCheck::Seen::Fits);
    }

    void aPartIsExportedWithItsProofs()
    {
        backends::AuditQuery query;
        query.event = QStringLiteral("approval.decided");
        m_export.setQuery(query);
        exportAs(backends::AuditFormat::JsonLines, QStringLiteral("part.jsonl"));
        QVERIFY2(m_export.check() && m_export.check()->isClean(), qPrintable(m_export.check() ? m_export.check()->findings.join(QLatin1Char('\n')) : m_export.detail()));
        QVERIFY(!m_export.check()->isWhole);
        QCOMPARE(m_export.check()->entries, 2);
        exportAs(backends::AuditFormat::Csv, QStringLiteral("part.csv"));
        QFile csv(m_dir.filePath(QStringLiteral("part.csv")));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll().count("approval.decided"), 2);
    }

    void theEvidenceOfOneApprovalIsSavedAndVerified()
    {
        const QJsonObject asked = m_local.ask(QStringLiteral("83"));
        const base::ApprovalId id(asked.value(QStringLiteral("approval_id")).toString());
        QTest::qWait(1500);  // until a checkpoint covers it; before, there is nothing to prove it with
        m_export.saveBundle(id, m_dir.filePath(QStringLiteral("evidence.html")));
        QTRY_VERIFY_WITH_TIMEOUT(!m_export.isBusy(), 20'000);
        QVERIFY2(m_export.state() == AuditExport::State::Done, qPrintable(m_export.detail()));
        QVERIFY2(m_export.check()->isClean(), qPrintable(m_export.check()->findings.join(QLatin1Char('\n'))));
        QVERIFY(m_export.check()->entries >= 1);
        m_export.saveBundle(base::ApprovalId(QStringLiteral("apr_nobody")), m_dir.filePath(QStringLiteral("none.html")));
        QTRY_VERIFY_WITH_TIMEOUT(!m_export.isBusy(), 20'000);
        QCOMPARE(m_export.failure(), console::SaveFailure::NotThere);
        QVERIFY(!QFile::exists(m_dir.filePath(QStringLiteral("none.html"))));
    }

    void reportsAreReadAndSaved()
    {
        m_reports.look();
        QTRY_COMPARE_WITH_TIMEOUT(m_reports.state(), AuditReports::State::Ready, 20'000);
        QVERIFY(m_reports.kinds().size() >= 7);
        const QList<backends::AuditReportKind> kinds = m_reports.kinds();
        for (const backends::AuditReportKind &kind : kinds) {
            m_reports.open(kind.name);
            QTRY_COMPARE_WITH_TIMEOUT(m_reports.state(), AuditReports::State::Ready, 20'000);
            QCOMPARE(m_reports.table().report().about.name, kind.name);
            QVERIFY2(m_reports.table().columnCount() > 1, qPrintable(kind.name));
            const QString path = m_dir.filePath(kind.name + QStringLiteral(".csv"));
            m_reports.save(path);
            QTRY_COMPARE_WITH_TIMEOUT(m_reports.saving(), AuditReports::Saving::Done, 20'000);
            QVERIFY(QFileInfo(path).size() > 0);
        }
        m_reports.open(QStringLiteral("approvers"));
        QTRY_COMPARE_WITH_TIMEOUT(m_reports.state(), AuditReports::State::Ready, 20'000);
        QCOMPARE(m_reports.table().rowCount(), 1);
    }

private:
    void exportAs(backends::AuditFormat format, const QString &name)
    {
        m_export.start(format, m_dir.filePath(name));
        QTRY_VERIFY_WITH_TIMEOUT(!m_export.isBusy(), 20'000);
        QVERIFY2(m_export.state() == AuditExport::State::Done, qPrintable(m_export.detail()));
    }

    QTemporaryDir m_dir;
    tests::LocalBackend m_local;
    base::SystemClock m_clock;
    console::AuthorityList m_authorities;
    console::AuthoritySession *m_session = nullptr;
    AuditExport m_export{m_authorities};
    AuditReports m_reports{m_authorities, m_clock};
};

QTEST_GUILESS_MAIN(AuditEvidenceAuthorityTest)
#include "audit_evidence_authority_test.moc"
