// A paused process, a clock that steps back, an end under load, a crowd of idle and slow peers.
#include "tests/faults/parties.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <thread>

using namespace countersign::test;

namespace {

constexpr int kIdle = 1000;

void allowManySockets()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

qint64 residentKilobytes(qint64 pid)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(pid));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf("VmRSS:");
    return text.mid(at + 6, text.indexOf('k', at) - at - 6).trimmed().toLongLong();
}

QString faketimeLibrary()
{
    for (const char *path : {"/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"}) {
        if (QFile::exists(QLatin1String(path)))
            return QLatin1String(path);
    }
    return {};
}

}  // namespace

class ConditionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // SU-21: paused past the credential's life while a consume waits at the door; expiry is judged inside the commit.
    void pausedPastTheLifetime()
    {
        Parties parties;
        QVERIFY(parties.start());
        const auto credential = parties.credential("orders.brief");
        QVERIFY(!credential.token.isEmpty());
        LoadClient client = parties.client();
        QVERIFY(client.connection().open());
        QVERIFY(parties.authority->pause());
        HttpReply reply;
        qint64 answered = 0;
        std::thread waiting([&] {
            reply = client.consume(parties.api, credential.token, credential.asked.action);
            answered = monotonicNs();
        });
        QTest::qSleep(3500);
        const qint64 continued = monotonicNs();
        parties.authority->signal(SIGCONT);
        waiting.join();
        QVERIFY2(answered > continued, "it answered before it was to go on");
        QCOMPARE(reply.status, 200);
        QCOMPARE(isActive(reply), false);
        QCOMPARE(reply.text(QLatin1String("reason")), QByteArray("expired"));
        QVERIFY(parties.works());
    }

    // SU-12: expired stays expired when the clock steps back, also over a restart.
    void clockStepsBack()
    {
        const QString library = faketimeLibrary();
        if (library.isEmpty())
            QSKIP("libfaketime is not installed (package faketime)");
        Parties parties;
        parties.create();
        QFile offset(parties.authority->root() + QStringLiteral("/offset"));
        const auto step = [&offset](const QByteArray &by) {
            QVERIFY(offset.open(QIODevice::WriteOnly | QIODevice::Truncate));
            offset.write(by + '\n');
            offset.close();
        };
        step("+0");
        parties.authority->environment = {QStringLiteral("LD_PRELOAD=") + library, QStringLiteral("FAKETIME_TIMESTAMP_FILE=") + offset.fileName(),
                                          QStringLiteral("FAKETIME_NO_CACHE=1"), QStringLiteral("FAKETIME_DONT_FAKE_MONOTONIC=1")};
        QVERIFY(parties.serve());
        const auto credential = parties.credential("orders.brief");
        const auto untouched = parties.credential("orders.brief");
        QVERIFY(!credential.token.isEmpty() && !untouched.token.isEmpty());
        QTest::qSleep(3500);
        const auto reasonNow = [&](const Parties::Credential &c) { return parties.client().consume(parties.api, c.token, c.asked.action).text(QLatin1String("reason")); };
        QCOMPARE(reasonNow(credential), QByteArray("expired"));
        step("-3600");
        QTest::qSleep(1500);
        QCOMPARE(reasonNow(credential), QByteArray("expired"));
        QCOMPARE(reasonNow(untouched), QByteArray("expired"));
        parties.authority->kill();
        QVERIFY(parties.authority->serve());
        QCOMPARE(reasonNow(credential), QByteArray("expired"));
        QCOMPARE(reasonNow(untouched), QByteArray("expired"));
        QCOMPARE(parties.authority->command({QStringLiteral("audit"), QStringLiteral("fsck")}).code, 0);
    }

    // ST-16: what was begun is done or cleanly failed; the end comes within five seconds and is an orderly one.
    void endsUnderLoad()
    {
        Parties parties;
        QVERIFY(parties.start());
        std::atomic<bool> ending{false};
        std::atomic<int> whole{0};
        std::vector<QByteArray> acknowledged[8];
        std::vector<std::thread> workers;
        for (auto &own : acknowledged) {
            workers.emplace_back([&] {
                LoadClient client = parties.client();
                while (!ending) {
                    const QJsonObject action = freshAction();
                    const HttpReply reply = client.ask(parties.requester, action);
                    whole += reply.status != 0 ? 1 : 0;
                    if (reply.status == 200)
                        own.push_back(LoadClient::asked(reply, action).txn);
                    else
                        std::this_thread::sleep_for(std::chrono::milliseconds(5));
                }
            });
        }
        QTRY_VERIFY_WITH_TIMEOUT(whole > 50, 20'000);
        QElapsedTimer took;
        took.start();
        const int code = parties.authority->stop();
        const qint64 ms = took.elapsed();
        ending = true;
        for (std::thread &worker : workers)
            worker.join();
        QCOMPARE(code, 0);
        QVERIFY2(ms < 5500, QByteArray::number(ms));
        QVERIFY(parties.serve());
        const Log log = parties.readLog();
        for (const auto &own : acknowledged) {
            for (const QByteArray &txn : own)
                QVERIFY2(log.contains(txn), txn);
        }
    }

    void thousandIdleConnections()
    {
        allowManySockets();
        Parties parties;
        QVERIFY(parties.start());
        std::vector<HttpConnection> idle;
        for (int i = 0; i < kIdle; ++i) {
            idle.emplace_back(parties.authority->port());
            QVERIFY2(idle.back().open(), QByteArray::number(i));
            if (i % 2 == 0)
                QVERIFY(idle.back().writeAll("POST /token HTTP/1.1\r\nHost: 127.0.0.1\r\n"));  // and never goes on
        }
        QElapsedTimer took;
        took.start();
        QVERIFY(parties.works());
        qInfo("a whole approval beside %d idle connections: %lld ms; %lld kB resident", kIdle, took.elapsed(), residentKilobytes(parties.authority->pid()));
        QVERIFY(took.elapsed() < 10'000);
    }

    // Peers that ask for much and read nothing: the others are served, memory stays bounded.
    void slowReaders()
    {
        Parties parties;
        QVERIFY(parties.start());
        for (int i = 0; i < 60; ++i)
            QVERIFY(!parties.ask().txn.isEmpty());
        QVERIFY(parties.works());
        const qint64 before = residentKilobytes(parties.authority->pid());
        std::vector<HttpConnection> slow;
        for (int i = 0; i < 100; ++i) {
            slow.emplace_back(parties.authority->port());
            QVERIFY(slow.back().open());
            for (int pipelined = 0; pipelined < 4; ++pipelined) {
                const QByteArray target = "/audit/entries?from=0&limit=500";
                QVERIFY(slow.back().writeAll(HttpConnection::bytesOf({"GET", target, LoadClient::proven(parties.approver, "GET", target), {}})));
            }
        }
        QElapsedTimer took;
        took.start();
        QVERIFY(parties.works());
        const qint64 after = residentKilobytes(parties.authority->pid());
        qInfo("a whole approval beside 100 slow readers: %lld ms; memory %lld -> %lld kB", took.elapsed(), before, after);
        QVERIFY(took.elapsed() < 15'000);
        QVERIFY(after - before < 200'000);
    }
};

QTEST_GUILESS_MAIN(ConditionsTest)
#include "conditions_test.moc"
