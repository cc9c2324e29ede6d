// What a console remembers of a log, against authorities that rewrite, shrink, hide and fork theirs.
#include "app/console/audit/log_witness.h"

#include "tests/support/log_backend.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace countersign;
using console::LogFault;
using console::LogWitness;
using tests::LogBackend;
using tests::SmallLog;
using Verdict = console::LogWitness::Verdict;

namespace {

// As the file stands there for whoever is given it.
QJsonObject readEvidence(const QString &path)
{
    QFile file(path);
    const auto read = file.open(QIODevice::ReadOnly) ? base::json::parseObject(file.readAll().trimmed()) : base::Error{};
    return read ? *read : QJsonObject();
}

// Remembers a log that grows for as long as it lives. Only ever ended from outside.
int growForEver(const QString &stateFile)
{
    LogBackend backend;
    LogWitness witness({&backend, stateFile, stateFile + QStringLiteral(".evidence")});
    while (backend.log.size() < 4000) {
        backend.log.append("more");
        const auto answer = witness.check();
        if (!QTest::qWaitFor([&] { return answer.isFinished(); }) || !answer.result())
            return 1;
        if (witness.verifiedSize() == 10) {
            printf("ready\n");
            fflush(stdout);
        }
    }
    return QCoreApplication::exec();
}

}  // namespace

class LogWitnessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_backend = std::make_unique<LogBackend>();
    }

    void remembersAndFollowsALogThatGrows()
    {
        auto witness = make();
        QCOMPARE(check(*witness), Verdict::Verified);
        QCOMPARE(witness->verifiedSize(), 7);
        QVERIFY(QFile::exists(stateFile()));
        QCOMPARE(QFile::permissions(stateFile()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        log().append("more");
        witness = make();  // the next start
        QCOMPARE(check(*witness), Verdict::Verified);
        QCOMPARE(witness->verifiedSize(), 8);
    }

    // AU-03: with the log's own key.
    void aRewrittenPastIsNoticed()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        const QByteArray before = log().note();
        log().leaves[2] = audit::leafHash("another past");
        log().append("more");
        auto witness = make();
        QCOMPARE(check(*witness), Verdict::Mismatch);
        QCOMPARE(witness->alarm()->fault, LogFault::NotContinued);
        QCOMPARE(witness->alarm()->sizeBefore(), 7);
        QCOMPARE(witness->alarm()->sizeNow(), 8);
        const QJsonObject said = readEvidence(witness->evidenceFile());
        QCOMPARE(said.value(QStringLiteral("checkpoint_before")).toString(), QString::fromUtf8(before));
        QCOMPARE(said.value(QStringLiteral("checkpoint_now")).toString(), QString::fromUtf8(log().note()));
        QCOMPARE(said.value(QStringLiteral("fault")).toString(), QStringLiteral("not_continued"));
        const QJsonArray answers = said.value(QStringLiteral("answers")).toArray();
        QCOMPARE(answers.size(), 1);  // what it gave for a proof
        QVERIFY(!answers.first().toObject().value(QStringLiteral("proof")).toArray().isEmpty());
        log() = tests::logOf(7);  // whatever comes now: this run trusts it no more
        m_backend->logKey = log().verifierKey();
        QCOMPARE(check(*witness), Verdict::Mismatch);
    }

    void aRewrittenPastOfTheSameSizeIsNoticed()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        log().leaves[6] = audit::leafHash("another last entry");
        QCOMPARE(faultFound(), LogFault::OtherContent);
    }

    // AU-04
    void aShorterLogIsNoticed()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        log().leaves.pop_back();
        QCOMPARE(faultFound(), LogFault::Shorter);
    }

    void anOldCheckpointShownAgainIsNoticed()
    {
        const QByteArray old = log().note();
        log().append("more");
        QCOMPARE(check(*make()), Verdict::Verified);
        m_backend->noteInstead = old;
        QCOMPARE(faultFound(), LogFault::Shorter);
    }

    void anotherKeyIsNoticed()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        log().key = crypto::Ed25519PrivateKey::generate();
        m_backend->logKey = log().verifierKey();
        QCOMPARE(faultFound(), LogFault::KeyChanged);
    }

    // The old key hands over to a new one in the log, and signs that as its last.
    void aKeyThatWasHandedOverIsFollowed()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        const QString oldKey = log().verifierKey();
        m_backend->keySteps = m_backend->rotate(log().key);
        m_backend->logKey = log().verifierKey();
        auto witness = make();
        QCOMPARE(check(*witness), Verdict::Verified);
        QCOMPARE(witness->verifiedSize(), 9);
        // Metadata of before: what counts is the key that was followed to.
        m_backend->logKey = oldKey;
        QCOMPARE(check(*witness), Verdict::Verified);
        m_backend->keySteps = QJsonArray();
        QCOMPARE(check(*make()), Verdict::Verified);
    }

    void aKeyThatHandedItselfOverIsNoticed()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        m_backend->keySteps = m_backend->rotate(crypto::Ed25519PrivateKey::generate());
        m_backend->logKey = log().verifierKey();
        QCOMPARE(faultFound(), LogFault::KeyChanged);
    }

    void anotherNameIsNoticed()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        log().origin = QStringLiteral("elsewhere.example/audit");
        m_backend->logKey = log().verifierKey();
        QCOMPARE(faultFound(), LogFault::NameChanged);
    }

    void aBadSignatureIsNoticed()
    {
        QByteArray note = log().note();
        m_backend->noteInstead = note.replace("\n7\n", "\n8\n");
        QCOMPARE(faultFound(), LogFault::BadSignature);
    }

    void aProofThatIsGarbageIsNoProof_data()
    {
        QTest::addColumn<QList<QByteArray>>("hashes");
        QTest::newRow("nothing") << QList<QByteArray>();
        QTest::newRow("zeros") << QList<QByteArray>(4, QByteArray(32, '\0'));
        QTest::newRow("too many") << QList<QByteArray>(128, QByteArray(32, 'x'));
        QTest::newRow("no hashes at all") << QList<QByteArray>{"short", QByteArray(1000, 'y')};
    }
    void aProofThatIsGarbageIsNoProof()
    {
        QFETCH(QList<QByteArray>, hashes);
        QCOMPARE(check(*make()), Verdict::Verified);
        log().append("more");
        m_backend->consistencyInstead = backends::LogProof{7, 8, hashes};
        QCOMPARE(faultFound(), LogFault::NotContinued);
    }

    void aProofThatIsRefusedIsNoProof()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        log().append("more");
        m_backend->consistencyInstead = base::Error{base::Errc::NotFound, QStringLiteral("the authority answered 404")};
        QCOMPARE(faultFound(), LogFault::NotContinued);
    }

    void damagedMemoryIsNoFirstTime()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        QFile state(stateFile());
        QVERIFY(state.open(QIODevice::ReadWrite));
        QVERIFY(state.resize(state.size() / 2));  // as a disk leaves it that lied about writing
        state.close();
        QCOMPARE(faultFound(), LogFault::MemoryDamaged);
    }

    void noConnectionIsNoMismatch()
    {
        m_backend->noteInstead = base::Result<QByteArray>(base::Errc::Unavailable, {});
        auto witness = make();
        const auto answer = witness->check();
        QTRY_VERIFY(answer.isFinished());
        QVERIFY(!answer.result());
        m_backend->noteInstead.reset();
        QCOMPARE(check(*witness), Verdict::Verified);
        log().append("more");
        m_backend->consistencyInstead = base::Error{base::Errc::Timeout, {}};
        const auto later = witness->check();
        QTRY_VERIFY(later.isFinished());
        QVERIFY(!later.result());
        QVERIFY(!witness->isBroken());
    }

    // Who never showed a log has none; who did cannot get rid of the witness by refusing it.
    void aLogThatIsWithheldIsNotUnsupported()
    {
        m_backend->noteInstead = base::Result<QByteArray>(base::Errc::Denied, {});
        QCOMPARE(check(*make()), Verdict::Unsupported);
        m_backend->noteInstead.reset();
        QCOMPARE(check(*make()), Verdict::Verified);
        m_backend->noteInstead = base::Result<QByteArray>(base::Errc::Denied, {});
        auto witness = make();
        const auto answer = witness->check();
        QTRY_VERIFY(answer.isFinished());
        QVERIFY(!answer.result());
    }

    void whatCannotBeRememberedIsNotReliedOn()
    {
        auto witness = make();
        QVERIFY(QDir().mkpath(stateFile()));  // a folder where the file should be
        const auto answer = witness->check();
        QTRY_VERIFY(answer.isFinished());
        QVERIFY(!answer.result() || *answer.result() == Verdict::Mismatch);
        QCOMPARE(witness->verifiedSize(), 0);
    }

    // Two at a time could overtake each other: the older answer would look like a log that shrank.
    void twoChecksAtATimeAreOne()
    {
        auto witness = make();
        const auto first = witness->check(), second = witness->check();
        QTRY_VERIFY(first.isFinished() && second.isFinished());
        QCOMPARE(m_backend->checkpoints, 1);
        QCOMPARE(*second.result(), Verdict::Verified);
    }

    // --- an alarm --------------------------------------------------------------------------------------------------------

    void anAlarmOutlivesTheProgram()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        const SmallLog honest = log();
        log().leaves[2] = audit::leafHash("another past");
        log().append("more");
        QCOMPARE(faultFound(), LogFault::NotContinued);
        log() = honest;  // as if nothing had been
        auto witness = make();
        QVERIFY(witness->isBroken());
        QCOMPARE(check(*witness), Verdict::Mismatch);
        QCOMPARE(witness->alarm()->fault, LogFault::NotContinued);
        QCOMPARE(evidenceFiles().size(), 1);  // and none more for the same
    }

    void onACommandLineOnlyTheEvidenceStays()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        const SmallLog honest = log();
        log().leaves[6] = audit::leafHash("another past");
        const auto brief = [this] {
            LogWitness::Parts parts = partsOf();
            parts.alarms = LogWitness::Parts::Alarms::EndWithTheRun;
            return std::make_unique<LogWitness>(parts);
        };
        QCOMPARE(check(*brief()), Verdict::Mismatch);
        log() = honest;
        QCOMPARE(check(*brief()), Verdict::Verified);
        QCOMPARE(evidenceFiles().size(), 1);
    }

    void nobodyTrustsAnewWithoutTheEvidenceAndAWord()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        log().leaves[6] = audit::leafHash("another past");
        auto witness = make();
        QCOMPARE(check(*witness), Verdict::Mismatch);
        QCOMPARE(witness->trustAnew(QStringLiteral("a restore")).error().code, base::Errc::Denied);
        const QString copy = m_dir->filePath(QStringLiteral("copy.json"));
        QVERIFY(!witness->saveAlarm(QStringLiteral("/dev/null/nowhere.json")));
        QVERIFY(!witness->alarm()->isSaved);
        QVERIFY(witness->saveAlarm(copy));
        QCOMPARE(readEvidence(copy), readEvidence(witness->evidenceFile()));
        QCOMPARE(witness->trustAnew(QStringLiteral("  ")).error().code, base::Errc::InvalidArgument);
        QVERIFY(witness->isBroken());
        const QString file = witness->evidenceFile();
        const QJsonObject kept = readEvidence(file);
        QSignalSpy told(witness.get(), &LogWitness::alarmChanged);
        QVERIFY(witness->trustAnew(QStringLiteral("a restored backup, said by the operator")));
        QCOMPARE(told.size(), 1);
        QVERIFY(!witness->isBroken());
        QCOMPARE(readEvidence(file), kept);  // the evidence stays as it was
        QCOMPARE(readEvidence(file + QStringLiteral(".settled")).value(QStringLiteral("said")).toString(), QStringLiteral("a restored backup, said by the operator"));
        QCOMPARE(check(*witness), Verdict::Verified);
        QVERIFY(!make()->isBroken());
    }

    void whatCannotBeRecordedIsNotSettled()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        log().leaves[6] = audit::leafHash("another past");
        auto witness = make();
        QCOMPARE(check(*witness), Verdict::Mismatch);
        QVERIFY(witness->saveAlarm(m_dir->filePath(QStringLiteral("copy.json"))));
        QVERIFY(QDir().mkpath(witness->evidenceFile() + QStringLiteral(".settled/in the way")));
        QVERIFY(!witness->trustAnew(QStringLiteral("a restore")));
        QVERIFY(witness->isBroken());
    }

    void aSecondFindHasItsOwnFile()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        for (int find = 1; find <= 2; ++find) {
            log().leaves[6] = audit::leafHash("past number " + QByteArray::number(find));
            auto witness = make();
            QCOMPARE(check(*witness), Verdict::Mismatch);
            QCOMPARE(evidenceFiles().size(), find);
            QVERIFY(witness->saveAlarm(m_dir->filePath(QStringLiteral("copy.json"))));
            QVERIFY(witness->trustAnew(QStringLiteral("a restore")));
            QCOMPARE(check(*witness), Verdict::Verified);
        }
    }

    // --- two consoles ----------------------------------------------------------------------------------------------------

    // AU-05. Each is shown a log that holds by itself; only together do they show the fork.
    void twoConsolesFedDifferentTreesProveTheFork()
    {
        LogBackend toHer, toHim;
        toHim.log = toHer.log;  // with its key
        toHim.logKey = toHer.logKey;
        toHer.log.append("alice was refused");
        toHim.log.append("alice was paid");
        LogWitness hers({&toHer, m_dir->filePath(QStringLiteral("hers.json")), m_dir->filePath(QStringLiteral("e1"))});
        LogWitness his({&toHim, m_dir->filePath(QStringLiteral("his.json")), m_dir->filePath(QStringLiteral("e2"))});
        QCOMPARE(check(hers), Verdict::Verified);
        QCOMPARE(check(his), Verdict::Verified);
        // What each has kept is enough: two notes of one size, both signed, with two roots.
        const auto key = audit::VerifierKey::parse(toHer.logKey);
        const auto one = audit::verifyCheckpoint(readEvidence(m_dir->filePath(QStringLiteral("hers.json"))).value(QStringLiteral("note")).toString().toUtf8(), *key);
        const auto two = audit::verifyCheckpoint(readEvidence(m_dir->filePath(QStringLiteral("his.json"))).value(QStringLiteral("note")).toString().toUtf8(), *key);
        QVERIFY(one && two);
        QCOMPARE(one->head.size, two->head.size);
        QVERIFY(one->head.root != two->head.root);
    }

    // AU-05, at different sizes: the authority would have to prove what is not so.
    void aForeignCheckpointThatDoesNotFitIsAFork_data()
    {
        QTest::addColumn<int>("more");
        QTest::newRow("theirs is shorter") << 3;
        QTest::newRow("as long") << 1;
        QTest::newRow("theirs is longer") << 0;
    }
    void aForeignCheckpointThatDoesNotFitIsAFork()
    {
        QFETCH(int, more);
        LogBackend toHim;
        toHim.log = log();
        toHim.log.append("alice was paid");
        for (int i = 0; i < more; ++i)
            log().append("alice was refused");
        auto witness = make();
        QCOMPARE(check(*witness), Verdict::Verified);
        const auto answer = witness->compareWith(toHim.log.note());
        QTRY_VERIFY(answer.isFinished());
        QCOMPARE(*answer.result(), Verdict::Mismatch);
        QCOMPARE(witness->alarm()->fault, LogFault::Forked);
        // Both are in the evidence, each with a signature of the one key.
        const QJsonObject said = readEvidence(witness->evidenceFile());
        const auto key = audit::VerifierKey::parse(said.value(QStringLiteral("key_now")).toString());
        QVERIFY(audit::verifyCheckpoint(said.value(QStringLiteral("checkpoint_before")).toString().toUtf8(), *key));
        QVERIFY(audit::verifyCheckpoint(said.value(QStringLiteral("checkpoint_now")).toString().toUtf8(), *key));
    }

    void aForeignCheckpointThatFitsIsNone()
    {
        const QByteArray shorter = log().noteOf(5);
        auto witness = make();
        for (const QByteArray &note : {shorter, log().note()}) {
            const auto answer = witness->compareWith(note);
            QTRY_VERIFY(answer.isFinished());
            QCOMPARE(*answer.result(), Verdict::Verified);
        }
        // Anybody can write a checkpoint; only one of the log's key says something about the log.
        SmallLog invented = tests::logOf(3);
        const auto answer = witness->compareWith(invented.note());
        QTRY_VERIFY(answer.isFinished());
        QCOMPARE(answer.result().error().code, base::Errc::Malformed);
        QVERIFY(!witness->isBroken());
    }

    // Who decided before the key was changed carries a checkpoint of the key before, and so does who is kept on a log where it never was.
    void aForeignCheckpointOfAnOlderKeyIsCompared_data()
    {
        QTest::addColumn<int>("more");
        QTest::newRow("as long as what was handed over") << 1;
        QTest::newRow("longer than that, shorter than ours") << 2;
        QTest::newRow("longer than ours") << 9;
    }
    void aForeignCheckpointOfAnOlderKeyIsCompared()
    {
        QFETCH(int, more);
        const QByteArray early = log().noteOf(5);
        LogBackend toHim;
        toHim.log = log();
        for (int i = 0; i < more; ++i)
            toHim.log.append("alice was paid");
        m_backend->keySteps = m_backend->rotate(log().key);
        log().append("the second of the new key");
        m_backend->logKey = log().verifierKey();
        auto witness = make();  // the first it sees is the new key
        const auto fits = witness->compareWith(early);
        QTRY_VERIFY(fits.isFinished());
        QCOMPARE(*fits.result(), Verdict::Verified);
        const auto forked = witness->compareWith(toHim.log.note());
        QTRY_VERIFY(forked.isFinished());
        QCOMPARE(*forked.result(), Verdict::Mismatch);
        QCOMPARE(witness->alarm()->fault, LogFault::Forked);
        QVERIFY(readEvidence(witness->evidenceFile()).value(QStringLiteral("checkpoint_now")).toString() == QString::fromUtf8(toHim.log.note()));
    }

    // A change of the key that only whoever made it up knows of makes no foreign key one of the log's.
    void aForeignCheckpointOfAnInventedKeyIsNone()
    {
        LogBackend invented;
        invented.log.append("alice was paid");
        const QByteArray note = invented.log.note();
        m_backend->keySteps = invented.rotate(invented.log.key);
        auto witness = make();
        const auto answer = witness->compareWith(note);
        QTRY_VERIFY(answer.isFinished());
        QCOMPARE(answer.result().error().code, base::Errc::Malformed);
        QVERIFY(!witness->isBroken());
    }

    // --- killed ----------------------------------------------------------------------------------------------------------

    // What stands in the file is whole at every moment, and what it says was signed.
    void aKilledConsoleRemembersSomethingWhole()
    {
        for (int round = 0; round < 5; ++round) {
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--grow"), stateFile()});
            QVERIFY(child.waitForReadyRead(20'000));
            QTest::qWait(5 + round * 7);
            ::kill(static_cast<pid_t>(child.processId()), SIGKILL);
            QVERIFY(child.waitForFinished(20'000));
            const QJsonObject state = readEvidence(stateFile());
            const auto kept = audit::parseCheckpoint(state.value(QStringLiteral("note")).toString().toUtf8());
            QVERIFY2(kept, "a torn file");
            QCOMPARE(kept->head.size, state.value(QStringLiteral("size")).toInteger());
            QFile::remove(stateFile());
        }
    }

    // What a killed console left half written lies beside the file and is nobody's memory.
    void aTornTemporaryFileIsNotRead()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        QFile torn(stateFile() + QStringLiteral(".AbCdEf"));
        QVERIFY(torn.open(QIODevice::WriteOnly));
        torn.write("{\"key\":\"");
        torn.close();
        log().append("more");
        QCOMPARE(check(*make()), Verdict::Verified);
    }

private:
    [[nodiscard]] SmallLog &log() { return m_backend->log; }
    [[nodiscard]] QString stateFile() const { return m_dir->filePath(QStringLiteral("log/state.json")); }
    [[nodiscard]] QStringList evidenceFiles() const { return QDir(m_dir->filePath(QStringLiteral("evidence"))).entryList({QStringLiteral("*.json")}, QDir::Files); }
    [[nodiscard]] LogWitness::Parts partsOf() { return {m_backend.get(), stateFile(), m_dir->filePath(QStringLiteral("evidence"))}; }
    std::unique_ptr<LogWitness> make() { return std::make_unique<LogWitness>(partsOf()); }
    LogFault faultFound()
    {
        auto witness = make();
        return check(*witness) == Verdict::Mismatch && QFile::exists(witness->evidenceFile()) ? witness->alarm()->fault : LogFault::DecisionMissing;
    }
    static Verdict check(LogWitness &witness)
    {
        const auto answer = witness.check();
        if (!QTest::qWaitFor([&] { return answer.isFinished(); }) || !answer.result())
            return Verdict::Unsupported;
        return *answer.result();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<LogBackend> m_backend;
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--grow") == 0)
        return growForEver(QString::fromLocal8Bit(argv[2]));
    LogWitnessTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "log_witness_test.moc"
