#include "app/backends/countersign/browser.h"
#include "app/backends/countersign/issuer_url.h"

#include <QTest>

using namespace countersign;

class IssuerUrlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void accepts_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"https://approvals.example", "https://approvals.example:8443", "https://approvals.example/tenant", "http://127.0.0.1:7443", "http://[::1]:7443",
                                 "https://xn--80ak6aa92e.com"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void accepts()
    {
        QFETCH(QString, text);
        QVERIFY(backends::parseIssuer(text));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "approvals.example", "http://approvals.example", "http://localhost:7443", "http://127.0.0.2", "http://127.1", "http://2130706433", "http://0x7f000001",
                                 "http://[::ffff:127.0.0.1]", "http://127.0.0.1.evil.example", "http://127.0.0.1@evil.example", "https://user@approvals.example", "https://a:b@approvals.example",
                                 "https://approvals.example/", "https://approvals.example?x=1", "https://approvals.example#f", "https://approvals.example/../x", "https://approvals.example/a%2fb",
                                 "HTTPS://approvals.example", "https://Approvals.example", "file:///etc/passwd", "javascript:alert(1)", "smb://host/share", "https://$(id)", "https://a b",
                                 "https://approvals.example\\evil", "https://approvals.example:0", "https://approvals.example:99999", "https:approvals.example", "https://"})
            QTest::newRow(text) << QString::fromLatin1(text);
        QTest::newRow("unicode host") << QStringLiteral("https://\u0430pple.example");
        QTest::newRow("line feed") << QStringLiteral("https://approvals.example\n");
        QTest::newRow("long") << QStringLiteral("https://approvals.example/") + QString(3000, QLatin1Char('a'));
    }
    void refuses()
    {
        QFETCH(QString, text);
        QVERIFY(!backends::parseIssuer(text));
    }

    void endpointsStayAtTheIssuer()
    {
        const QUrl issuer = *backends::parseIssuer(QStringLiteral("https://approvals.example:8443"));
        QVERIFY(backends::parseEndpoint(issuer, QStringLiteral("https://approvals.example:8443/authorize?a=b")));
        for (const char *text : {"https://evil.example/authorize", "http://approvals.example:8443/authorize", "https://approvals.example/authorize", "https://approvals.example:8444/authorize",
                                 "https://u@approvals.example:8443/authorize", "file:///x", "javascript:alert(1)", "https://approvals.example:8443/authorize#x"})
            QVERIFY2(!backends::parseEndpoint(issuer, QString::fromLatin1(text)), text);
    }

    void theBrowserOpensWebAddressesOnly()
    {
        qputenv("BROWSER", "/bin/false");
        for (const char *text : {"file:///etc/passwd", "javascript:alert(1)", "smb://host/share", "http://evil.example/", "ftp://host/", "--help"})
            QVERIFY2(!backends::openBrowser(QUrl(QString::fromLatin1(text))), text);
        QVERIFY(!backends::openBrowser(QUrl(QStringLiteral("http://127.0.0.1:1/authorize?a=$(touch%20/tmp/x)"))));
        QVERIFY(backends::openBrowser(QUrl(QStringLiteral("http://127.0.0.1:1/authorize?a=%24%28touch%29"))));
    }

    void metadataStandsBeforeThePath()
    {
        const QUrl issuer = *backends::parseIssuer(QStringLiteral("https://approvals.example/tenant"));
        QCOMPARE(backends::metadataUrl(issuer).toString(), QStringLiteral("https://approvals.example/.well-known/oauth-authorization-server/tenant"));
    }
};

QTEST_GUILESS_MAIN(IssuerUrlTest)
#include "issuer_url_test.moc"
