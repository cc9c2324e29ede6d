#include "app/backends/countersign/loopback_listener.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace countersign;
using backends::Callback;
using backends::LoopbackListener;
using base::Errc;

namespace {

const QString kState = QStringLiteral("state-abc");
const QString kIssuer = QStringLiteral("https://approvals.example");

}  // namespace

class LoopbackListenerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_listener = std::make_unique<LoopbackListener>(LoopbackListener::Expected{kState, kIssuer});
        QVERIFY(m_listener->listen());
    }

    // PK-12
    void listensOnTheLiteralAddressAlone()  // PK-12, PK-13
    {
        // Somebody else may have the same port of ::1: the address in the redirect is a literal one, and not theirs.
        QTcpServer squatter;
        QVERIFY(squatter.listen(QHostAddress::LocalHostIPv6, port()) || squatter.serverError() == QAbstractSocket::SocketAddressNotAvailableError
                || squatter.serverError() == QAbstractSocket::UnsupportedSocketOperationError);
        QVERIFY(m_listener->redirectUri().startsWith(QStringLiteral("http://127.0.0.1:")));
        QTcpSocket other;
        other.connectToHost(QHostAddress(QStringLiteral("127.0.0.2")), port());
        QVERIFY(!other.waitForConnected(300));
    }

    // PK-13: somebody else may bind the same port of ::1; the browser is sent to the literal address, where we are.
    void anotherOnTheSamePortOfTheOtherLoopbackHearsNothing()
    {
        QTcpServer squatter;
        if (!squatter.listen(QHostAddress::LocalHostIPv6, port()))
            QSKIP("this machine has no ::1");
        QVERIFY(!m_listener->redirectUri().contains(QStringLiteral("localhost")) && !m_listener->redirectUri().contains(QLatin1Char('[')));
        QVERIFY(get("/callback?code=abc&state=state-abc&iss=https%3A%2F%2Fapprovals.example").startsWith("HTTP/1.1 200"));
        QVERIFY(m_listener->answer().isFinished());
        QVERIFY(!squatter.waitForNewConnection(50));
    }

    void takesTheFirstValidAnswerAndCloses()
    {
        const QByteArray page = get("/callback?code=abc&state=state-abc&iss=https%3A%2F%2Fapprovals.example");
        QVERIFY(page.startsWith("HTTP/1.1 200"));
        QVERIFY(page.contains("Content-Security-Policy: default-src 'none'"));
        QVERIFY(!page.toLower().contains("<script"));
        QVERIFY(m_listener->answer().isFinished());
        const auto callback = m_listener->answer().result();
        QVERIFY(callback);
        QCOMPARE(callback->code, QStringLiteral("abc"));
        QTcpSocket again;
        again.connectToHost(QHostAddress::LocalHost, port());
        QVERIFY(!again.waitForConnected(300));
    }

    // PK-14, PK-17
    void wrongAnswersGetAPageAndNothingElse_data()
    {
        QTest::addColumn<QByteArray>("target");
        const char iss[] = "&iss=https%3A%2F%2Fapprovals.example";
        QTest::newRow("no state") << "/callback?code=abc" + QByteArray(iss);
        QTest::newRow("wrong state") << "/callback?code=abc&state=other" + QByteArray(iss);
        QTest::newRow("state longer") << "/callback?code=abc&state=state-abc1" + QByteArray(iss);
        QTest::newRow("no iss") << QByteArray("/callback?code=abc&state=state-abc");
        QTest::newRow("wrong iss") << QByteArray("/callback?code=abc&state=state-abc&iss=https%3A%2F%2Fevil.example");
        QTest::newRow("state twice") << "/callback?code=abc&state=state-abc&state=state-abc" + QByteArray(iss);
        QTest::newRow("code and error") << "/callback?code=abc&error=x&state=state-abc" + QByteArray(iss);
        QTest::newRow("neither") << "/callback?state=state-abc" + QByteArray(iss);
        QTest::newRow("broken escape") << "/callback?code=%zz&state=state-abc" + QByteArray(iss);
        QTest::newRow("not UTF-8") << "/callback?code=%ff&state=state-abc" + QByteArray(iss);
        QTest::newRow("no query") << QByteArray("/callback");
    }
    void wrongAnswersGetAPageAndNothingElse()
    {
        QFETCH(QByteArray, target);
        QVERIFY(get(target).startsWith("HTTP/1.1 400"));
        QVERIFY(!m_listener->answer().isFinished());
        QVERIFY(get("/callback?code=abc&state=state-abc&iss=https%3A%2F%2Fapprovals.example").startsWith("HTTP/1.1 200"));
        QVERIFY(m_listener->answer().isFinished());
    }

    // PK-16
    void otherRequestsAreRefused()
    {
        QVERIFY(get("/").startsWith("HTTP/1.1 404"));
        QVERIFY(get("/callback/../x").startsWith("HTTP/1.1 404"));
        QVERIFY(get("/callback2?code=abc&state=state-abc").startsWith("HTTP/1.1 404"));
        QVERIFY(talk("POST /callback?code=abc&state=state-abc HTTP/1.1\r\nHost: x\r\n\r\n").startsWith("HTTP/1.1 405"));
        QVERIFY(get("/callback?code=" + QByteArray(100'000, 'a')).startsWith("HTTP/1.1 414"));
        QVERIFY(talk("nonsense\r\n\r\n").startsWith("HTTP/1.1 400"));
        QVERIFY(!m_listener->answer().isFinished());
    }

    // PK-16
    void manySilentConnectionsDoNotKeepOthersOut()
    {
        QList<QTcpSocket *> silent;
        for (int i = 0; i < 200; ++i) {
            auto *socket = new QTcpSocket(this);
            socket->connectToHost(QHostAddress::LocalHost, port());
            silent.append(socket);
        }
        QTest::qWait(200);
        qDeleteAll(silent);
        QTest::qWait(100);
        QVERIFY(get("/callback?code=abc&state=state-abc&iss=https%3A%2F%2Fapprovals.example").startsWith("HTTP/1.1 200"));
    }

    // PK-18
    void anErrorKeepsItsWordsAsText()
    {
        const QByteArray page = get("/callback?error=access_denied&error_description=%3Cb%3Eno%3C%2Fb%3E%E2%80%AE&state=state-abc&iss=https%3A%2F%2Fapprovals.example");
        QVERIFY(page.startsWith("HTTP/1.1 200"));
        QVERIFY(!page.contains("<b>"));
        const auto callback = m_listener->answer().result();
        QVERIFY(callback);
        QCOMPARE(callback->error, QStringLiteral("access_denied"));
        QCOMPARE(callback->errorDescription, QStringLiteral("<b>no</b>\u202E"));
    }

    void goingAwayIsAnAnswer()
    {
        const auto answer = m_listener->answer();
        m_listener.reset();
        QVERIFY(answer.isFinished());
        QCOMPARE(answer.result().error().code, Errc::Cancelled);
    }

private:
    [[nodiscard]] quint16 port() const { return static_cast<quint16>(QUrl(m_listener->redirectUri()).port()); }
    QByteArray get(const QByteArray &target) { return talk("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"); }
    QByteArray talk(const QByteArray &request)
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port());
        if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }, 3000))
            return "not connected";
        socket.write(request);
        (void)QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, 3000);
        return socket.readAll();
    }

    std::unique_ptr<LoopbackListener> m_listener;
};

QTEST_GUILESS_MAIN(LoopbackListenerTest)
#include "loopback_listener_test.moc"
