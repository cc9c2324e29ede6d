// What a start looks at of a log of any length, and what is looked at behind it.
#include "tests/unit/authority/store_fixture.h"

#include "app/authority/log_check.h"
#include "app/authority/store/audit_fsck.h"
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
    void change(qint64 seq)
    {
        QVERIFY(store->write([seq](Transaction &tx) {
            tx.exec("DROP TRIGGER IF EXISTS audit_entry_is_fixed");
            tx.exec("UPDATE audit_entry SET actor = 'usr_nobody' WHERE seq = ?", {seq});
        }));
    }
    qint64 kept(const char *name)
    {
        return *store->read([name](Transaction &tx) {
            const auto row = tx.one("SELECT value FROM meta WHERE key = ?", {QLatin1String(name)});
            return row ? row->integer(0) : -1;
        });
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
        QVERIFY(checkLastEntries(*f.store));
        for (const qint64 more : {qint64(1), qint64(99), kRangeEntries - 100, qint64(1)}) {
            f.append(more);
            QVERIFY(checkLastEntries(*f.store));
        }
        // A full range is one too, and its last entry lies in it.
        const qint64 last = *f.store->read([](Transaction &tx) { return tx.one("SELECT max(seq) FROM audit_entry")->integer(0); });
        QCOMPARE(last, kRangeEntries);
        f.change(last);
        const auto refused = checkLastEntries(*f.store);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, base::Errc::Corrupt);
        QVERIFY(refused.error().detail.contains(QStringLiteral("Entry %1 is not what was logged.").arg(last)));
    }

    void theLastEntryOfAFullRangeIsChecked()
    {
        Fixture f;
        f.append(kRangeEntries);
        f.change(kRangeEntries - 1);
        QVERIFY(!checkLastEntries(*f.store));
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
