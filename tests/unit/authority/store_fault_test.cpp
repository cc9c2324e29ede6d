// Kills, several processes, full disks, damaged and foreign files, clocks set back: what is acknowledged stays, nothing is made
// up, and what cannot be trusted is refused in one line. The test starts itself again as the process that is killed.
#include "tests/unit/authority/store_fixture.h"

#include "app/authority/store/audit_fsck.h"
#include "app/authority/store/audit_log.h"
#include "app/authority/store/clients.h"
#include "app/authority/store/connection.h"
#include "app/authority/store/data_files.h"
#include "app/authority/store/migrations.h"
#include "app/crypto/ed25519_key.h"

#include <QProcess>
#include <QStandardPaths>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <future>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>

using namespace countersign;
using namespace countersign::authority;
using namespace countersign::authority::store;

namespace {

// Child: appends until killed and prints each seq once it is acknowledged. Four threads, so that commits are gathered.
int appendForEver(const QString &directory, OpenMode mode, int limit)
{
    const base::ManualClock clock(kStartMs);  // the parent's time: a step back would be logged
    auto store = Store::open(directory, clock, {mode, 4096, {}});
    if (!store) {
        std::fprintf(stderr, "%s\n", qPrintable(store.error().detail));
        return 2;
    }
    std::mutex printing;
    std::atomic<int> failures{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; limit == 0 || i < limit; ++i) {
                const auto seq = (*store)->write([](Transaction &tx) {
                    const qint64 at = tx.audit(someEvent());
                    tx.publish({EventKind::Approval, {{QStringLiteral("seq"), at}}, {}});
                    return at;
                });
                if (!seq) {
                    ++failures;
                    continue;
                }
                const std::lock_guard lock(printing);
                std::printf("%lld\n", static_cast<long long>(*seq));
                std::fflush(stdout);
            }
        });
    }
    for (auto &thread : threads)
        thread.join();
    return failures == 0 ? 0 : 3;
}

// Child: writes until the disk (or the size limit) is full, counts, and reports what it was told.
int fillUp(const QString &directory)
{
    base::SystemClock clock;
    auto store = Store::open(directory, clock, {OpenMode::Serve, 4096, {}});
    if (!store)
        return 2;
    AuditEvent event = someEvent();
    event.payload = {{QStringLiteral("text"), QString(30'000, u'x')}};
    int acknowledged = 0;
    for (int i = 0; i < 1000; ++i) {
        std::promise<int> status;
        (*store)->submit([&](Transaction &tx) { tx.audit(event); return http::Response::empty(204); },
                         [&](const http::Response &response) { status.set_value(response.status); });
        const int got = status.get_future().get();
        if (got == 204) {
            ++acknowledged;
            continue;
        }
        const auto readable = (*store)->read(logSize);
        std::printf("%d %d %lld\n", got, acknowledged, static_cast<long long>(readable.value_or(-1)));
        return 0;
    }
    return 4;
}

struct Child : QProcess {
    Child(const QString &verb, const QString &directory)
    {
        setProcessChannelMode(QProcess::SeparateChannels);
        start(QCoreApplication::applicationFilePath(), {verb, directory});
    }
    ~Child() override
    {
        kill();
        waitForFinished();
    }
    std::vector<qint64> numbers()
    {
        std::vector<qint64> all;
        const QByteArray output = readAllStandardOutput();
        // A line that the kill cut off was not read by anybody as an answer.
        for (const QByteArray &line : output.first(output.lastIndexOf('\n') + 1).split('\n')) {
            if (!line.isEmpty())
                all.push_back(line.toLongLong());
        }
        return all;
    }
};

QString refusal(const QString &directory, OpenMode mode = OpenMode::Serve)
{
    static base::ManualClock clock(kStartMs);
    const auto opened = Store::open(directory, clock, {mode, 16, [](const Failure &) {}});
    return opened ? QString() : opened.error().detail;
}

bool overwrite(const QString &file, qint64 at, const QByteArray &bytes)
{
    QFile f(file);
    return f.open(QIODevice::ReadWrite) && f.seek(at) && f.write(bytes) == bytes.size();
}

}  // namespace

class StoreFaultTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void killedWritersLoseNothingAcknowledged()
    {
        StoreFixture f;
        f.store.reset();
        const auto key = crypto::Ed25519PrivateKey::generate();
        const audit::VerifierKey verifier(QStringLiteral("x/audit"), key.publicKey());
        std::vector<qint64> acknowledged;
        for (int round = 0; round < 12; ++round) {
            Child child(QStringLiteral("append"), f.directory.path());
            QVERIFY(child.waitForStarted());
            QVERIFY(child.waitForReadyRead(10'000));
            QTest::qSleep(5 + round * 13 % 60);
            child.kill();
            QVERIFY(child.waitForFinished());
            QCOMPARE(child.exitStatus(), QProcess::CrashExit);
            for (const qint64 seq : child.numbers())
                acknowledged.push_back(seq);
            f.reopen();
            const qint64 size = *f.store->read(logSize);
            for (const qint64 seq : acknowledged)
                QVERIFY2(seq < size, "an acknowledged entry is gone");
            QVERIFY(auditFsck(*f.store, verifier)->isClean());
            // State and log were written together: as many events as entries (AU-06).
            QCOMPARE(*f.store->lastEventId(), size);
            f.store.reset();
        }
        std::sort(acknowledged.begin(), acknowledged.end());
        QVERIFY(std::adjacent_find(acknowledged.begin(), acknowledged.end()) == acknowledged.end());
        QVERIFY(acknowledged.size() > 12);
    }

    void failedFsyncEndsTheProcess()  // ST-03
    {
        if (QStandardPaths::findExecutable(QStringLiteral("strace")).isEmpty())
            QSKIP("strace is not installed");
        StoreFixture f;
        f.store.reset();
        QProcess child;
        child.start(QStringLiteral("strace"), {QStringLiteral("-f"), QStringLiteral("-o"), QStringLiteral("/dev/null"), QStringLiteral("-e"),
                                               QStringLiteral("inject=fdatasync:error=EIO:when=25+"), QCoreApplication::applicationFilePath(),
                                               QStringLiteral("append"), f.directory.path()});
        QVERIFY(child.waitForFinished(60'000));
        const QByteArray log = child.readAllStandardError();
        if (log.contains("ptrace") || log.contains("PTRACE"))
            QSKIP("this process may not be traced");
        QCOMPARE(child.exitStatus(), QProcess::NormalExit);
        QCOMPARE(child.exitCode(), 70);
        QVERIFY(log.contains("store.fatal"));
        const auto lines = child.readAllStandardOutput().trimmed().split('\n');
        QVERIFY(lines.size() > 5);
        f.reopen();
        const qint64 size = *f.store->read(logSize);
        for (const QByteArray &line : lines)
            QVERIFY(line.toLongLong() < size);
        const auto key = crypto::Ed25519PrivateKey::generate();
        QVERIFY(auditFsck(*f.store, {QStringLiteral("x/audit"), key.publicKey()})->isClean());
    }

    void severalProcessesAppendOneLog()
    {
        StoreFixture f;
        std::vector<std::unique_ptr<Child>> children;
        for (int i = 0; i < 3; ++i)
            children.push_back(std::make_unique<Child>(QStringLiteral("append-some"), f.directory.path()));
        int mine = 0;
        for (; mine < 40; ++mine)
            QVERIFY(f.store->write([](Transaction &tx) { tx.audit(someEvent()); tx.publish({EventKind::Client, {}, {}}); }));
        std::vector<qint64> seqs;
        for (auto &child : children) {
            QVERIFY(child->waitForFinished(60'000));
            QCOMPARE(child->exitCode(), 0);
            for (const qint64 seq : child->numbers())
                seqs.push_back(seq);
        }
        std::sort(seqs.begin(), seqs.end());
        QCOMPARE(seqs.size(), 3U * 4U * 10U);
        QVERIFY(std::adjacent_find(seqs.begin(), seqs.end()) == seqs.end());
        QCOMPARE(*f.store->read(logSize), 120 + mine);
        QCOMPARE(*f.store->lastEventId(), 120 + mine);
        const auto key = crypto::Ed25519PrivateKey::generate();
        QVERIFY(auditFsck(*f.store, {QStringLiteral("x/audit"), key.publicKey()})->isClean());
    }

    void oneServeForOneDirectory()
    {
        StoreFixture f;
        QVERIFY(refusal(f.directory.path()).contains(QStringLiteral("in use")));
        QCOMPARE(refusal(f.directory.path(), OpenMode::Tool), QString());
        f.store.reset();
        QCOMPARE(refusal(f.directory.path()), QString());
    }

    void whatIsNotOursIsRefusedAndLeftAlone()  // ST-05, ST-06
    {
        StoreFixture f;
        f.store.reset();
        const QString file = f.directory.filePath(QStringLiteral("authority.db"));
        QVERIFY(!Store::create(f.directory.path(), f.clock));
        QFile good(file);
        QVERIFY(good.open(QIODevice::ReadOnly));
        const QByteArray content = good.readAll();

        QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
        QVERIFY(refusal(f.directory.path()).contains(QStringLiteral("0600")));
        QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner));
        const auto with = [&](const QByteArray &bytes) {
            QFile target(file);
            const bool written = target.open(QIODevice::WriteOnly | QIODevice::Truncate) && target.write(bytes) == bytes.size();
            target.close();
            const QString text = written ? refusal(f.directory.path()) : QStringLiteral("(not written)");
            if (!target.open(QIODevice::ReadOnly) || target.readAll() != bytes)
                return QStringLiteral("(the file was changed)");
            return text;
        };
        QVERIFY(with({}).contains(QStringLiteral("is empty")));
        QVERIFY(with("not a database, only some text").contains(QStringLiteral("not a database")));
        QVERIFY(with(content.first(100)).contains(QStringLiteral("database")));
        QByteArray foreign = content;
        foreign.replace(68, 4, QByteArray(4, '\0'));  // application_id
        QVERIFY(with(foreign).contains(QStringLiteral("another program")));
        QByteArray newer = content;
        newer.replace(60, 4, QByteArray::fromHex("000003e7"));  // user_version 999
        QVERIFY(with(newer).contains(QStringLiteral("newer")));
        QByteArray torn = content;
        for (qsizetype page = 4096; page < torn.size(); page += 4096)
            torn.replace(page, 16, QByteArray(16, '\x5a'));
        QVERIFY(!with(torn).isEmpty());
        QVERIFY(QFile::remove(file));
        QVERIFY(refusal(f.directory.path()).contains(QStringLiteral("missing")));
        QVERIFY(!QFile::exists(file));
        QVERIFY(QFile::link(QStringLiteral("/etc/passwd"), file));
        QVERIFY(refusal(f.directory.path()).contains(QStringLiteral("symbolic link")));
    }

    void damageWhileRunningIsFatal()
    {
        StoreFixture f;
        for (int i = 0; i < 50; ++i)
            QVERIFY(f.store->write([](Transaction &tx) { tx.audit(someEvent()); }));
        f.reopen();  // the log is folded into the database file
        const QString file = f.directory.filePath(QStringLiteral("authority.db"));
        for (qint64 page = 4096; page < QFile(file).size(); page += 4096)
            QVERIFY(overwrite(file, page, QByteArray(64, '\x5a')));
        const auto refused = f.store->write([](Transaction &tx) { tx.audit(someEvent()); });
        QVERIFY(!refused);
        QVERIFY(!f.fatal.empty());
    }

    void fullDiskRefusesAndRecovers()  // ST-02, AU-08
    {
        QTemporaryDir mountPoint;
        const QByteArray path = mountPoint.path().toLocal8Bit();
        if (::mount("tmpfs", path.constData(), "tmpfs", 0, "size=1536k,mode=0700") != 0)
            QSKIP("a small tmpfs cannot be mounted here");
        const struct Unmount {
            QByteArray path;
            ~Unmount() { ::umount2(path.constData(), MNT_DETACH); }
        } unmount{path};
        base::SystemClock clock;
        QVERIFY(Store::create(mountPoint.path(), clock));
        {
            Child child(QStringLiteral("fill"), mountPoint.path());
            QVERIFY(child.waitForFinished(60'000));
            QCOMPARE(child.exitCode(), 0);
            const auto words = child.readAllStandardOutput().trimmed().split(' ');
            QCOMPARE(words.size(), 3);
            QCOMPARE(words[0], QByteArray("503"));
            QVERIFY(words[1].toInt() > 3);
            QCOMPARE(words[2], words[1]);  // reads go on, and see what was acknowledged and no more
        }
        // Space returns: it goes on with the same log.
        QVERIFY(::mount(nullptr, path.constData(), nullptr, MS_REMOUNT, "size=8m") == 0);
        auto store = *Store::open(mountPoint.path(), clock, {OpenMode::Serve, 16, {}});
        const qint64 before = *store->read(logSize);
        QCOMPARE(*store->write([](Transaction &tx) { return tx.audit(someEvent()); }), before);
        const auto key = crypto::Ed25519PrivateKey::generate();
        QVERIFY(auditFsck(*store, {QStringLiteral("x/audit"), key.publicKey()})->isClean());
    }

    void crashInTheMiddleOfAMigration()  // ST-07
    {
        StoreFixture f;
        f.store.reset();
        const QString file = f.directory.filePath(QStringLiteral("authority.db"));
        auto connection = *Connection::open(file, Connection::Access::ReadWrite);
        auto migrations = builtInMigrations();
        const int next = newestVersion(migrations) + 1;
        migrations.push_back({next, QStringLiteral("next.sql"), "CREATE TABLE one (a INTEGER) STRICT;\nCREATE TABLE one (a INTEGER) STRICT;\n"});
        QVERIFY(!migrate(*connection, migrations));
        QCOMPARE(connection->value("PRAGMA user_version").toInt(), next - 1);
        QCOMPARE(connection->value("SELECT count(*) FROM sqlite_schema WHERE name = 'one'").toInt(), 0);
        migrations.back().sql = "-- a comment;\nCREATE TABLE one (a INTEGER) STRICT;\nCREATE TRIGGER t AFTER INSERT ON one\nBEGIN\n"
                                "    DELETE FROM one;\n    SELECT 1;\nEND;\nCREATE TABLE two (a TEXT DEFAULT ';') STRICT;\n";
        QVERIFY(migrate(*connection, migrations));
        QCOMPARE(connection->value("PRAGMA user_version").toInt(), next);
        QCOMPARE(connection->value("SELECT count(*) FROM sqlite_schema WHERE name IN ('one', 't', 'two')").toInt(), 3);
        connection.reset();
        // This program knows one version less now.
        QVERIFY(refusal(f.directory.path()).contains(QStringLiteral("newer")));
    }

    void expiredStaysExpired()  // SU-12
    {
        StoreFixture f;
        Client client;
        client.id = base::ClientId(QStringLiteral("temp"));
        client.authMethod = QStringLiteral("none");
        client.isTemporary = true;
        client.expiresAt = kStartMs / 1000 + 60;
        Client later = client;
        later.id = base::ClientId(QStringLiteral("later"));
        later.expiresAt = kStartMs / 1000 + 100'000;
        QVERIFY(*f.store->write([&](Transaction &tx) { return insertClient(tx, client) && insertClient(tx, later); }));
        const auto alive = [&](const base::ClientId &id) {
            return *f.store->write([&](Transaction &tx) { return findClient(tx, id)->alive(tx.now()); });
        };
        QVERIFY(alive(client.id));
        f.clock.advanceMs(120'000);
        QVERIFY(!alive(client.id));
        // Small steps are waited out.
        f.clock.stepMs(-5'000);
        QCOMPARE(f.store->clock().nowMs(), kStartMs + 120'000);
        f.clock.stepMs(5'000);
        // An hour back while the authority is down (only the mark on disk knows), and again while it runs.
        f.store.reset();
        f.clock.stepMs(-3'600'000);
        f.reopen();
        QVERIFY(!alive(client.id));
        QTRY_VERIFY_WITH_TIMEOUT(f.store->clock().nowMs() < kStartMs, 3000);
        QVERIFY(!alive(client.id));
        QVERIFY(alive(later.id));
        f.clock.advanceMs(3'590'000);
        QVERIFY(!alive(client.id));
        f.clock.stepMs(-3'000'000);
        QTRY_VERIFY_WITH_TIMEOUT(f.store->clock().nowMs() < kStartMs, 3000);
        QVERIFY(!alive(client.id));
        const qint64 logged = *f.store->read([](Transaction &tx) { return tx.one("SELECT count(*) FROM audit_entry WHERE event = 'clock.stepped_back'")->integer(0); });
        QCOMPARE(logged, 2);
    }

    void stoppedBetweenCheckAndCommit()  // SU-21
    {
        StoreFixture f;
        const auto late = f.store->write([&](Transaction &tx) { f.clock.advanceMs(60'000); tx.audit(someEvent()); });
        QVERIFY(!late);
        QCOMPARE(late.error().code, base::Errc::Unavailable);
        QCOMPARE(*f.store->read(logSize), 0);
        QVERIFY(f.store->write([](Transaction &tx) { tx.audit(someEvent()); }));
    }

    void backupIsConsistentUnderLoad()
    {
        StoreFixture f;
        std::atomic<bool> stop{false};
        std::thread load([&] {
            while (!stop)
                f.store->submit([](Transaction &tx) { tx.audit(someEvent()); tx.publish({EventKind::Client, {}, {}}); return http::Response::empty(); },
                                [](const http::Response &) {});
        });
        QTest::qSleep(50);
        const QString target = f.directory.filePath(QStringLiteral("copy.db"));
        const auto done = f.store->backupTo(target);
        stop = true;
        load.join();
        QVERIFY(done);
        QVERIFY(!f.store->backupTo(target));
        struct stat info{};
        QCOMPARE(::stat(qPrintable(target), &info), 0);
        QCOMPARE(info.st_mode & 0777, 0600U);
        QTemporaryDir restored;
        QVERIFY(QFile::copy(target, restored.filePath(QStringLiteral("authority.db"))));
        auto copy = *Store::open(restored.path(), f.clock, {OpenMode::Serve, 16, {}});
        QCOMPARE(*copy->lastEventId(), *copy->read(logSize));
        const auto key = crypto::Ed25519PrivateKey::generate();
        QVERIFY(auditFsck(*copy, {QStringLiteral("x/audit"), key.publicKey()})->isClean());
    }

    void codesOfSqlite()
    {
        QCOMPARE(failureKind(5), FailureKind::Busy);
        QCOMPARE(failureKind(13), FailureKind::Full);
        QCOMPARE(failureKind(1032), FailureKind::ReadOnly);   // READONLY_DBMOVED
        QCOMPARE(failureKind(1034), FailureKind::Fatal);      // IOERR_FSYNC
        QCOMPARE(failureKind(1290), FailureKind::Fatal);      // IOERR_DIR_FSYNC
        QCOMPARE(failureKind(778), FailureKind::Fatal);       // IOERR_WRITE
        QCOMPARE(failureKind(4874), FailureKind::Full);       // IOERR_SHMSIZE
        QCOMPARE(failureKind(11), FailureKind::Fatal);
        QCOMPARE(failureKind(26), FailureKind::Fatal);
        QCOMPARE(failureKind(2067), FailureKind::Constraint); // CONSTRAINT_UNIQUE
        QCOMPARE(failureKind(1), FailureKind::Other);
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() == 3 && arguments[1] == QStringLiteral("append"))
        return appendForEver(arguments[2], OpenMode::Serve, 0);
    if (arguments.size() == 3 && arguments[1] == QStringLiteral("append-some"))
        return appendForEver(arguments[2], OpenMode::Tool, 10);
    if (arguments.size() == 3 && arguments[1] == QStringLiteral("fill"))
        return fillUp(arguments[2]);
    StoreFaultTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "store_fault_test.moc"
