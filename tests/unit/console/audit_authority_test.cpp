// The log of a real authority as the console shows it: what was done is there, found by words and fields, and proved.
#include "app/audit/export_verifier.h"
#include "app/console/audit/audit_desks.h"
#include "app/console/settings.h"
#include "tests/support/local_session.h"

#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using console::AuditDesk;
using console::AuditDetail;
using console::AuditField;
using console::AuditQuery;

class AuditAuthorityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_session = tests::startSession(m_local, m_authorities, m_dir.path());
        connect(m_session, &console::AuthoritySession::connected, m_session, &console::AuthoritySession::caughtUp);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->link(), console::Link::Live, 20'000);
        // One request to its end, one that is denied.
        const QJsonObject issued = m_local.credential(QStringLiteral("4711"));
        QVERIFY2(issued.contains(QStringLiteral("access_token")), qPrintable(QString::fromUtf8(base::json::canonical(issued))));
        m_local.consume(issued.value(QStringLiteral("access_token")).toString(), QStringLiteral("4711"));
        QVERIFY(m_local.decide(m_local.ask(QStringLiteral("815")), approval::Verdict::Deny));
        desk().look();
        QTRY_COMPARE_WITH_TIMEOUT(desk().reading(), AuditDesk::Reading::Done, 20'000);
    }

    void cleanupTestCase() { m_authorities.remove(console::AuthorityId(QStringLiteral("local"))); }

    void allOfItStandsThereInOrder()
    {
        console::AuditRows &rows = desk().rows();
        rows.look(0, rows.rowCount() - 1);
        QVERIFY(rows.isCounted() && rows.rowCount() > 10);
        for (int row = 0; row < rows.rowCount(); ++row) {
            QTRY_VERIFY(rows.at(row));
            QCOMPARE(rows.at(row)->seq, rows.rowCount() - 1 - row);
            QVERIFY(rows.at(row)->payloadMatches);
        }
        QCOMPARE(rows.at(rows.rowCount() - 1)->event, QStringLiteral("authority.created"));
    }

    void itIsFoundByWordsAndFields()
    {
        AuditQuery query;
        query.text = QStringLiteral("\"order 4711");  // still being typed
        ask(query);
        QTRY_VERIFY_WITH_TIMEOUT(desk().rows().known() >= 4, 10'000);
        query = {};
        query.outcome = QStringLiteral("denied");
        query.event = QStringLiteral("approval.decided");
        ask(query);
        QTRY_COMPARE_WITH_TIMEOUT(desk().rows().known(), 1, 10'000);
        query.text = QStringLiteral("zanzibar");
        ask(query);
        QTRY_COMPARE_WITH_TIMEOUT(desk().rows().rowCount(), 0, 10'000);
        QCOMPARE(desk().reading(), AuditDesk::Reading::Done);
    }

    void oneEntryHasItsRequestAndAProofThatTheFileCarries()
    {
        AuditQuery query;
        query.event = QStringLiteral("credential.consumed");
        ask(query);
        QTRY_COMPARE_WITH_TIMEOUT(desk().rows().known(), 1, 10'000);
        AuditDetail &detail = desk().detail();
        detail.open(*desk().rows().at(0));
        QTRY_COMPARE_WITH_TIMEOUT(detail.proof(), AuditDetail::Proof::Verified, 15'000);
        QTRY_COMPARE_WITH_TIMEOUT(detail.threadReading(), AuditDetail::Reading::Done, 10'000);
        QVERIFY(detail.checkpointSize() > detail.entry()->seq);
        QVERIFY(detail.thread().secondsToDecide);
        QStringList steps;
        for (const console::AuditEntryFacts &entry : detail.thread().entries)
            steps.append(entry.event);
        QCOMPARE(steps, (QStringList{QStringLiteral("approval.asked"), QStringLiteral("approval.decided"), QStringLiteral("credential.issued"), QStringLiteral("credential.consumed")}));
        QTRY_VERIFY_WITH_TIMEOUT(!detail.proofFile().isEmpty(), 10'000);
        audit::ExportVerifier verifier(*audit::VerifierKey::parse(m_session->backend().auditKey()));
        verifier.feed(detail.proofFile());
        const audit::ExportReport report = verifier.finish();
        QVERIFY2(report.isClean() && report.entries == 1, report.findings.empty() ? "no entry" : qPrintable(report.findings.front().text));
    }

    void whatComesWaitsOutside()
    {
        ask({});
        QTRY_VERIFY(desk().rows().isCounted() && desk().rows().rowCount() > 1);
        const int before = desk().rows().rowCount();
        m_local.ask(QStringLiteral("9"));
        QTRY_COMPARE_WITH_TIMEOUT(desk().rows().fresh(), 1, 15'000);
        QCOMPARE(desk().rows().rowCount(), before);
        desk().letIn();
        QTRY_VERIFY(desk().rows().at(0));
        QCOMPARE(desk().rows().at(0)->event, QStringLiteral("approval.asked"));
        QCOMPARE(desk().rows().rowCount(), before + 1);
    }

private:
    [[nodiscard]] AuditDesk &desk() { return *m_desks.at(0); }
    void ask(const AuditQuery &query)
    {
        desk().setQuery(query);
        QTRY_VERIFY_WITH_TIMEOUT(desk().isCurrent(), 10'000);
    }

    tests::LocalBackend m_local;
    QTemporaryDir m_dir;
    console::Settings m_settings{m_dir.path()};
    console::AuthorityList m_authorities;
    console::AuditDesks m_desks{m_authorities, m_settings};
    console::AuthoritySession *m_session = nullptr;
};

QTEST_GUILESS_MAIN(AuditAuthorityTest)
#include "audit_authority_test.moc"
