// A decision made here is followed until the log proves it; against authorities that leave it out, bend it or prove nothing.
#include "app/console/audit/decision_proofs.h"

#include "app/console/authority_session.h"
#include "tests/support/log_backend.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace countersign;
using console::DecisionProofs;
using console::LogFault;
using console::LogWitness;
using tests::LogBackend;
using State = console::DecisionProofs::State;

class DecisionProofsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_proofs.reset();
        m_witness.reset();
        m_dir = std::make_unique<QTemporaryDir>();
        m_backend = std::make_unique<LogBackend>();
        m_witness = std::make_unique<LogWitness>(LogWitness::Parts{m_backend.get(), m_dir->filePath(QStringLiteral("state.json")), m_dir->filePath(QStringLiteral("evidence"))});
        m_proofs = std::make_unique<DecisionProofs>(*m_backend, *m_witness, m_clock);
        const auto first = m_witness->check();
        QTRY_VERIFY(first.isFinished());
    }

    void isProvenAsSoonAsACheckpointCoversIt()
    {
        m_backend->covered = m_backend->log.size();
        m_backend->logDecision(kTxn, kDevice, kHash);
        follow(approval::Verdict::Approve);
        pass(3);
        QCOMPARE(m_proofs->state(base::ApprovalId(kTxn)), State::Waiting);
        m_backend->covered = -1;
        pass(2);
        QCOMPARE(m_proofs->state(base::ApprovalId(kTxn)), State::Proven);
        QVERIFY(!m_witness->isBroken());
        QCOMPARE(m_witness->verifiedSize(), 8);
        const int asked = m_backend->inclusions;
        pass(3);
        QCOMPARE(m_backend->inclusions, asked);  // and nobody asks any more
    }

    void leftOutOfTheLogIsAnAlarmAfterAMinute()
    {
        follow(approval::Verdict::Approve);
        pass(59);
        QVERIFY(!m_witness->isBroken());
        QCOMPARE(m_proofs->state(base::ApprovalId(kTxn)), State::Waiting);
        pass(2);
        QVERIFY(m_witness->isBroken());
        QCOMPARE(m_witness->alarm()->fault, LogFault::DecisionMissing);
        // Enough to show to others: what was signed, and the log without it.
        QCOMPARE(m_witness->alarm()->evidence.value(QStringLiteral("decision")).toString(), QStringLiteral("the signed bytes"));
        QCOMPARE(m_witness->alarm()->evidence.value(QStringLiteral("txn")).toString(), kTxn);
        QVERIFY(QFile::exists(m_witness->evidenceFile()));
    }

    // The entry is shown, and no checkpoint ever covers it.
    void aCheckpointThatNeverComesIsAnAlarm()
    {
        m_backend->covered = m_backend->log.size();
        m_backend->logDecision(kTxn, kDevice, kHash);
        follow(approval::Verdict::Approve);
        pass(61);
        QVERIFY(m_witness->isBroken());
        QCOMPARE(m_witness->alarm()->fault, LogFault::DecisionMissing);
        QCOMPARE(m_witness->alarm()->evidence.value(QStringLiteral("entries")).toArray().size(), 1);
    }

    void anEntryOfAnotherIsNotOurs_data()
    {
        QTest::addColumn<QString>("device");
        QTest::addColumn<QByteArray>("hash");
        QTest::newRow("another device") << QStringLiteral("another") << kHash;
        QTest::newRow("another action") << kDevice << QByteArray("v1.other");
    }
    void anEntryOfAnotherIsNotOurs()
    {
        QFETCH(QString, device);
        QFETCH(QByteArray, hash);
        m_backend->logDecision(kTxn, device, hash);
        follow(approval::Verdict::Approve);
        pass(61);
        QVERIFY(m_witness->isBroken());
        QCOMPARE(m_witness->alarm()->fault, LogFault::DecisionMissing);
    }

    void theOppositeInTheLogIsAnAlarmAtOnce()
    {
        m_backend->logDecision(kTxn, kDevice, kHash, QStringLiteral("ok"));
        follow(approval::Verdict::Deny);
        pass(1);
        QVERIFY(m_witness->isBroken());
        QCOMPARE(m_witness->alarm()->fault, LogFault::DecisionNotProven);
    }

    void aProofThatIsGarbageIsAnAlarmAtOnce_data()
    {
        QTest::addColumn<base::Result<backends::LogProof>>("proof");
        QTest::newRow("nothing") << base::Result<backends::LogProof>(backends::LogProof{0, 8, {}});
        QTest::newRow("zeros") << base::Result<backends::LogProof>(backends::LogProof{0, 8, QList<QByteArray>(3, QByteArray(32, '\0'))});
        QTest::newRow("too short") << base::Result<backends::LogProof>(backends::LogProof{0, 8, {"x", "y", "z"}});
        QTest::newRow("refused") << base::Result<backends::LogProof>(base::Errc::NotFound, {});
        QTest::newRow("no proof in it") << base::Result<backends::LogProof>(base::Errc::Malformed, {});
    }
    void aProofThatIsGarbageIsAnAlarmAtOnce()
    {
        QFETCH(base::Result<backends::LogProof>, proof);
        m_backend->inclusionInstead = proof;
        m_backend->logDecision(kTxn, kDevice, kHash);
        follow(approval::Verdict::Approve);
        pass(1);
        QVERIFY(m_witness->isBroken());
        QCOMPARE(m_witness->alarm()->fault, LogFault::DecisionNotProven);
    }

    // The leaf that is shown is not the one that is hashed.
    void anEntryThatIsNotInTheTreeIsAnAlarm()
    {
        m_backend->logDecision(kTxn, kDevice, kHash);
        m_backend->log.leaves.back() = audit::leafHash("what the tree really holds");
        follow(approval::Verdict::Approve);
        pass(1);
        QVERIFY(m_witness->isBroken());
    }

    void anAuthorityThatIsAwayIsLateAndNoAlarm()
    {
        m_backend->entriesError = base::Error{base::Errc::Unavailable, {}};
        follow(approval::Verdict::Approve);
        pass(59);
        QCOMPARE(m_proofs->lateCount(), 0);
        pass(2);
        QCOMPARE(m_proofs->state(base::ApprovalId(kTxn)), State::Late);
        QCOMPARE(m_proofs->lateCount(), 1);
        QVERIFY(!m_witness->isBroken());
        m_backend->entriesError.reset();
        m_backend->logDecision(kTxn, kDevice, kHash);
        m_proofs->retry();
        pass(1);
        QCOMPARE(m_proofs->state(base::ApprovalId(kTxn)), State::Proven);
    }

    // Whoever was away and comes back without it has one more minute, and no more.
    // The program ends before the log has shown the decision.
    void whatWaitsIsFollowedInTheNextRun()
    {
        m_backend->covered = m_backend->log.size();
        m_backend->logDecision(kTxn, kDevice, kHash);
        m_proofs->keepIn(waitingFile());
        follow(approval::Verdict::Approve);
        pass(2);
        restart();
        QCOMPARE(m_proofs->state(base::ApprovalId(kTxn)), State::Waiting);
        const int asked = m_backend->checkpoints;
        pass(90);  // nothing is asked, and no minute counted, before the authority is there
        QCOMPARE(m_backend->checkpoints, asked);
        m_proofs->retry();
        pass(2);
        QCOMPARE(m_proofs->state(base::ApprovalId(kTxn)), State::Waiting);
        m_backend->covered = -1;
        pass(2);
        QCOMPARE(m_proofs->state(base::ApprovalId(kTxn)), State::Proven);
        restart();
        QCOMPARE(m_proofs->state(base::ApprovalId(kTxn)), State::Unknown);  // and then it is over
    }

    void leftOutAcrossAnEndOfTheProgramIsAnAlarm()
    {
        m_proofs->keepIn(waitingFile());
        follow(approval::Verdict::Deny);
        restart();
        m_proofs->retry();
        pass(59);
        QVERIFY(!m_witness->isBroken());
        pass(2);
        QVERIFY(m_witness->isBroken());
        QCOMPARE(m_witness->alarm()->fault, LogFault::DecisionMissing);
        QFile evidence(m_witness->evidenceFile());
        QVERIFY(evidence.open(QIODevice::ReadOnly));
        const QByteArray text = evidence.readAll();
        QVERIFY(text.contains("\"decision\":\"deny\"") && text.contains(kHash));
        restart();
        QCOMPARE(m_proofs->state(base::ApprovalId(kTxn)), State::Unknown);
    }

    // The opposite in the log is known as such also by who has only read what they decided.
    void theOppositeIsFoundInTheNextRun()
    {
        m_backend->logDecision(kTxn, kDevice, kHash, QStringLiteral("ok"));
        m_backend->entriesError = base::Error{base::Errc::Unavailable, {}};
        m_proofs->keepIn(waitingFile());
        follow(approval::Verdict::Deny);
        pass(1);
        restart();
        m_backend->entriesError.reset();
        m_proofs->retry();
        pass(1);
        QVERIFY(m_witness->isBroken());
        QCOMPARE(m_witness->alarm()->fault, LogFault::DecisionNotProven);
    }

    void whatIsKeptHoldsNoSecretAndIsForNobodyElse()
    {
        m_proofs->keepIn(waitingFile());
        follow(approval::Verdict::Approve);
        QFile file(waitingFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("the signed bytes"));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
    }

    // What another person decided on this computer is asked about when they are here again.
    void whatAnotherPersonDecidedWaitsForThem()
    {
        m_proofs->keepIn(waitingFile());
        follow(approval::Verdict::Approve);
        QFile file(waitingFile());
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray kept = file.readAll().replace("usr_alice", "usr_bob");
        file.seek(0);
        file.write(kept);
        file.resize(kept.size());
        file.close();
        restart();
        m_proofs->retry();
        pass(90);
        QVERIFY(!m_witness->isBroken());
        QCOMPARE(m_proofs->state(base::ApprovalId(kTxn)), State::Waiting);
    }

    void aDamagedFileIsPassedOver_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut off") << QByteArray(R"({"waiting":[{"txn":"apr_1")");
        QTest::newRow("no verdict") << QByteArray(R"({"waiting":[{"txn":"apr_1","device":"kid","adh":"v1.x","person":"usr_alice"}]})");
        QTest::newRow("other things") << QByteArray(R"({"waiting":[7,null,{"decision":"deny"}]})");
    }
    void aDamagedFileIsPassedOver()
    {
        QFETCH(QByteArray, bytes);
        QFile file(waitingFile());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        restart();
        m_proofs->retry();
        pass(61);
        QVERIFY(!m_witness->isBroken());
        follow(approval::Verdict::Approve);
        restart();
        QCOMPARE(m_proofs->state(base::ApprovalId(kTxn)), State::Waiting);
    }

    // Denying a thousand at once is not a thousand files.
    void manyAtOnceAreKeptWithoutAFlood()
    {
        m_proofs->keepIn(waitingFile());
        m_backend->entriesError = base::Error{base::Errc::Unavailable, {}};
        for (int i = 0; i < 1000; ++i) {
            DecisionProofs::OwnDecision each = decision(approval::Verdict::Deny);
            each.txn = base::ApprovalId(QStringLiteral("apr_%1").arg(i));
            m_proofs->follow(each);
        }
        QVERIFY(QFileInfo(waitingFile()).size() < 1000);
        restart();  // an orderly end keeps the rest
        QCOMPARE(m_proofs->state(base::ApprovalId(QStringLiteral("apr_999"))), State::Waiting);
        QCOMPARE(m_proofs->state(base::ApprovalId(QStringLiteral("apr_0"))), State::Waiting);
    }

    void backAndStillWithoutItIsAnAlarm()
    {
        m_backend->entriesError = base::Error{base::Errc::Timeout, {}};
        follow(approval::Verdict::Approve);
        pass(61);
        m_backend->entriesError.reset();
        m_proofs->retry();
        pass(30);
        QVERIFY(!m_witness->isBroken());
        pass(31);
        QVERIFY(m_witness->isBroken());
    }

    // The first answer came, then the lid was closed for a night: nobody is accused before being asked again.
    void aComputerThatSleptAsksOnceMore()
    {
        follow(approval::Verdict::Approve);
        pass(1);
        m_backend->logDecision(kTxn, kDevice, kHash);
        m_clock.advanceMs(8 * 3600 * 1000);
        pass(1);
        QVERIFY(!m_witness->isBroken());
        QCOMPARE(m_proofs->state(base::ApprovalId(kTxn)), State::Proven);
    }

    void aThousandDecisionsAreNoFlood()
    {
        for (int i = 0; i < 1000; ++i) {
            DecisionProofs::OwnDecision own = decision(approval::Verdict::Deny);
            own.txn = base::ApprovalId(QString::number(i));
            m_backend->logDecision(own.txn.text(), kDevice, kHash, QStringLiteral("denied"));
            m_proofs->follow(own);
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_proofs->state(base::ApprovalId(QStringLiteral("999"))), State::Proven, 60'000);
        QVERIFY2(m_backend->checkpoints < 100, qPrintable(QString::number(m_backend->checkpoints)));
    }

    // AU-05: what another who decided on it had seen is no part of the log shown here.
    void anotherDecidersCheckpointThatDoesNotFitIsAFork()
    {
        tests::SmallLog other = m_backend->log;
        other.append("alice was paid");
        m_backend->logDecision(kTxn, QStringLiteral("their device"), kHash);
        m_backend->entries.last().checkpoint = QString::fromUtf8(other.note());
        m_backend->logDecision(kTxn, kDevice, kHash);
        follow(approval::Verdict::Approve);
        pass(1);
        QTRY_VERIFY(m_witness->isBroken());
        QCOMPARE(m_witness->alarm()->fault, LogFault::Forked);
    }

    void anotherDecidersCheckpointThatFitsIsNone()
    {
        m_backend->logDecision(kTxn, QStringLiteral("their device"), kHash);
        m_backend->entries.last().checkpoint = QString::fromUtf8(m_backend->log.noteOf(6));
        m_backend->logDecision(kTxn, kDevice, kHash);
        follow(approval::Verdict::Approve);
        pass(3);
        QVERIFY(!m_witness->isBroken());
        QCOMPARE(m_proofs->state(base::ApprovalId(kTxn)), State::Proven);
    }

    // The session of an authority: what it lets be approved follows its log.
    void aSessionStopsApprovingWhileItsLogDoesNotHold()
    {
        auto owned = std::make_unique<LogBackend>();
        LogBackend &backend = *owned;
        const auto made = makeSession(std::move(owned), console::AuthoritySession::kRecheckMs);
        console::AuthoritySession &session = *made;
        backend.log.leaves[3] = audit::leafHash("another past");
        backend.log.append("more");
        backend.setLink(backends::LinkFact::Live);  // a connect is a check
        QVERIFY(!session.isTrustworthy());
        QTRY_COMPARE(session.logState(), console::LogState::Mismatch);
        QVERIFY(session.logAlarm());
        backend.setLink(backends::LinkFact::Offline);
        backend.setLink(backends::LinkFact::Live);
        QTRY_COMPARE(session.logState(), console::LogState::Mismatch);
        QVERIFY(session.witness()->saveAlarm(m_dir->filePath(QStringLiteral("copy.json"))));
        QVERIFY(session.witness()->trustAnew(QStringLiteral("a restore")));
        QVERIFY(!session.isTrustworthy());  // before it was looked at again
        QTRY_VERIFY(session.isTrustworthy());
        QVERIFY(!session.logAlarm());
    }

    // Nobody has to lose the connection for a rewritten past to be found, and nobody waits for the checks that find nothing.
    void aSessionLooksAgainByItself()
    {
        auto owned = std::make_unique<LogBackend>();
        LogBackend &backend = *owned;
        const auto session = makeSession(std::move(owned), 50);
        const int before = backend.checkpoints;
        backend.log.append("more");
        bool wasOff = false;
        connect(session.get(), &console::AuthoritySession::changed, this, [&] { wasOff = wasOff || !session->isTrustworthy(); });
        QTRY_VERIFY(backend.checkpoints >= before + 3);
        QCOMPARE(session->verifiedLogSize(), 8);
        QVERIFY(!wasOff);
        backend.log.leaves[3] = audit::leafHash("another past");
        QTRY_COMPARE(session->logState(), console::LogState::Mismatch);
    }

    void aSessionThatCannotLookAgainApprovesNothing()
    {
        auto owned = std::make_unique<LogBackend>();
        LogBackend &backend = *owned;
        const auto session = makeSession(std::move(owned), 50);
        backend.noteInstead = base::Error{base::Errc::Denied, {}};
        QTRY_VERIFY(!session->isTrustworthy());
        QVERIFY(!session->logAlarm());
        backend.noteInstead.reset();
        QTRY_VERIFY(session->isTrustworthy());
    }

private:
    std::unique_ptr<console::AuthoritySession> makeSession(std::unique_ptr<LogBackend> backend, int recheckMs)
    {
        console::AuthoritySession::Parts parts;
        parts.id = console::AuthorityId(QStringLiteral("a"));
        parts.clock = &m_clock;
        parts.recheckMs = recheckMs;
        parts.witness = std::make_unique<LogWitness>(LogWitness::Parts{backend.get(), m_dir->filePath(QStringLiteral("s.json")), m_dir->filePath(QStringLiteral("e"))});
        LogBackend &there = *backend;
        parts.backend = std::move(backend);
        auto session = std::make_unique<console::AuthoritySession>(std::move(parts));
        connect(session.get(), &console::AuthoritySession::connected, session.get(), &console::AuthoritySession::caughtUp);
        session->start();
        there.setLink(backends::LinkFact::Live);
        [&] { QTRY_VERIFY(session->isTrustworthy()); }();
        return session;
    }
    [[nodiscard]] DecisionProofs::OwnDecision decision(approval::Verdict verdict) const
    {
        return {base::ApprovalId(kTxn), base::DeviceKid(kDevice), kHash, verdict, "the signed bytes"};
    }
    void follow(approval::Verdict verdict) { m_proofs->follow(decision(verdict)); }
    [[nodiscard]] QString waitingFile() const { return m_dir->filePath(QStringLiteral("waiting.json")); }
    // The program ends and starts again; the authority goes on.
    void restart()
    {
        m_proofs.reset();
        m_proofs = std::make_unique<DecisionProofs>(*m_backend, *m_witness, m_clock);
        m_proofs->keepIn(waitingFile());
    }
    // Seconds go by, and each brings its answers.
    void pass(int seconds)
    {
        settle();
        for (int i = 0; i < seconds; ++i) {
            m_clock.advanceMs(1000);
            m_proofs->tick();
            settle();
        }
    }
    static void settle()
    {
        for (int i = 0; i < 12; ++i)
            QCoreApplication::processEvents();
    }

    const QString kTxn = QStringLiteral("apr_1"), kDevice = QStringLiteral("kid");
    const QByteArray kHash = "v1.x";
    base::ManualClock m_clock{1'000'000};
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<LogBackend> m_backend;
    std::unique_ptr<LogWitness> m_witness;
    std::unique_ptr<DecisionProofs> m_proofs;
};

QTEST_GUILESS_MAIN(DecisionProofsTest)
#include "decision_proofs_test.moc"
