#include "app/authority/http/head.h"
#include "app/authority/http/router.h"
#include "app/base/json.h"

#include <QTest>

using namespace countersign;
using namespace countersign::authority::http;

namespace {

Request requestTo(const QByteArray &method, const QByteArray &target)
{
    Request request;
    request.method = method;
    request.target = target;
    request.path = target.split('?').first();
    request.headers = {{"host", "authority.example"}};
    return request;
}

Request post(const QByteArray &target, const QByteArray &type, const QByteArray &body)
{
    Request request = requestTo("POST", target);
    request.headers.emplace_back("content-type", type);
    request.body = body;
    return request;
}

} // namespace

class HttpRouterTest : public QObject
{
    Q_OBJECT

    Router m_router;
    mutable int m_calls = 0;

    Response answer(Request request) const
    {
        Outcome outcome = m_router.dispatch(request);
        return std::get<Response>(outcome);
    }

    static QString errorOf(const Response &response)
    {
        return base::json::parseObject(response.body).value().value(QStringLiteral("error")).toString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto echo = [this](const Request &request) -> Outcome {
            ++m_calls;
            return Response::text(200, request.pathParam("id"));
        };
        m_router.add("POST", "/token", BodyKind::Form, echo);
        m_router.add("GET", "/approvals", BodyKind::None, echo);
        m_router.add("GET", "/approvals/{id}", BodyKind::None, echo);
        m_router.add("POST", "/approvals/{id}/decision", BodyKind::Json, echo);
        m_router.add("GET", "/approvals/mine", BodyKind::None,
                     [](const Request &) -> Outcome { return Response::text(200, "fixed text wins"); });
        m_router.add("GET", "/files/{id}", BodyKind::None, echo);
        m_router.add("PUT", "/files/{id}", BodyKind::Json, echo);
    }

    void init() { m_calls = 0; }

    void findsHandlers()
    {
        QCOMPARE(answer(post("/token", "application/x-www-form-urlencoded", "a=b")).status, 200);
        QCOMPARE(answer(requestTo("GET", "/approvals/apr_1.2~3-4")).body, "apr_1.2~3-4");
        QCOMPARE(answer(requestTo("GET", "/approvals/mine")).body, "fixed text wins");
        QCOMPARE(answer(requestTo("GET", "/approvals?status=%70ending")).status, 200);
        QCOMPARE(answer(post("/approvals/x/decision", "application/json", "{}")).body, "x");
    }

    void refusesConfusedPaths_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char *path : {"//token", "/token/", "/token;x", "/token%00", "/a/../token", "/./token", "/%74oken", "/Token", "token", "*", "",
                                 "http://authority.example/token", "/token#x", "/token ", "/approvals/", "/approvals//decision",
                                 "/approvals/a%2fb", "/approvals/a%41", "/approvals/..", "/approvals/.", "/approvals/a;b", "/approvals/a/b", "/"})
            QTest::newRow(path) << QByteArray(path);
        QTest::newRow("NUL") << QByteArray("/token\0", 7);
        QTest::newRow("parameter of 129") << "/approvals/" + QByteArray(129, 'a');
    }

    void refusesConfusedPaths()
    {
        QFETCH(QByteArray, path);
        for (const char *method : {"GET", "POST", "HEAD", "OPTIONS"}) {
            Request request = requestTo(method, path);
            request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
            const Response response = answer(request);
            QCOMPARE(response.status, 404);
            QCOMPARE(errorOf(response), QStringLiteral("not_found"));
        }
        QCOMPARE(m_calls, 0);
    }

    void namesTheMethodsItTakes()
    {
        for (const char *method : {"GET", "HEAD", "PUT", "TRACE", "OPTIONS", "post"}) {
            const Response response = answer(requestTo(method, "/token"));
            QCOMPARE(response.status, 405);
            QVERIFY(responseHead(response, Framing::Length, AfterResponse::KeepAlive).contains("\r\nAllow: POST\r\n"));
        }
        const Response response = answer(requestTo("DELETE", "/files/a"));
        QVERIFY(responseHead(response, Framing::Length, AfterResponse::KeepAlive).contains("\r\nAllow: GET, PUT\r\n"));
        QCOMPARE(m_calls, 0);
    }

    void refusesOtherMediaTypes_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("status");
        const QByteArray form = "application/x-www-form-urlencoded";
        QTest::newRow("form") << QByteArray("/token") << form << 200;
        QTest::newRow("form utf-8") << QByteArray("/token") << form + "; charset=UTF-8" << 200;
        QTest::newRow("form in capitals") << QByteArray("/token") << form.toUpper() << 200;
        QTest::newRow("form latin1") << QByteArray("/token") << form + ";charset=iso-8859-1" << 415;
        QTest::newRow("form, two parameters") << QByteArray("/token") << form + "; charset=utf-8; x=y" << 415;
        QTest::newRow("form, empty parameter") << QByteArray("/token") << form + ";" << 415;
        QTest::newRow("json at a form") << QByteArray("/token") << QByteArray("application/json") << 415;
        QTest::newRow("text at a form") << QByteArray("/token") << QByteArray("text/plain") << 415;
        QTest::newRow("multipart") << QByteArray("/token") << QByteArray("multipart/form-data; boundary=x") << 415;
        QTest::newRow("nothing") << QByteArray("/token") << QByteArray() << 415;
        QTest::newRow("longer name") << QByteArray("/token") << form + "x" << 415;
        QTest::newRow("json") << QByteArray("/approvals/a/decision") << QByteArray("application/json") << 200;
        QTest::newRow("form at json") << QByteArray("/approvals/a/decision") << form << 415;
        QTest::newRow("json+x") << QByteArray("/approvals/a/decision") << QByteArray("application/jose+json") << 415;
    }

    void refusesOtherMediaTypes()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, type);
        QFETCH(int, status);
        QCOMPARE(answer(post(target, type, "{}")).status, status);
        QCOMPARE(m_calls, status == 200 ? 1 : 0);
    }

    void refusesContentEncodings()
    {
        Request request = post("/token", "application/x-www-form-urlencoded", "a=b");
        request.headers.emplace_back("content-encoding", "gzip");
        QCOMPARE(answer(request).status, 415);
        request.headers.back().second = "identity";
        QCOMPARE(answer(request).status, 200);
    }

    void refusesABodyWhereNoneBelongs()
    {
        Request request = requestTo("GET", "/approvals");
        request.body = "x";
        QCOMPARE(answer(request).status, 400);
    }

    void keepsItsLimits()
    {
        QCOMPARE(answer(requestTo("GET", "/approvals?" + QByteArray(8 * 1024 - 11, 'x'))).status, 200);
        QCOMPARE(answer(requestTo("GET", "/approvals?" + QByteArray(8 * 1024 - 10, 'x'))).status, 414);

        Request many = requestTo("GET", "/approvals");
        while (many.headers.size() < 64)
            many.headers.emplace_back("x-a", "b");
        QCOMPARE(answer(many).status, 200);
        many.headers.emplace_back("x-a", "b");
        QCOMPARE(answer(many).status, 431);

        Request large = requestTo("GET", "/approvals");
        large.headers.emplace_back("x-a", QByteArray(8 * 1024 - 3, 'x'));
        QCOMPARE(answer(large).status, 200);
        large.headers.back().second += 'x';
        QCOMPARE(answer(large).status, 431);

        QCOMPARE(answer(post("/token", "application/x-www-form-urlencoded", QByteArray(64 * 1024, 'x'))).status, 200);
        QCOMPARE(answer(post("/token", "application/x-www-form-urlencoded", QByteArray(64 * 1024 + 1, 'x'))).status, 413);
    }

    void needsOneHost()
    {
        Request request = requestTo("GET", "/approvals");
        request.headers.emplace_back("host", "authority.example");
        QCOMPARE(answer(request).status, 400);
        request.headers.clear();
        QCOMPARE(answer(request).status, 400);
        request.httpMinor = 0;
        QCOMPARE(answer(request).status, 200);
    }

    void refusesDoubledCredentials()
    {
        Request request = requestTo("GET", "/approvals");
        request.headers.emplace_back("authorization", "Bearer a");
        QCOMPARE(answer(request).status, 200);
        request.headers.emplace_back("authorization", "Bearer a");
        QCOMPARE(answer(request).status, 400);
        QCOMPARE(errorOf(answer(request)), QStringLiteral("invalid_request"));
    }

    void refusesNamesWithBlanks()
    {
        Request request = requestTo("GET", "/approvals");
        request.headers.emplace_back("x ", "y");
        QCOMPARE(answer(request).status, 400);
    }

    void filtersErrorText()
    {
        const QString hostile = QStringLiteral("a\r\nSet-Cookie: x=1\t\"b\"\\<i>") + QChar(0xe9) + QChar(0) + QChar(0x7f) + QChar(0x2028);
        QCOMPARE(errorText(hostile), "a??Set-Cookie: x=1??b?" "?<i>????");
        const Response response = Response::error(400, "invalid_request", hostile);
        const auto object = base::json::parseObject(response.body);
        QVERIFY(object);
        const QString text = object->value(QStringLiteral("error_description")).toString();
        for (const QChar c : text)
            QVERIFY(c >= QChar(0x20) && c <= QChar(0x7e) && c != QLatin1Char('"') && c != QLatin1Char('\\'));
    }

    void keepsHeadersOnTheirLines()
    {
        const Response response = Response::empty(303)
            .withHeader("Location", "https://a.example/\r\nSet-Cookie: x=1\n\n<html>")
            .withHeader("X-Evil\r\nSet-Cookie", "x=1");
        const QByteArray head = responseHead(response, Framing::Length, AfterResponse::KeepAlive);
        QCOMPARE(head.count("\r\nSet-Cookie"), 0);
        QCOMPARE(head.count("\n\n"), 0);
        QCOMPARE(head.count("\r\n\r\n"), 1);
        QVERIFY(head.contains("\r\nLocation: https://a.example/??Set-Cookie: x=1?" "?<html>\r\n"));
    }

    void everyAnswerIsPrivate()
    {
        const QByteArray head = responseHead(Response::json(200, {}), Framing::Length, AfterResponse::KeepAlive);
        QVERIFY(head.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(head.contains("\r\nCache-Control: no-store\r\n"));
        QVERIFY(head.contains("\r\nX-Content-Type-Options: nosniff\r\n"));
        QVERIFY(head.contains("\r\nContent-Length: 2\r\n"));
        QVERIFY(!head.toLower().contains("\r\nserver:"));
        QVERIFY(!head.toLower().contains("access-control-"));
        QVERIFY(!responseHead(Response::empty(), Framing::Length, AfterResponse::KeepAlive).contains("\r\nContent-"));
    }
};

QTEST_GUILESS_MAIN(HttpRouterTest)
#include "http_router_test.moc"
