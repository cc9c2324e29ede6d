// What a start looks at of a log of any length, and what is looked at behind it.
#include "tests/unit/authority/store_fixture.h"

#include "app/authority/log_check.h"
#include "app/authority/store/audit_fsck.h"
#include "app/authority/store/audit_log.h"
#include "app/authority/store/checkpointer.h"
#include "app/authority/store/data_files.h"
#include "app/crypto/ed25519_key.h"

using namespace countersign;
using namespace countersign::authority;
using namespace countersign::authority::store;

namespace {

struct Fixture : StoreFixture {
    crypto::Ed25519PrivateKey key = crypto::Ed25519PrivateKey::generate();
    audit::VerifierKey verifier{QStringLiteral("x/audit"), key.publicKey()};

    void append(qint64 count)
    {
        QVERIFY(store->write([count](Transaction &tx) {
            for (qint64 i = 0; i < count; ++i)
                tx.audit(someEvent());
        }));
    }
    void change(qint64 seq, const QString &actor = QStringLiteral("usr_nobody"))
    {
        QVERIFY(store->write([&](Transaction &tx) {
            tx.exec("DROP TRIGGER IF EXISTS audit_entry_is_fixed");
            tx.exec("UPDATE audit_entry SET actor = ? WHERE seq = ?", {actor, seq});
        }));
    }
    qint64 size()
    {
        return *store->read([](Transaction &tx) { return logSize(tx); });
    }
    qint64 signedRows()
    {
        return *store->read([](Transaction &tx) { return tx.one("SELECT count(*) FROM audit_checkpoint")->integer(0); });
    }
    qint64 kept(const char *name)
    {
        return *store->read([name](Transaction &tx) {
            const auto row = tx.one("SELECT value FROM meta WHERE key = ?", {QLatin1String(name)});
            return row ? row->integer(0) : -1;
        });
    }
    // What the log says of a request; with the log's own hands, so that every hash fits.
    void tell(const QString &txn, const QString &event, const QString &adh, const QString &client = QStringLiteral("bot"))
    {
        QVERIFY(store->write([&](Transaction &tx) {
            AuditEvent entry = someEvent();
            entry.event = event;
            entry.txn = base::ApprovalId(txn);
            entry.adh = adh;
            entry.client = base::ClientId(client);
            tx.audit(entry);
        }));
    }
    QString found()
    {
        const auto report = auditFsck(*store, verifier);
        return !report ? QStringLiteral("no report") : report->isClean() ? QString() : report->findings.front().text;
    }
    [[nodiscard]] QString file() const { return directory.filePath(QStringLiteral("authority.db")); }
    QString refusal() const
    {
        const auto opened = Store::open(directory.path(), clock, {OpenMode::Serve, 4096, [](const Failure &) {}});
        return opened ? QString() : opened.error().detail;
    }
};

bool overwrite(const QString &file, qint64 at, const QByteArray &bytes)
{
    QFile f(file);
    return f.open(QIODevice::ReadWrite) && f.seek(at) && f.write(bytes) == bytes.size();
}

}  // namespace

class LogCheckTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEndOfTheLogIsCheckedBeforeAStart()
    {
        Fixture f;
        QVERIFY(checkLastEntries(*f.store) && !f.store->logCondition().isDamaged());
        for (const qint64 more : {qint64(1), qint64(99), kRangeEntries - 100, qint64(1)}) {
            f.append(more);
            QVERIFY(checkLastEntries(*f.store) && !f.store->logCondition().isDamaged());
        }
        // A full range is one too, and its last entry lies in it.
        const qint64 last = *f.store->read([](Transaction &tx) { return tx.one("SELECT max(seq) FROM audit_entry")->integer(0); });
        QCOMPARE(last, kRangeEntries);
        f.change(last);
        QVERIFY(checkLastEntries(*f.store));
        QCOMPARE(f.store->logCondition().damage(), QStringLiteral("Entry %1 is not what was logged.").arg(last));
    }

    void theLastEntryOfAFullRangeIsChecked()
    {
        Fixture f;
        f.append(kRangeEntries);
        f.change(kRangeEntries - 1);
        QVERIFY(checkLastEntries(*f.store));
        QVERIFY(f.store->logCondition().isDamaged());
    }

    // Whatever the log says of a request, it says of the action and the client that were asked about.
    void oneRequestIsOneStory_data()
    {
        QTest::addColumn<qint64>("between");
        QTest::newRow("one after the other") << qint64(0);
        QTest::newRow("another range") << kRangeEntries;
        QTest::newRow("far away") << 2 * kRangeEntries + 7;
    }
    void oneRequestIsOneStory()
    {
        QFETCH(qint64, between);
        Fixture f;
        f.tell(QStringLiteral("apr_1"), QStringLiteral("approval.asked"), QStringLiteral("v1.a"));
        f.tell(QStringLiteral("apr_2"), QStringLiteral("approval.asked"), QStringLiteral("v1.b"), QStringLiteral("other"));
        f.append(between);
        f.tell(QStringLiteral("apr_1"), QStringLiteral("approval.decided"), QStringLiteral("v1.a"));
        f.tell(QStringLiteral("apr_2"), QStringLiteral("approval.decided"), QStringLiteral("v1.b"), QStringLiteral("other"));
        f.append(between);
        f.tell(QStringLiteral("apr_1"), QStringLiteral("credential.consumed"), QStringLiteral("v1.a"));
        QCOMPARE(f.found(), QString());
        const qint64 next = f.size();
        f.tell(QStringLiteral("apr_2"), QStringLiteral("credential.consumed"), QStringLiteral("v1.c"), QStringLiteral("other"));
        QVERIFY2(f.found().contains(QStringLiteral("names another action or client")), qPrintable(f.found()));
        QVERIFY(between > 0 || f.found().contains(QStringLiteral("Entry %1 ").arg(next)));
    }
    void noOtherClientUsesARequest()
    {
        Fixture f;
        f.tell(QStringLiteral("apr_1"), QStringLiteral("approval.asked"), QStringLiteral("v1.a"));
        f.tell(QStringLiteral("apr_1"), QStringLiteral("credential.issued"), QStringLiteral("v1.a"), QStringLiteral("other"));
        QVERIFY(f.found().contains(QStringLiteral("Entry 1 names another action or client")));
    }
    void noStoryBeginsBeforeItWasAsked()
    {
        Fixture f;
        f.tell(QStringLiteral("apr_1"), QStringLiteral("credential.issued"), QStringLiteral("v1.b"));
        f.append(kRangeEntries);
        f.tell(QStringLiteral("apr_1"), QStringLiteral("approval.asked"), QStringLiteral("v1.a"));
        QVERIFY(f.found().contains(QStringLiteral("names another action or client")));
    }

    void whatIsOlderIsFoundBehindTheStart()
    {
        Fixture f;
        f.append(2 * kRangeEntries + 10);
        const std::atomic<bool> never{false};
        QVERIFY(LogCheck::run(*f.store, f.verifier, never));
        QCOMPARE(f.kept("log_checked_entries"), 2 * kRangeEntries + 10);
        QCOMPARE(f.kept("log_check_findings"), 0);
        QCOMPARE(f.kept("log_checked_at"), kStartMs / 1000);
        f.change(17);
        QVERIFY(checkLastEntries(*f.store));
        QVERIFY(LogCheck::run(*f.store, f.verifier, never));
        QVERIFY(f.kept("log_check_findings") > 0);
        // Known again at the next start, and until all of it was looked at once more.
        QCOMPARE(f.store->logCondition().damage(), QStringLiteral("Entry 17 is not what was logged."));
        f.reopen();
        QVERIFY(!f.store->logCondition().isDamaged());
        QVERIFY(checkLastEntries(*f.store));
        QCOMPARE(f.store->logCondition().damage(), QStringLiteral("Entry 17 is not what was logged."));
        f.change(17, QStringLiteral("system"));
        QVERIFY(LogCheck::run(*f.store, f.verifier, never));
        QVERIFY(!f.store->logCondition().isDamaged());
        f.reopen();
        QVERIFY(checkLastEntries(*f.store) && !f.store->logCondition().isDamaged());
    }

    // No signature under a past that does not fit together; one as soon as it does again.
    void aDamagedLogIsNotSigned()
    {
        Fixture f;
        f.append(3);
        auto signer = Checkpointer::start(*f.store, {f.key, QStringLiteral("x/audit")}, [](const QString &) {});
        QVERIFY(signer);
        QTRY_COMPARE((*signer)->signedSize(), 3);
        f.store->logCondition().findDamage(QStringLiteral("Entry 1 is not what was logged."));
        f.append(2);
        QTest::qWait(800);
        QCOMPARE((*signer)->signedSize(), 3);
        f.store->logCondition().findSound();
        f.append(1);
        QTRY_COMPARE((*signer)->signedSize(), 6);
        f.store->logCondition().findDamage(QStringLiteral("Entry 1 is not what was logged."));
        f.append(1);
        signer->reset();
        QCOMPARE(f.signedRows(), 2);
    }

    // A check that cannot run, or finds only what lies beside the log, proves no damage.
    void onlyProvenDamageCounts()
    {
        Fixture f;
        f.append(3);
        { QVERIFY(Checkpointer::start(*f.store, {f.key, QStringLiteral("x/audit")}, [](const QString &) {})); }
        const std::atomic<bool> never{false};
        QVERIFY(QFile::remove(checkpointFile(f.directory.path())));
        QVERIFY(LogCheck::run(*f.store, f.verifier, never));
        QVERIFY(f.kept("log_check_findings") > 0);
        QVERIFY(!f.store->logCondition().isDamaged());
        const std::atomic<bool> atOnce{true};
        f.change(1);
        QVERIFY(!LogCheck::run(*f.store, f.verifier, atOnce));
        QVERIFY(!f.store->logCondition().isDamaged());
    }

    void itEndsWhenTheAuthorityDoes()
    {
        Fixture f;
        f.append(kRangeEntries + 1);
        const std::atomic<bool> atOnce{true};
        const auto done = LogCheck::run(*f.store, f.verifier, atOnce);
        QVERIFY(!done);
        QCOMPARE(done.error().code, base::Errc::Cancelled);
        QCOMPARE(f.kept("log_checked_entries"), -1);
        QElapsedTimer timer;
        timer.start();
        LogCheck(*f.store, f.verifier);
        QVERIFY(timer.elapsed() < 5000);
    }

    // The pages of a large file are not all read before anybody is answered; those that decide who may do what are.
    void aLargeFileIsReadBehindTheStart()
    {
        Fixture f;
        constexpr int rows = 48;
        QVERIFY(f.store->write([](Transaction &tx) {
            for (int i = 0; i < rows; ++i)
                tx.exec("INSERT INTO event (time_ms, kind, data, audience) VALUES (1, 'audit', ?, x'00')", {QByteArray(1 << 20, 'x')});
        }));
        const qint64 clientPage = *f.store->read([](Transaction &tx) { return tx.one("SELECT rootpage FROM sqlite_schema WHERE name = 'client'")->integer(0); });
        f.store.reset();
        QVERIFY(QFileInfo(f.file()).size() > rows << 20);
        // The pointer to the next page of a long value.
        QVERIFY(overwrite(f.file(), (rows / 2 << 20) / 4096 * 4096, QByteArray(4, '\x5a')));
        f.reopen();
        const auto report = auditFsck(*f.store, f.verifier);
        QVERIFY(report);
        QVERIFY(!report->isClean());
        QVERIFY2(report->findings.front().text.startsWith(QStringLiteral("The database file is damaged")), qPrintable(report->findings.front().text));
        f.store.reset();
        QVERIFY(overwrite(f.file(), (clientPage - 1) * 4096, QByteArray(16, '\x5a')));
        QVERIFY(f.refusal().contains(QStringLiteral("damaged")) || f.refusal().contains(QStringLiteral("cannot be used")));
    }
};

QTEST_GUILESS_MAIN(LogCheckTest)
#include "log_check_test.moc"
