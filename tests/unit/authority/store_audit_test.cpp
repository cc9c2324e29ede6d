// The log in the database: nodes, proofs, checkpoints, erasure, search, and what fsck and the checkpointer notice.
#include "tests/unit/authority/store_fixture.h"

#include "app/authority/store/audit_erasure.h"
#include "app/authority/store/audit_fsck.h"
#include "app/authority/store/audit_log.h"
#include "app/authority/store/checkpointer.h"
#include "app/crypto/encoding.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <atomic>

using namespace countersign;
using namespace countersign::authority;
using namespace countersign::authority::store;

namespace {

bool eraseEntry(Transaction &tx, qint64 seq)
{
    return erase(tx, {{seq}, {}, {}}, {QStringLiteral("cli"), QStringLiteral("asked for")}).payloads == 1;
}

const QString kOrigin = QStringLiteral("127.0.0.1:7443/audit");

struct LogFixture : StoreFixture {
    crypto::Ed25519PrivateKey key = crypto::Ed25519PrivateKey::generate();
    audit::VerifierKey verifier{kOrigin, key.publicKey()};
    std::atomic<int> refusals{0};

    void append(int count)
    {
        const auto done = store->write([&](Transaction &tx) {
            for (int i = 0; i < count; ++i)
                tx.audit(someEvent(QStringLiteral("usr_%1").arg(i % 3)));
        });
        QVERIFY(done);
    }
    base::Result<std::unique_ptr<Checkpointer>> sign()
    {
        return Checkpointer::start(*store, {key, kOrigin}, [this](const QString &) { ++refusals; });
    }
    std::optional<audit::Checkpoint> newest()
    {
        const auto note = *store->read(newestCheckpoint);
        return note ? std::optional(*audit::verifyCheckpoint(*note, verifier)) : std::nullopt;
    }
    // As somebody with the file and another program would.
    void tamper(const QStringList &statements)
    {
        store.reset();
        {
            auto raw = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("raw"));
            raw.setDatabaseName(directory.filePath(QStringLiteral("authority.db")));
            QVERIFY(raw.open());
            QSqlQuery query(raw);
            for (const QString &statement : statements)
                QVERIFY2(query.exec(statement), qPrintable(query.lastError().text()));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("raw"));
        reopen();
    }
};

const QString kDropTriggers[] = {QStringLiteral("DROP TRIGGER audit_entry_is_fixed"), QStringLiteral("DROP TRIGGER audit_entry_stays")};

}  // namespace

class StoreAuditTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void storedNodesGiveTheRightRootsAndProofs()
    {
        LogFixture f;
        f.append(133);
        QVERIFY(f.store->read([](Transaction &tx) {
            audit::Frontier frontier;
            std::vector<audit::TreeHead> heads{{0, audit::emptyRoot()}};
            for (const AuditEntry &entry : entriesFrom(tx, 0, 1000)) {
                QCOMPARE(entry.leaf.seq, frontier.size());
                frontier.append(audit::leafHash(audit::leafBytes(entry.leaf)));
                heads.push_back({frontier.size(), frontier.root()});
            }
            QCOMPARE(logHead(tx), heads.back());
            for (qint64 from = 1; from <= 133; ++from) {
                QVERIFY(audit::verifyConsistency(heads[static_cast<size_t>(from)], heads.back(), *audit::consistencyProof(from, 133, nodesOf(tx))));
                const auto leaf = nodesOf(tx)(0, from - 1);
                QVERIFY(audit::verifyInclusion(leaf, from - 1, heads.back(), *audit::inclusionProof(from - 1, 133, nodesOf(tx))));
            }
        }));
    }

    void everyEntryIsSignedWithinASecond()
    {
        LogFixture f;
        auto checkpointer = f.sign();
        QVERIFY(checkpointer);
        QCOMPARE(f.newest()->head.size, 0);
        f.append(5);
        QTRY_COMPARE_WITH_TIMEOUT((*checkpointer)->signedSize(), 5, 1000);
        const auto checkpoint = f.newest();
        QCOMPARE(checkpoint->head, *f.store->read(logHead));
        QCOMPARE(*keptCheckpoint(f.directory.path(), {f.verifier}), *checkpoint);
        // What another process appends is signed as well.
        auto tool = *Store::open(f.directory.path(), f.clock, {OpenMode::Tool, 16, {}});
        QVERIFY(tool->write([](Transaction &tx) { tx.audit(someEvent(QStringLiteral("cli"))); }));
        QTRY_COMPARE_WITH_TIMEOUT((*checkpointer)->signedSize(), 6, 1000);
    }

    void oldBackupIsNotSigned()  // AU-04
    {
        LogFixture f;
        f.append(5);
        const QString backup = f.directory.filePath(QStringLiteral("backup.db"));
        QVERIFY(f.store->backupTo(backup));
        f.append(3);
        QVERIFY(f.sign());
        f.store.reset();
        const QString file = f.directory.filePath(QStringLiteral("authority.db"));
        QVERIFY(QFile::remove(file) && QFile::copy(backup, file));
        f.reopen();
        const auto refused = f.sign();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, base::Errc::Corrupt);
        // Grown past the old size again, it is still another log.
        f.append(10);
        QVERIFY(!f.sign());
        // Without the file outside, the database itself remembers what was signed.
        QVERIFY(QFile::remove(f.directory.filePath(QStringLiteral("audit/checkpoint"))));
        QVERIFY(f.sign());  // this backup is from before the first signature: nothing contradicts it
    }

    void missingOrForeignCheckpointFileIsRefused()
    {
        LogFixture f;
        f.append(2);
        QVERIFY(f.sign());
        const QString file = f.directory.filePath(QStringLiteral("audit/checkpoint"));
        const auto other = crypto::Ed25519PrivateKey::generate();
        QVERIFY(!Checkpointer::start(*f.store, {other, kOrigin}, [](const QString &) {}));
        QVERIFY(QFile::remove(file));
        QVERIFY(!f.sign());
    }

    void rewrittenEntriesStopTheSigningWhileRunning()
    {
        LogFixture f;
        f.append(4);
        auto checkpointer = f.sign();
        QVERIFY(checkpointer);
        QVERIFY(f.store->write([](Transaction &tx) { tx.exec("UPDATE audit_node SET hash = zeroblob(32) WHERE level = 2"); }));
        QTRY_COMPARE_WITH_TIMEOUT(f.refusals.load(), 1, 2000);
    }

    void fsckOfAnHonestLogIsClean()
    {
        LogFixture f;
        QVERIFY(auditFsck(*f.store, f.verifier)->isClean());
        f.append(1500);
        QVERIFY(f.sign());
        QVERIFY(*f.store->write([](Transaction &tx) { return eraseEntry(tx, 700); }));
        const auto report = *auditFsck(*f.store, f.verifier);
        QVERIFY2(report.isClean(), report.isClean() ? "" : qPrintable(report.findings.front().text));
        QCOMPARE(report.head, *f.store->read(logHead));
        QCOMPARE(report.erasedPayloads, 1);
        QVERIFY(report.checkpoints >= 1);
    }

    void fsckNamesTheFirstDifference_data()
    {
        QTest::addColumn<QString>("statement");
        QTest::addColumn<qint64>("seq");
        QTest::newRow("actor") << QStringLiteral("UPDATE audit_entry SET actor = 'x' WHERE seq IN (7, 9)") << qint64(7);
        QTest::newRow("payload") << QStringLiteral("UPDATE audit_entry SET payload = CAST('{}' AS BLOB) WHERE seq = 3") << qint64(3);
        QTest::newRow("leaf hash") << QStringLiteral("UPDATE audit_entry SET leaf_hash = zeroblob(32) WHERE seq = 11") << qint64(11);
        QTest::newRow("payload cut out") << QStringLiteral("UPDATE audit_entry SET payload = NULL, salt = NULL WHERE seq = 4") << qint64(4);
        QTest::newRow("payload cut out, another entry named") << QStringLiteral("UPDATE audit_entry SET payload = NULL, salt = NULL, erased_by = 9 WHERE seq = 4") << qint64(4);
        QTest::newRow("gap") << QStringLiteral("DELETE FROM audit_entry WHERE seq = 5") << qint64(5);
        QTest::newRow("node") << QStringLiteral("UPDATE audit_node SET hash = zeroblob(32) WHERE level = 2 AND idx = 1") << qint64(7);
        QTest::newRow("node gone") << QStringLiteral("DELETE FROM audit_node WHERE level = 1 AND idx = 4") << qint64(9);
        QTest::newRow("cut off") << QStringLiteral("DELETE FROM audit_entry WHERE seq >= 10") << qint64(-1);
        QTest::newRow("checkpoint") << QStringLiteral("UPDATE audit_checkpoint SET note = CAST(replace(CAST(note AS TEXT), '16', '15') AS BLOB)") << qint64(-1);
    }
    void fsckNamesTheFirstDifference()
    {
        QFETCH(QString, statement);
        QFETCH(qint64, seq);
        LogFixture f;
        f.append(16);
        QVERIFY(f.sign());
        QVERIFY(auditFsck(*f.store, f.verifier)->isClean());
        f.tamper({kDropTriggers[0], kDropTriggers[1], statement});
        const auto report = *auditFsck(*f.store, f.verifier);
        QVERIFY(!report.isClean());
        QCOMPARE(report.firstDifferingSeq.value_or(-1), seq);
    }

    // The log is read in ranges on several threads: what is found must not depend on where they meet.
    void fsckOfALongLog_data()
    {
        QTest::addColumn<QString>("statement");
        QTest::addColumn<QString>("sentence");
        const auto node = [](const QString &what) { return QStringLiteral("Node %1 is wrong.").arg(what); };
        QTest::newRow("honest") << QString() << QString();
        QTest::newRow("last entry of a range") << QStringLiteral("UPDATE audit_entry SET actor = 'x' WHERE seq = 4095") << QStringLiteral("Entry 4095 is not what was logged.");
        QTest::newRow("first entry of a range") << QStringLiteral("UPDATE audit_entry SET time = time + 1 WHERE seq = 8192") << QStringLiteral("Entry 8192 is not what was logged.");
        QTest::newRow("no text") << QStringLiteral("UPDATE audit_entry SET actor = CAST(x'ff' AS TEXT) WHERE seq = 8200") << QStringLiteral("Entry 8200 is not what was logged.");
        QTest::newRow("gap") << QStringLiteral("DELETE FROM audit_entry WHERE seq IN (5000, 9000)") << QStringLiteral("Entry 5000 is missing.");
        QTest::newRow("gap at the end of a range") << QStringLiteral("DELETE FROM audit_entry WHERE seq = 8191") << QStringLiteral("Entry 8191 is missing.");
        QTest::newRow("root of a range") << QStringLiteral("UPDATE audit_node SET hash = zeroblob(32) WHERE level = 12 AND idx = 1") << node(QStringLiteral("12/1, completed by entry 8191,"));
        QTest::newRow("node above the ranges") << QStringLiteral("UPDATE audit_node SET hash = zeroblob(32) WHERE level = 13") << node(QStringLiteral("13/0, completed by entry 8191,"));
        QTest::newRow("node above the ranges gone") << QStringLiteral("DELETE FROM audit_node WHERE level = 13") << QStringLiteral("Node 13/0, completed by entry 8191, is missing.");
        QTest::newRow("node in the last range") << QStringLiteral("UPDATE audit_node SET hash = zeroblob(32) WHERE level = 1 AND idx = 6000") << node(QStringLiteral("1/6000, completed by entry 12001,"));
        QTest::newRow("node of no entry") << QStringLiteral("INSERT INTO audit_node VALUES (1, 900000, zeroblob(32))") << QStringLiteral("There are 1 nodes that belong to no entry.");
    }
    void fsckOfALongLog()
    {
        QFETCH(QString, statement);
        QFETCH(QString, sentence);
        LogFixture f;
        for (const int more : {4000, 96, 2000, 6300}) {
            f.append(more);
            QVERIFY(f.sign());
        }
        if (!statement.isEmpty())
            f.tamper({kDropTriggers[0], kDropTriggers[1], statement});
        const auto report = *auditFsck(*f.store, f.verifier);
        QCOMPARE(report.isClean() ? QString() : report.findings.front().text, sentence);
        QCOMPARE(report.checkpoints, 4);
        if (sentence.isEmpty())
            QCOMPARE(report.head, *f.store->read(logHead));
    }

    // A signature over another past, inside a range and where two meet.
    void fsckComparesEveryCheckpoint()
    {
        for (const qint64 size : {qint64(1), qint64(4096), qint64(6000), qint64(8192)}) {
            LogFixture f;
            f.append(8200);
            QVERIFY(f.sign());
            const QByteArray note = audit::signCheckpoint({kOrigin, {size, audit::Hash(32, 'x')}}, f.key);
            QVERIFY(f.store->write([&](Transaction &tx) { tx.exec("INSERT INTO audit_checkpoint (size, note, signed_at) VALUES (?, ?, 1)", {size, note}); }));
            const auto report = *auditFsck(*f.store, f.verifier);
            QCOMPARE(report.findings.size(), size_t(1));
            QCOMPARE(report.findings.front().text, QStringLiteral("The first %1 entries are not the ones that were signed.").arg(size));
        }
    }

    void erasureKeepsTheTree()
    {
        LogFixture f;
        f.append(3);
        const auto before = *f.store->read(logHead);
        QVERIFY(*f.store->write([](Transaction &tx) { return eraseEntry(tx, 1); }));
        QVERIFY(!*f.store->write([](Transaction &tx) { return eraseEntry(tx, 1); }));
        // One entry that says so, none for the second time; what was signed goes on being true.
        QCOMPARE(f.store->read(logHead)->size, before.size + 1);
        QVERIFY(f.store->read([&](Transaction &tx) {
            QCOMPARE(audit::rootAt(before.size, nodesOf(tx)), before.root);
            const auto said = entriesFrom(tx, 3, 1).front();
            QCOMPARE(said.leaf.event, QString(audit::kErasedEvent));
            QCOMPARE(*audit::erasedRanges(*said.payload), std::vector<audit::SeqRange>({{1, 1}}));
            QCOMPARE(entriesFrom(tx, 1, 1).front().erasedBy, std::optional<qint64>(3));
            QVERIFY(!planOfEntry(tx, 3));
        }));
        const auto entries = *f.store->read([](Transaction &tx) { return entriesFrom(tx, 0, 10); });
        QVERIFY(!entryJson(entries[1]).contains(QStringLiteral("payload")));
        const QJsonObject kept = entryJson(entries[2]);
        const auto salt = crypto::fromBase64Url(kept.value(QStringLiteral("salt")).toString().toLatin1());
        QCOMPARE(audit::payloadHash(*salt, kept.value(QStringLiteral("payload")).toObject()), kept.value(QStringLiteral("payload_hash")).toString());
        QVERIFY(audit::leafFromJson(kept));
    }
};

QTEST_GUILESS_MAIN(StoreAuditTest)
#include "store_audit_test.moc"
