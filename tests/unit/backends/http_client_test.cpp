#include "app/backends/countersign/http_client.h"

#include "tests/support/rude_server.h"

#include <QTest>

using namespace countersign;
using backends::HttpAnswer;
using backends::HttpClient;
using base::Errc;
using base::Result;
using tests::RudeServer;

class HttpClientTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAnAnswer()
    {
        RudeServer server([](const QByteArray &) { return RudeServer::http(404, "{\"error\":\"not_found\"}", "Date: Sun, 22 Nov 2026 01:00:00 GMT\r\n"); });
        const auto answer = get(server.origin());
        QVERIFY(answer);
        QCOMPARE(answer->status, 404);
        QCOMPARE(answer->body, QByteArray("{\"error\":\"not_found\"}"));
        QCOMPARE(answer->header("date"), QByteArray("Sun, 22 Nov 2026 01:00:00 GMT"));
        QVERIFY(server.requests.first().contains("Accept-Encoding: identity"));
    }

    void neverFollowsARedirect_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {301, 302, 303, 307, 308})
            QTest::addRow("%d", status) << status;
    }
    void neverFollowsARedirect()
    {
        QFETCH(int, status);
        RudeServer other([](const QByteArray &) { return RudeServer::http(200, "{}"); });
        RudeServer server([&](const QByteArray &) { return RudeServer::http(status, "", "Location: " + other.origin().toUtf8() + "/steal\r\n"); });
        backends::HttpRequest request;
        request.url = QUrl(server.origin());
        request.headers = {{QByteArray("Authorization"), QByteArray("DPoP secret")}};
        const auto answer = send(request);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, Errc::Malformed);
        QCOMPARE(other.connections, 0);
    }

    void aHugeAnswerIsCut()
    {
        RudeServer declared([](const QByteArray &) { return RudeServer::http(200, QByteArray(3 * 1024 * 1024, ' ')); });
        QCOMPARE(get(declared.origin()).error().code, Errc::TooLarge);
        RudeServer chunked([](const QByteArray &) {
            QByteArray body = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
            for (int i = 0; i < 50; ++i)
                body += "10000\r\n" + QByteArray(65536, ' ') + "\r\n";
            return body + "0\r\n\r\n";
        });
        QCOMPARE(get(chunked.origin()).error().code, Errc::TooLarge);
    }

    void aPackedAnswerIsNotUnpacked()
    {
        const QByteArray packed = qCompress(QByteArray(1024 * 1024, 'x')).mid(4);
        RudeServer server([&](const QByteArray &) { return RudeServer::http(200, packed, "Content-Encoding: deflate\r\n"); });
        const auto answer = get(server.origin());
        QVERIFY(!answer || answer->body.size() <= packed.size());
    }

    void cookiesAreNeverSentBack()
    {
        RudeServer server([](const QByteArray &) { return RudeServer::http(200, "{}", "Set-Cookie: id=1; Path=/\r\n"); });
        HttpClient client;
        QVERIFY(send({.method = "GET", .url = QUrl(server.origin()), .headers = {}, .contentType = {}, .body = {}}, client));
        QVERIFY(send({.method = "GET", .url = QUrl(server.origin()), .headers = {}, .contentType = {}, .body = {}}, client));
        QCOMPARE(server.requests.size(), 2);
        QVERIFY(!server.requests.last().toLower().contains("cookie"));
    }

    void whatIsNoHttpIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("noise") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n");
        QTest::newRow("cut short") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
        QTest::newRow("endless header") << "HTTP/1.1 200 OK\r\nX: " + QByteArray(1024 * 1024, 'a');
    }
    void whatIsNoHttpIsRefused()
    {
        QFETCH(QByteArray, bytes);
        RudeServer server([&](const QByteArray &) { return bytes; });
        QVERIFY(!get(server.origin()));
    }

    void nobodyThereIsUnavailable()
    {
        QString origin;
        {
            RudeServer server([](const QByteArray &) { return QByteArray(); });
            origin = server.origin();
        }
        QCOMPARE(get(origin).error().code, Errc::Unavailable);
    }

    // QNetworkAccessManager repeats a POST whose kept connection was closed; only the same bytes may go out twice.
    void arepeatedPostHasTheSameBytes()
    {
        int answered = 0;
        RudeServer server([&](const QByteArray &) { return ++answered == 1 ? RudeServer::http(200, "{}") : QByteArray(); });
        HttpClient client;
        backends::HttpRequest post{.method = "POST", .url = QUrl(server.origin()), .headers = {{QByteArray("DPoP"), QByteArray("proof-1")}}, .contentType = "application/json", .body = "{\"decision\":\"x\"}"};
        QVERIFY(send(post, client));
        (void)send(post, client);
        for (qsizetype i = 2; i < server.requests.size(); ++i)
            QCOMPARE(server.requests.at(i), server.requests.at(1));
    }

private:
    static Result<HttpAnswer> send(const backends::HttpRequest &request, HttpClient &client)
    {
        const auto answer = client.send(request);
        if (!QTest::qWaitFor([&] { return answer.isFinished(); }, 25'000))
            return {Errc::Internal, QStringLiteral("no answer")};
        return answer.result();
    }
    static Result<HttpAnswer> send(const backends::HttpRequest &request)
    {
        HttpClient client;
        return send(request, client);
    }
    static Result<HttpAnswer> get(const QString &url)
    {
        backends::HttpRequest request;
        request.url = QUrl(url);
        return send(request);
    }
};

QTEST_GUILESS_MAIN(HttpClientTest)
#include "http_client_test.moc"
