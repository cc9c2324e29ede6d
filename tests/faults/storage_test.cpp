// A disk that is full, read-only or lies about having written; files others may read (ST-02, ST-03, ST-05). The small disk is a
// tmpfs and needs root; the failing fsync needs strace and ptrace. Where they are not to be had, the case is skipped and says so.
#include "tests/faults/parties.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <sys/mount.h>
#include <unistd.h>

using namespace countersign::test;

namespace {

constexpr qint64 kLeft = 400 * 1024;  // room for some commits, so that the disk becomes full in the middle of work

// A file system of its own, unmounted at the end.
class SmallDisk {
public:
    explicit SmallDisk(const char *megabytes)
    {
        const QByteArray options = QByteArray("size=") + megabytes + "m,mode=0700";
        m_mounted = m_where.isValid() && ::mount("tmpfs", m_where.path().toLocal8Bit().constData(), "tmpfs", 0, options.constData()) == 0;
    }
    ~SmallDisk()
    {
        if (m_mounted)
            ::umount2(m_where.path().toLocal8Bit().constData(), MNT_DETACH);
    }
    Q_DISABLE_COPY_MOVE(SmallDisk)

    [[nodiscard]] bool isMounted() const { return m_mounted; }
    [[nodiscard]] QString path() const { return m_where.path(); }
    [[nodiscard]] bool makeReadOnly() const { return ::mount(nullptr, path().toLocal8Bit().constData(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0; }
    void fill()
    {
        QFile ballast(path() + QStringLiteral("/ballast"));
        if (!ballast.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
            return;
        for (qsizetype piece = 64 * 1024; piece >= 1; piece /= 4) {
            while (ballast.write(QByteArray(piece, 'x')) == piece) { }
        }
        ballast.resize(ballast.size() - kLeft);
    }
    void makeRoom() const { QFile::remove(path() + QStringLiteral("/ballast")); }

private:
    QTemporaryDir m_where;
    bool m_mounted = false;
};

constexpr char kNoMount[] = "a file system of its own cannot be mounted here (needs root)";

bool lastLineExplains(const QByteArray &log)
{
    return !log.trimmed().isEmpty();
}

}  // namespace

class StorageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // ST-02: a clear answer, nothing half done, and work goes on by itself when there is room again.
    void diskFull()
    {
        SmallDisk disk("24");
        if (!disk.isMounted())
            QSKIP(kNoMount);
        Parties parties;
        QVERIFY(parties.start(disk.path()));
        const Asked waiting = parties.ask();
        const auto unused = parties.credential();
        QVERIFY(!unused.token.isEmpty());
        const HttpReply card = parties.client().approval(parties.approver, waiting.txn);

        std::vector<QByteArray> acknowledged;
        int refused = 0;
        disk.fill();
        for (int i = 0; i < 3000 && refused < 20; ++i) {
            const QJsonObject action = freshAction();
            const HttpReply reply = parties.client().ask(parties.requester, action);
            QVERIFY2(reply.status == 200 || reply.status == 503 || reply.status == 500, QByteArray::number(reply.status) + ' ' + reply.body);
            if (reply.status == 200)
                acknowledged.push_back(LoadClient::asked(reply, action).txn);
            else
                ++refused;
        }
        QVERIFY2(refused == 20, "the disk never became full");
        const HttpReply decided = parties.client().decide(parties.approver, card.json(), waiting.code, "approve");
        const HttpReply used = parties.client().consume(parties.api, unused.token, unused.asked.action);
        qInfo("full: %d asks kept, then ask 503, decide %d, consume %d", int(acknowledged.size()), decided.status, used.status);
        QVERIFY(parties.authority->isRunning());

        disk.makeRoom();
        QTRY_VERIFY_WITH_TIMEOUT(parties.works(), 20'000);
        const HttpReply later = parties.client().consume(parties.api, unused.token, unused.asked.action);
        QCOMPARE(isActive(later), !isActive(used));  // once, whichever of the two it was
        const Log log = parties.readLog();
        for (const QByteArray &txn : acknowledged)
            QVERIFY2(log.contains(txn), txn);
        const auto entries = log.value(waiting.txn);
        const auto isDecision = [](const LogEntry &entry) { return entry.event == QLatin1String("approval.decided"); };
        QCOMPARE(std::any_of(entries.begin(), entries.end(), isDecision), decided.status == 200);
        const CommandResult fsck = parties.authority->command({QStringLiteral("audit"), QStringLiteral("fsck")});
        QVERIFY2(fsck.code == 0, fsck.err);
    }

    void readOnlyDisk()
    {
        SmallDisk disk("24");
        if (!disk.isMounted())
            QSKIP(kNoMount);
        Parties parties;
        QVERIFY(parties.start(disk.path()));
        QCOMPARE(parties.authority->stop(), 0);
        QVERIFY(disk.makeReadOnly());
        // The log file of the test's own would not be writable either.
        const CommandResult served = parties.authority->command({QStringLiteral("serve"), QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--issuer-from-listen")});
        QVERIFY2(served.code > 0, served.out + served.err);
        QVERIFY(lastLineExplains(served.err));
        qInfo("%s", served.err.trimmed().constData());
    }

    void keyFilesOthersMayRead()
    {
        Parties parties;
        QVERIFY(parties.start());
        QCOMPARE(parties.authority->stop(), 0);
        const QDir keys(parties.authority->dataDirectory() + QStringLiteral("/keys"));
        const QStringList files = keys.entryList(QDir::Files);
        QVERIFY(!files.isEmpty());
        for (const QString &name : files) {
            QFile file(keys.filePath(name));
            const auto before = file.permissions();
            QVERIFY(file.setPermissions(before | QFile::ReadGroup | QFile::ReadOther));
            QVERIFY2(!parties.authority->serve(), qPrintable(name + QStringLiteral(" may be read by everybody, and it started")));
            QVERIFY(parties.authority->waitForEnd(5000));
            QVERIFY2(parties.authority->log().contains(name.toUtf8()), parties.authority->log().right(500));
            QVERIFY(file.setPermissions(before));
        }
        QVERIFY(parties.serve());
    }

    // ST-03: an fsync that fails is final. Nothing is acknowledged after it, the process ends, and what was acknowledged before
    // is there at the next start.
    void fsyncFails()
    {
        const QString strace = QStandardPaths::findExecutable(QStringLiteral("strace"));
        if (strace.isEmpty() || QProcess::execute(strace, {QStringLiteral("-o"), QStringLiteral("/dev/null"), QStringLiteral("true")}) != 0)
            QSKIP("strace is missing or may not trace here");
        Parties parties;
        parties.create();
        // -D: the program itself is the child, so that it can be stopped and its exit code be seen.
        parties.authority->wrapper = {strace, QStringLiteral("-D"), QStringLiteral("-f"), QStringLiteral("-qq"), QStringLiteral("-o"), QStringLiteral("/dev/null"),
            QStringLiteral("-e"), QStringLiteral("trace=fsync,fdatasync"), QStringLiteral("-e"), QStringLiteral("inject=fsync,fdatasync:error=EIO:when=40+")};
        QVERIFY(parties.serve());
        std::vector<QByteArray> acknowledged;
        int failed = 0;
        for (int i = 0; i < 400 && parties.authority->isRunning() && failed < 3; ++i) {
            const QJsonObject action = freshAction();
            const HttpReply reply = parties.client().ask(parties.requester, action);
            if (reply.status == 200) {
                QVERIFY2(failed == 0, "an ask was acknowledged after the disk had failed");
                acknowledged.push_back(LoadClient::asked(reply, action).txn);
            } else {
                ++failed;
            }
            (void)parties.authority->waitForEnd(reply.status == 200 ? 0 : 1000);
        }
        QVERIFY(failed > 0);
        QVERIFY(!acknowledged.empty());
        QVERIFY2(parties.authority->waitForEnd(10'000), "it went on after a failed fsync");
        QVERIFY(parties.authority->exitCode() != 0);
        qInfo("%d asks acknowledged, then exit code %d", int(acknowledged.size()), parties.authority->exitCode());

        parties.authority->wrapper.clear();
        QVERIFY(parties.serve());
        const Log log = parties.readLog();
        for (const QByteArray &txn : acknowledged)
            QVERIFY2(log.contains(txn), txn);
        const CommandResult fsck = parties.authority->command({QStringLiteral("audit"), QStringLiteral("fsck")});
        QVERIFY2(fsck.code == 0, fsck.err);
    }
};

QTEST_GUILESS_MAIN(StorageTest)
#include "storage_test.moc"
