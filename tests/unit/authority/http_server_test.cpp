#include "app/authority/http/server.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <thread>

using namespace countersign;
using namespace countersign::authority::http;
using namespace std::chrono_literals;

namespace {

// Reads until the peer closes or `enough` holds.
template <class Enough>
QByteArray readUntil(QTcpSocket &socket, Enough enough, int limitMs = 4000)
{
    QByteArray bytes = socket.readAll();
    QElapsedTimer timer;
    timer.start();
    while (!enough(bytes) && timer.elapsed() < limitMs) {
        if (socket.state() != QAbstractSocket::ConnectedState && socket.bytesAvailable() == 0)
            break;
        socket.waitForReadyRead(20);
        bytes += socket.readAll();
    }
    return bytes;
}

QByteArray readToEnd(QTcpSocket &socket, int limitMs = 4000)
{
    return readUntil(socket, [](const QByteArray &) { return false; }, limitMs);
}

// One answer with a Content-Length.
QByteArray readAnswer(QTcpSocket &socket)
{
    return readUntil(socket, [](const QByteArray &bytes) {
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        const qsizetype at = bytes.indexOf("Content-Length: ");
        if (end < 0 || at < 0)
            return false;
        return bytes.size() >= end + 4 + bytes.mid(at + 16, bytes.indexOf('\r', at) - at - 16).toLongLong();
    });
}

bool closedWithin(QTcpSocket &socket, int limitMs)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < limitMs) {
        socket.waitForReadyRead(20);
        socket.readAll();
        if (socket.state() != QAbstractSocket::ConnectedState)
            return true;
    }
    return false;
}

} // namespace

class HttpServerTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    const QString m_key = m_folder.filePath(QStringLiteral("key.pem"));
    const QString m_certificate = m_folder.filePath(QStringLiteral("cert.pem"));
    Router m_router;
    std::unique_ptr<Server> m_server;
    std::mutex m_mutex;
    std::shared_ptr<StreamWriter> m_stream;
    std::optional<Request> m_lastRequest;
    std::vector<Reply> m_held;
    std::atomic<int> m_works = 0;

    bool makeCertificate() const
    {
        // Not QProcess: ThreadSanitizer lets no thread start after a fork.
        const QByteArray command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost -days 2 -keyout '"
            + QFile::encodeName(m_key) + "' -out '" + QFile::encodeName(m_certificate) + "' 2>/dev/null";
        return std::system(command.constData()) == 0;
    }

    static ServerOptions quick()
    {
        ServerOptions options;
        options.threads = 2;
        options.readTimeout = 400ms;
        options.idleTimeout = 1200ms;
        options.writeTimeout = 600ms;
        options.stopTimeout = 1500ms;
        return options;
    }

    void serve(ServerOptions options = quick())
    {
        auto inner = routed(m_router, [this](Work work, std::function<void(Response)> done) {
            Q_UNUSED(work)
            ++m_works;
            std::thread([done] {
                std::this_thread::sleep_for(30ms);
                done(Response::text(200, "committed"));
            }).detach();
        });
        m_server = std::make_unique<Server>(options, [this, inner](Request request, Reply reply) {
            {
                const std::scoped_lock lock(m_mutex);
                m_lastRequest = request;
                if (request.path == "/held") {
                    m_held.push_back(reply);
                    return;
                }
            }
            if (request.path == "/dropped")
                return;
            inner(std::move(request), reply);
        });
        const auto started = m_server->start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
    }

    void connectTo(QTcpSocket &socket) const
    {
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_server->port());
        QVERIFY(socket.waitForConnected(2000));
    }

    QByteArray ask(const QByteArray &bytes) const
    {
        QTcpSocket socket;
        connectTo(socket);
        socket.write(bytes);
        return readAnswer(socket);
    }

    static QByteArray get(const QByteArray &target) { return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n"; }

    // The one reply /held kept; the test owns it from now on.
    std::optional<Reply> takeHeld()
    {
        for (int i = 0; i < 200; ++i) {
            {
                const std::scoped_lock lock(m_mutex);
                if (!m_held.empty()) {
                    const Reply reply = m_held.front();
                    m_held.clear();
                    return reply;
                }
            }
            QTest::qWait(10);
        }
        return std::nullopt;
    }

    std::optional<Request> lastRequest()
    {
        const std::scoped_lock lock(m_mutex);
        return m_lastRequest;
    }

    std::shared_ptr<StreamWriter> waitForStream()
    {
        for (int i = 0; i < 200; ++i) {
            {
                const std::scoped_lock lock(m_mutex);
                if (m_stream)
                    return m_stream;
            }
            QTest::qWait(10);
        }
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(makeCertificate());
        m_router.add("GET", "/hello", BodyKind::None, [](const Request &) -> Outcome { return Response::text(200, "hello"); });
        m_router.add("POST", "/form", BodyKind::Form, [](const Request &request) -> Outcome { return Response::text(200, request.body); });
        m_router.add("GET", "/work", BodyKind::None,
                     [](const Request &) -> Outcome { return Work([](authority::store::Transaction &) { return Response(); }); });
        m_router.add("GET", "/throws", BodyKind::None, [](const Request &) -> Outcome { throw std::runtime_error("secret detail"); });
        m_router.add("GET", "/empty", BodyKind::None, [](const Request &) -> Outcome { return Response::empty(); });
        m_router.add("GET", "/events", BodyKind::None, [this](const Request &) -> Outcome {
            return EventStream{[this](std::shared_ptr<StreamWriter> writer) {
                writer->write(": hello\n\n");
                const std::scoped_lock lock(m_mutex);
                m_stream = std::move(writer);
            }};
        });
    }

    void cleanup()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_stream.reset();
            m_held.clear();
        }
        m_server.reset();
        m_lastRequest.reset();
    }

    void answers()
    {
        serve();
        const QByteArray answer = ask(get("/hello?x=%20y"));
        QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(answer.endsWith("\r\n\r\nhello"));
        QVERIFY(answer.contains("\r\nCache-Control: no-store\r\n"));
        QCOMPARE(lastRequest()->peerAddress, "127.0.0.1");
        QCOMPARE(lastRequest()->query, "x=%20y");
        QCOMPARE(lastRequest()->target, "/hello?x=%20y");
        QVERIFY(lastRequest()->receivedAtMs > 1'700'000'000'000);
    }

    void keepsRepeatedHeadersApart()
    {
        serve();
        ask("GET /hello HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 9.9.9.9\r\nx-a: 1\r\nX-A: 2\r\n\r\n");
        QCOMPARE(lastRequest()->headerAll("x-a"), (QList<QByteArray>{"1", "2"}));
        QCOMPARE(lastRequest()->peerAddress, "127.0.0.1");
    }

    void keepsConnectionsAlive()
    {
        serve();
        QTcpSocket socket;
        connectTo(socket);
        for (int i = 0; i < 3; ++i) {
            socket.write(get("/hello"));
            QVERIFY(readAnswer(socket).endsWith("hello"));
        }
        socket.write(get("/hello") + get("/empty") + get("/hello")); // pipelined
        const QByteArray all = readUntil(socket, [](const QByteArray &bytes) { return bytes.count("hello") == 2; });
        QVERIFY2(all.count("HTTP/1.1 200") == 2, all.constData());
        QCOMPARE(all.count("HTTP/1.1 204"), 1);
        QCOMPARE(all.count("Content-Length"), 2);
    }

    void closesAfterHttp10()
    {
        serve();
        QTcpSocket socket;
        connectTo(socket);
        socket.write("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        const QByteArray answer = readToEnd(socket, 1000);
        QVERIFY(answer.contains("\r\nConnection: close\r\n"));
        QVERIFY(answer.endsWith("hello"));
        QVERIFY(closedWithin(socket, 300));
    }

    void runsWorkElsewhere()
    {
        serve();
        m_works = 0;
        QVERIFY(ask(get("/work")).endsWith("committed"));
        QCOMPARE(m_works.load(), 1);
    }

    void tellsNothingAboutExceptions()
    {
        serve();
        const QByteArray answer = ask(get("/throws"));
        QVERIFY(answer.startsWith("HTTP/1.1 500 "));
        QVERIFY(!answer.contains("secret"));
    }

    void answersForAHandlerThatForgot()
    {
        serve();
        QVERIFY(ask(get("/dropped")).startsWith("HTTP/1.1 500 "));
    }

    void dropsASecondAnswer()
    {
        serve();
        QTcpSocket socket;
        connectTo(socket);
        socket.write(get("/held"));
        std::optional<Reply> reply = takeHeld();
        QVERIFY(reply);
        reply->send(Response::text(200, "first"));
        reply->send(Response::text(200, "second"));
        QVERIFY(readAnswer(socket).endsWith("first"));
        socket.write(get("/hello"));
        QVERIFY(readAnswer(socket).endsWith("hello"));
    }

    void answersOverItsLimits()
    {
        serve();
        QVERIFY(ask(get("/hello?" + QByteArray(9000, 'x'))).startsWith("HTTP/1.1 414 "));
        QVERIFY(ask("GET /hello HTTP/1.1\r\nHost: a\r\nX-A: " + QByteArray(9000, 'x') + "\r\n\r\n").startsWith("HTTP/1.1 431 "));
        QByteArray many = "GET /hello HTTP/1.1\r\nHost: a\r\n";
        for (int i = 0; i < 64; ++i)
            many += "X-A: b\r\n";
        QVERIFY(ask(many + "\r\n").startsWith("HTTP/1.1 431 "));
        const QByteArray body(100'000, 'x');
        const QByteArray head = "POST /form HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        QVERIFY(ask(head + "Content-Length: 100000\r\n\r\n" + body).startsWith("HTTP/1.1 413 "));
        QVERIFY(ask(head + "Transfer-Encoding: chunked\r\n\r\n186a0\r\n" + body + "\r\n0\r\n\r\n").startsWith("HTTP/1.1 413 "));
        QVERIFY(ask(head + "Content-Length: 65536\r\n\r\n" + body.left(65536)).startsWith("HTTP/1.1 200 "));
        // Far over them, and still read to the end for the sake of an answer.
        QVERIFY(ask(head + "Content-Length: 3000000\r\n\r\n" + QByteArray(3'000'000, 'x')).startsWith("HTTP/1.1 413 "));
        QVERIFY(ask(head + "Transfer-Encoding: chunked\r\n\r\n2dc6c0\r\n" + QByteArray(3'000'000, 'x') + "\r\n0\r\n\r\n").startsWith("HTTP/1.1 413 "));
        QVERIFY(ask(head + "Content-Length: 99999999999\r\n\r\n").startsWith("HTTP/1.1 413 "));
        QVERIFY(ask("GET /hello HTTP/1.1\r\nHost: a\r\nX-A: " + QByteArray(100'000, 'x') + "\r\n\r\n").startsWith("HTTP/1.1 431 "));
        QVERIFY(ask("GET /hello HTTP/1.1\r\nHost: a\r\n" + QByteArray(100'000, 'x') + ": a\r\n\r\n").startsWith("HTTP/1.1 431 "));
        QVERIFY(ask(get("/hello?" + QByteArray(100'000, 'x'))).startsWith("HTTP/1.1 414 "));
        for (int i = 64; i < 300; ++i)
            many += "X-A: b\r\n";
        QVERIFY(ask(many + "\r\n").startsWith("HTTP/1.1 431 "));
    }

    void answersWhatCannotBeParsed()
    {
        serve();
        QVERIFY(ask("BREW /hello HTTP/1.1\r\nHost: a\r\n\r\n").startsWith("HTTP/1.1 501 "));
        QVERIFY(ask("GET /hello HTTP/2.0\r\nHost: a\r\n\r\n").startsWith("HTTP/1.1 505 "));
        const QByteArray answer = ask("GET /he\x01llo HTTP/1.1\r\nHost: a\r\n\r\n");
        QVERIFY2(answer.startsWith("HTTP/1.1 400 "), answer.constData());
        QVERIFY(answer.contains("\r\nConnection: close\r\n") && answer.contains("\r\nCache-Control: no-store\r\n"));
        QVERIFY(answer.endsWith("}") && answer.contains("\"error\":\"invalid_request\""));
        QVERIFY(!lastRequest());
        QVERIFY(ask("PROPFIND /hello HTTP/1.1\r\nHost: a\r\n\r\n").startsWith("HTTP/1.1 405 "));
    }

    void tellsWhoWaitsToGoOn()
    {
        serve();
        const QByteArray head = "POST /form HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nExpect: 100-Continue\r\n";
        QTcpSocket socket;
        connectTo(socket);
        for (int i = 0; i < 2; ++i) {
            socket.write(head + "Content-Length: 3\r\n\r\n");
            const QByteArray told = readUntil(socket, [](const QByteArray &b) { return b.endsWith("\r\n\r\n"); });
            QCOMPARE(told, QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
            socket.write("a=b");
            QVERIFY(readAnswer(socket).startsWith("HTTP/1.1 200 "));
        }
        // Who sends it without waiting is not told, and what is too long need not be sent.
        QVERIFY(ask(head + "Content-Length: 3\r\n\r\na=b").startsWith("HTTP/1.1 200 "));
        QVERIFY(ask(head + "Content-Length: 65537\r\n\r\n").startsWith("HTTP/1.1 413 "));
        QVERIFY(ask("GET /hello HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n").startsWith("HTTP/1.1 417 "));
    }

    void takesTargetsInAbsoluteForm()
    {
        serve();
        QVERIFY(ask("GET http://somewhere.example:81/hello HTTP/1.1\r\nHost: a\r\n\r\n").endsWith("hello"));
        QVERIFY(ask("GET HTTPS://somewhere.example/hello?a=b HTTP/1.1\r\nHost: a\r\n\r\n").endsWith("hello"));
        QVERIFY(ask("GET http://somewhere.example HTTP/1.1\r\nHost: a\r\n\r\n").startsWith("HTTP/1.1 404 "));
        QVERIFY(ask("GET ftp://somewhere.example/hello HTTP/1.1\r\nHost: a\r\n\r\n").startsWith("HTTP/1.1 404 "));
    }

    void cutsOffWhatIsFarOverThem_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("header") << "GET /hello HTTP/1.1\r\nHost: a\r\nX-A: " + QByteArray(2'000'000, 'x');
        QTest::newRow("target") << "GET /" + QByteArray(2'000'000, 'x');
        QByteArray many = "GET /hello HTTP/1.1\r\n";
        for (int i = 0; i < 5000; ++i)
            many += "X-A: b\r\n";
        QTest::newRow("headers") << many;
    }

    void cutsOffWhatIsFarOverThem()
    {
        QFETCH(QByteArray, bytes);
        serve();
        QTcpSocket socket;
        connectTo(socket);
        socket.write(bytes);
        QVERIFY(closedWithin(socket, 300));
        QVERIFY(!lastRequest());
    }

    void neverHandlesAmbiguousRequests_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray post = "POST /form HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        QTest::newRow("length and chunked") << post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        QTest::newRow("chunked and length") << post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n";
        QTest::newRow("two lengths") << post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\na=b";
        QTest::newRow("two equal lengths") << post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\na=b";
        QTest::newRow("negative length") << post + "Content-Length: -3\r\n\r\na=b";
        QTest::newRow("length with plus") << post + "Content-Length: +3\r\n\r\na=b";
        QTest::newRow("length list") << post + "Content-Length: 3, 3\r\n\r\na=b";
        QTest::newRow("not chunked last") << post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n";
        QTest::newRow("chunked twice") << post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        QTest::newRow("gzip, chunked") << post + "Transfer-Encoding: gzip, chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n";
        QTest::newRow("bad chunk size") << post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\na=b\r\n0\r\n\r\n";
        QTest::newRow("HTTP/2.0") << QByteArray("GET /hello HTTP/2.0\r\nHost: a\r\n\r\n");
        QTest::newRow("HTTP/0.9") << QByteArray("GET /hello\r\n\r\n");
        QTest::newRow("unknown method") << QByteArray("BREW /hello HTTP/1.1\r\nHost: a\r\n\r\n");
        QTest::newRow("blank before the colon") << QByteArray("GET /hello HTTP/1.1\r\nHost : a\r\n\r\n");
        QTest::newRow("no host") << QByteArray("GET /hello HTTP/1.1\r\n\r\n");
        QTest::newRow("two hosts") << QByteArray("GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
        QTest::newRow("two authorizations") << QByteArray("GET /hello HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\nAuthorization: Bearer a\r\n\r\n");
        QTest::newRow("NUL in a header") << QByteArray("GET /hello HTTP/1.1\r\nHost: a\r\nX: a") + '\0' + "b\r\n\r\n";
    }

    void neverHandlesAmbiguousRequests()
    {
        QFETCH(QByteArray, bytes);
        serve();
        QTcpSocket socket;
        connectTo(socket);
        socket.write(bytes);
        const QByteArray answer = readUntil(socket, [](const QByteArray &b) { return b.contains("\r\n\r\n"); }, 700);
        QVERIFY2(answer.isEmpty() || answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 50"), answer.constData());
    }

    void ignoresUpgrades()
    {
        serve();
        QTcpSocket socket;
        connectTo(socket);
        for (int i = 0; i < 2; ++i) {
            socket.write("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAAA\r\n\r\n");
            QVERIFY(readAnswer(socket).endsWith("hello"));
        }
        QVERIFY(!ask("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n").startsWith("HTTP/1.1 2"));
    }

    void answersHeadWithoutABody()
    {
        serve();
        QTcpSocket socket;
        connectTo(socket);
        socket.write("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n" + get("/hello"));
        const QByteArray all = readUntil(socket, [](const QByteArray &bytes) { return bytes.endsWith("hello"); });
        QVERIFY(all.startsWith("HTTP/1.1 405 "));
        QVERIFY(all.contains("\r\nAllow: GET\r\n"));
        QVERIFY(!all.contains("error_description"));
    }

    void closesASlowRequest()
    {
        serve();
        QTcpSocket socket;
        connectTo(socket);
        QElapsedTimer timer;
        timer.start();
        socket.write("GET /hello HTTP/1.1\r\nHost: a\r\n");
        while (timer.elapsed() < 1100 && !closedWithin(socket, 50))
            socket.write("X"); // drips, so that no single pause is long
        QVERIFY(timer.elapsed() >= 350);
        QVERIFY2(timer.elapsed() < 900, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!lastRequest());
    }

    void closesAnIdleConnectionLater()
    {
        serve();
        QTcpSocket fresh;
        connectTo(fresh);
        QTcpSocket used;
        connectTo(used);
        used.write(get("/hello"));
        QVERIFY(readAnswer(used).endsWith("hello"));
        QVERIFY(!closedWithin(used, 800)); // longer than a request may take
        QVERIFY(closedWithin(used, 1500));
        QVERIFY(closedWithin(fresh, 500));
    }

    void aSlowHandlerIsNoSlowRequest()
    {
        serve();
        QTcpSocket socket;
        connectTo(socket);
        socket.write(get("/held"));
        std::optional<Reply> reply = takeHeld();
        QVERIFY(reply);
        QVERIFY(!closedWithin(socket, 1600)); // past every limit on the peer
        reply->send(Response::text(200, "late"));
        QVERIFY(readAnswer(socket).endsWith("late"));
    }

    void limitsConnectionsPerAddress()
    {
        ServerOptions options = quick();
        options.connectionsPerAddress = 3;
        serve(options);
        std::array<QTcpSocket, 3> sockets;
        for (QTcpSocket &socket : sockets) {
            connectTo(socket);
            socket.write(get("/hello"));
            QVERIFY(readAnswer(socket).endsWith("hello"));
        }
        QTcpSocket one;
        connectTo(one);
        QVERIFY(closedWithin(one, 300));
        sockets[0].disconnectFromHost();
        bool answered = false; // the place comes back a moment after the connection went
        for (int i = 0; i < 50 && !answered; ++i) {
            QTest::qWait(20);
            answered = ask(get("/hello")).endsWith("hello");
        }
        QVERIFY(answered);
    }

    void streams()
    {
        serve();
        QTcpSocket socket;
        connectTo(socket);
        socket.write(get("/events"));
        QByteArray bytes = readUntil(socket, [](const QByteArray &b) { return b.contains("hello"); });
        QVERIFY(bytes.contains("\r\nContent-Type: text/event-stream\r\n"));
        QVERIFY(bytes.contains("\r\nTransfer-Encoding: chunked\r\n"));
        QVERIFY(bytes.endsWith("\r\n\r\n9\r\n: hello\n\n\r\n"));
        const auto stream = waitForStream();
        QVERIFY(stream);
        QTest::qWait(1500); // longer than a request or an idle connection may last
        QVERIFY(stream->isOpen());
        QVERIFY(stream->write({}));
        QVERIFY(stream->write("data: x\n\n"));
        QVERIFY(readUntil(socket, [](const QByteArray &b) { return b.contains("data: x"); }).startsWith("9\r\ndata: x\n\n\r\n"));
        stream->close();
        QVERIFY(!stream->isOpen());
        QVERIFY(!stream->write("data: y\n\n"));
        QCOMPARE(readToEnd(socket), "0\r\n\r\n");
        QVERIFY(closedWithin(socket, 500));
    }

    void noticesAStreamsPeerGoing()
    {
        serve();
        auto socket = std::make_unique<QTcpSocket>();
        connectTo(*socket);
        socket->write(get("/events"));
        const auto stream = waitForStream();
        QVERIFY(stream);
        socket->abort();
        for (int i = 0; i < 50 && stream->write(": beat\n\n"); ++i)
            QTest::qWait(20);
        QVERIFY(!stream->isOpen());
    }

    void dropsASlowReader()
    {
        serve();
        QTcpSocket socket;
        socket.setReadBufferSize(1024);
        connectTo(socket);
        socket.write(get("/events"));
        const auto stream = waitForStream();
        QVERIFY(stream);
        const QByteArray chunk(64 * 1024, 'x');
        qsizetype taken = 0;
        while (stream->write(chunk) && taken < 100'000'000)
            taken += chunk.size();
        QVERIFY(taken < 16 * 1024 * 1024); // the kernel's buffers and 1 MiB
        QVERIFY(!stream->isOpen());
        QVERIFY(ask(get("/hello")).endsWith("hello")); // others are not disturbed
        socket.setReadBufferSize(0);
        QTest::qWait(1000); // past the write limit
        QVERIFY(closedWithin(socket, 1500));
    }

    void countsManySmallChunksToo()
    {
        serve();
        QTcpSocket socket;
        socket.setReadBufferSize(1024);
        connectTo(socket);
        socket.write(get("/events"));
        const auto stream = waitForStream();
        QVERIFY(stream);
        int chunks = 0;
        const QByteArray filler(60 * 1024, 'x');
        while (stream->write(chunks < 200 ? filler : QByteArray("x")) && chunks < 100'000)
            ++chunks;
        QVERIFY2(chunks < 5000, qPrintable(QString::number(chunks)));
    }

    void stopsGracefully()
    {
        serve();
        const quint16 port = m_server->port();
        QTcpSocket held;
        connectTo(held);
        held.write(get("/held"));
        std::optional<Reply> reply = takeHeld();
        QVERIFY(reply);
        QTcpSocket stream;
        connectTo(stream);
        stream.write(get("/events"));
        QVERIFY(readUntil(stream, [](const QByteArray &b) { return b.contains("hello"); }).contains("hello"));
        waitForStream();
        QTcpSocket idle;
        connectTo(idle);
        std::thread late([&reply] {
            std::this_thread::sleep_for(400ms);
            reply->send(Response::text(200, "finished"));
        });
        QElapsedTimer timer;
        timer.start();
        m_server->stop();
        QVERIFY(timer.elapsed() >= 300);
        QVERIFY(timer.elapsed() < 1200);
        late.join();
        QVERIFY(readToEnd(held).endsWith("finished"));
        QCOMPARE(readToEnd(stream), "0\r\n\r\n");
        QVERIFY(closedWithin(idle, 500));
        QTcpSocket another;
        another.connectToHost(QStringLiteral("127.0.0.1"), port);
        QVERIFY(!another.waitForConnected(300));
        QCOMPARE(m_server->port(), quint16(0));
        m_server->stop();
    }

    void stopsEvenWhenARequestNeverEnds()
    {
        serve();
        QTcpSocket held;
        connectTo(held);
        held.write(get("/held"));
        std::optional<Reply> reply = takeHeld();
        QVERIFY(reply);
        QElapsedTimer timer;
        timer.start();
        m_server.reset();
        QVERIFY(timer.elapsed() >= 1400);
        QVERIFY(timer.elapsed() < 2500);
        reply->send(Response::text(200, "too late")); // must not touch what is gone
        QVERIFY(closedWithin(held, 500));
    }

    void survivesRunningOutOfFiles()
    {
        serve();
        rlimit before{};
        getrlimit(RLIMIT_NOFILE, &before);
        QTcpSocket waiting; // created and connected while there still are files, accepted when there are none
        QTcpSocket probe;
        const int next = ::dup(0);
        ::close(next);
        const rlimit none{static_cast<rlim_t>(next) + 2, before.rlim_max}; // the client's own sockets
        QVERIFY(setrlimit(RLIMIT_NOFILE, &none) == 0);
        waiting.connectToHost(QStringLiteral("127.0.0.1"), m_server->port());
        const bool connected = waiting.waitForConnected(1000);
        rusage start{};
        getrusage(RUSAGE_SELF, &start);
        probe.connectToHost(QStringLiteral("127.0.0.1"), m_server->port());
        probe.waitForConnected(100);
        QThread::msleep(600);
        rusage end{};
        getrusage(RUSAGE_SELF, &end);
        QVERIFY(setrlimit(RLIMIT_NOFILE, &before) == 0);
        QVERIFY(connected);
        const auto spent = [](const rusage &r) {
            return (r.ru_utime.tv_sec + r.ru_stime.tv_sec) * 1000 + (r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1000;
        };
        QVERIFY2(spent(end) - spent(start) < 200, qPrintable(QString::number(spent(end) - spent(start))));
        waiting.write(get("/hello"));
        QVERIFY(readAnswer(waiting).endsWith("hello"));
        QVERIFY(ask(get("/hello")).endsWith("hello"));
    }

    void saysWhyItCannotListen()
    {
        serve();
        ServerOptions taken = quick();
        taken.port = m_server->port();
        Server second(taken, [](Request, const Reply &) {});
        const auto started = second.start();
        QVERIFY(!started);
        QVERIFY(started.error().detail.contains(QStringLiteral("in use")));
        ServerOptions wrong = quick();
        wrong.address = "localhost";
        QVERIFY(!Server(wrong, [](Request, const Reply &) {}).start());
        ServerOptions keyless = quick();
        keyless.certificateFile = QStringLiteral("/nonexistent.pem");
        QVERIFY(!Server(keyless, [](Request, const Reply &) {}).start());
    }

    void speaksTls()
    {
        if (!QSslSocket::supportsSsl())
            QSKIP("Qt has no TLS here.");
        ServerOptions options = quick();
        options.certificateFile = m_certificate;
        options.keyFile = m_key;
        serve(options);

        const auto connectWith = [&](QSslSocket &socket, QSsl::SslProtocol protocol) {
            socket.setPeerVerifyMode(QSslSocket::VerifyNone);
            socket.setProtocol(protocol);
            socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_server->port());
            return socket.waitForEncrypted(2000);
        };
        QSslSocket modern;
        QVERIFY(connectWith(modern, QSsl::TlsV1_2OrLater));
        for (int i = 0; i < 2; ++i) {
            modern.write(get("/hello"));
            QVERIFY(readAnswer(modern).endsWith("hello"));
        }
        modern.write(get("/events"));
        QVERIFY(readUntil(modern, [](const QByteArray &b) { return b.contains("hello"); }).contains("event-stream"));
        QSslSocket old;
        QT_WARNING_PUSH
        QT_WARNING_DISABLE_DEPRECATED
        QVERIFY(!connectWith(old, QSsl::TlsV1_1));
        QT_WARNING_POP
        QTcpSocket silent; // never starts its handshake
        connectTo(silent);
        QVERIFY(closedWithin(silent, 900));
    }
};

QTEST_GUILESS_MAIN(HttpServerTest)
#include "http_server_test.moc"
