// Scopes, PKCE and URLs.
#include "app/oauth/pkce.h"
#include "app/oauth/scope.h"
#include "app/oauth/url.h"

#include <QtTest>

using namespace countersign;

class GrammarTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // RFC 7636 appendix B.
    void pkceVector()
    {
        const QByteArray verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        const QByteArray challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        QCOMPARE(oauth::codeChallenge(verifier), challenge);
        QVERIFY(oauth::codeVerifierFits(verifier, challenge));
        QVERIFY(!oauth::codeVerifierFits(challenge, challenge));
        QVERIFY(!oauth::codeVerifierFits(QByteArray(verifier).replace('d', 'e'), challenge));
    }

    void verifierAndChallenge()
    {
        QVERIFY(oauth::isCodeVerifier(oauth::newCodeVerifier()));
        QVERIFY(oauth::isCodeVerifier(QByteArray(128, '~')));
        QVERIFY(!oauth::isCodeVerifier(QByteArray(42, 'a')));
        QVERIFY(!oauth::isCodeVerifier(QByteArray(129, 'a')));
        QVERIFY(!oauth::isCodeVerifier(QByteArray(42, 'a') + '+'));
        QVERIFY(!oauth::isCodeChallenge(QByteArray(42, 'a')));
        QVERIFY(!oauth::isCodeChallenge(QByteArray(42, 'a') + '='));
        QVERIFY2(!oauth::isCodeChallenge(QByteArray(42, 'A') + 'B'), "trailing bits");
        QVERIFY(!oauth::codeVerifierFits("short", oauth::codeChallenge("short")));
    }

    void scopes()
    {
        const auto parsed = oauth::parseScope(QStringLiteral("b:x a a c!~"));
        QVERIFY(parsed);
        QCOMPARE(*parsed, (QStringList{QStringLiteral("b:x"), QStringLiteral("a"), QStringLiteral("c!~")}));
        for (const char *bad : {"", " ", "a ", " a", "a  b", "a\tb", "a\"", "a\\", "a\nb", "\x7f"})
            QVERIFY2(!oauth::parseScope(QString::fromLatin1(bad)), bad);
        QVERIFY(!oauth::parseScope(QStringLiteral("\u00fc")));
        QVERIFY(oauth::isSubset({}, {}));
        QVERIFY(!oauth::isSubset({QStringLiteral("A")}, {QStringLiteral("a")}));
    }

    void urls_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("normal");
        QTest::newRow("plain") << QByteArray("https://a.example/x") << QByteArray("https://a.example/x");
        QTest::newRow("case and port") << QByteArray("HTTP://A.Example:80") << QByteArray("http://a.example/");
        QTest::newRow("other port") << QByteArray("https://a.example:080/") << QByteArray("https://a.example:80/");
        QTest::newRow("ipv6") << QByteArray("http://[::1]:80/a") << QByteArray("http://[::1]/a");
        QTest::newRow("escapes") << QByteArray("https://a.example/%7e%2f%2F") << QByteArray("https://a.example/~%2F%2F");
        QTest::newRow("dots") << QByteArray("https://a.example/a/./b/../../c/..") << QByteArray("https://a.example/");
        QTest::newRow("above the root") << QByteArray("https://a.example/../../a") << QByteArray("https://a.example/a");
        QTest::newRow("double slash stays") << QByteArray("https://a.example//a") << QByteArray("https://a.example//a");
        QTest::newRow("query") << QByteArray("https://a.example?q#f") << QByteArray("https://a.example/");
        for (const char *bad : {"", "a.example", "ftp://a.example/", "https://", "https:///x", "https://u@a.example/", "https://a.example:x/", "https://a.example:65536/",
                                "https://a.example/%4", "https://a.example/%zz", "https://a.example/ x", "https://a.example\\x", "https://a.example/\n"})
            QTest::newRow(bad) << QByteArray(bad) << QByteArray();
    }

    void urls()
    {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, normal);
        const auto normalized = oauth::normalizedUrl(url);
        QCOMPARE(normalized.has_value(), !normal.isEmpty());
        if (normalized)
            QCOMPARE(*normalized, normal);
    }
};

QTEST_APPLESS_MAIN(GrammarTest)
#include "grammar_test.moc"
