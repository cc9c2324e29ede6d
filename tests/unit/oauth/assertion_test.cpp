// Assertions of clients (RFC 7523, RFC 10070) and of the trusted device (protocol.md 5).
#include "app/oauth/assertion.h"

#include <QJsonArray>
#include <QtTest>

using namespace countersign;

namespace {

constexpr qint64 kNow = 1'800'000'000;
const QString kIssuer = QStringLiteral("https://auth.example");

const crypto::EcPrivateKey &testKey()
{
    static const auto key = crypto::EcPrivateKey::generate();
    return key;
}

QString thumbprint()
{
    return QString::fromLatin1(testKey().publicKey().thumbprint());
}

QJsonObject goodClaims(const QString &iss, const QString &sub)
{
    return {{QStringLiteral("iss"), iss}, {QStringLiteral("sub"), sub}, {QStringLiteral("aud"), kIssuer},
            {QStringLiteral("iat"), kNow}, {QStringLiteral("exp"), kNow + 60}, {QStringLiteral("jti"), QStringLiteral("j")}};
}

using Verify = base::Result<oauth::Assertion> (*)(const crypto::Jws &, const crypto::EcPublicKey &, const QString &, qint64);

bool passes(Verify verify, const QByteArray &text, qint64 now = kNow)
{
    const auto jws = oauth::parseAssertion(text);
    return jws && verify(*jws, testKey().publicKey(), kIssuer, now).has_value();
}

}  // namespace

class AssertionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWeMakePasses()
    {
        QVERIFY(passes(oauth::verifyClientAssertion, oauth::makeClientAssertion(testKey(), QStringLiteral("bot"), kIssuer, kNow)));
        QVERIFY(passes(oauth::verifyDeviceAssertion, oauth::makeDeviceAssertion(testKey(), QStringLiteral("local"), kIssuer, kNow)));
        QVERIFY(!passes(oauth::verifyDeviceAssertion, oauth::makeDeviceAssertion(testKey(), QStringLiteral("local"), QStringLiteral("https://other.example"), kNow)));
    }

    void deviations_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<bool>("client");
        QTest::addColumn<bool>("device");
        const QJsonValue none(QJsonValue::Undefined);
        QTest::newRow("none") << "extra" << QJsonValue(1) << true << true;
        for (const char *name : {"iss", "sub", "aud", "exp", "jti"})
            QTest::addRow("no %s", name) << QString::fromLatin1(name) << none << false << false;
        QTest::newRow("no iat") << "iat" << none << true << false;
        QTest::newRow("audience is an array") << "aud" << QJsonValue(QJsonArray{kIssuer}) << false << false;
        QTest::newRow("audience is the token endpoint") << "aud" << QJsonValue(kIssuer + QStringLiteral("/token")) << false << false;
        QTest::newRow("audience with a slash") << "aud" << QJsonValue(kIssuer + QStringLiteral("/")) << false << false;
        QTest::newRow("another issuer") << "iss" << QJsonValue(QStringLiteral("other")) << false << false;
        QTest::newRow("expired") << "exp" << QJsonValue(kNow) << false << false;
        QTest::newRow("61 s") << "exp" << QJsonValue(kNow + 61) << true << false;
        QTest::newRow("an hour") << "exp" << QJsonValue(kNow + 3600) << false << false;
        QTest::newRow("exp as text") << "exp" << QJsonValue(QString::number(kNow + 60)) << false << false;
        QTest::newRow("from the future") << "iat" << QJsonValue(kNow + 11) << false << false;
        QTest::newRow("not yet") << "nbf" << QJsonValue(kNow + 11) << false << false;
        QTest::newRow("already") << "nbf" << QJsonValue(kNow + 10) << true << true;
        QTest::newRow("long jti") << "jti" << QJsonValue(QString(257, u'j')) << false << false;
        QTest::newRow("jti as number") << "jti" << QJsonValue(1) << false << false;
    }

    void deviations()
    {
        QFETCH(QString, name);
        QFETCH(QJsonValue, value);
        QFETCH(bool, client);
        QFETCH(bool, device);
        const auto text = [&](const QString &iss, const QString &sub) {
            QJsonObject claims = goodClaims(iss, sub);
            if (value.isUndefined())
                claims.remove(name);
            else
                claims.insert(name, value);
            return crypto::signJws(testKey(), "JWT", claims, {{QStringLiteral("kid"), thumbprint()}});
        };
        QCOMPARE(passes(oauth::verifyClientAssertion, text(QStringLiteral("bot"), QStringLiteral("bot"))), client);
        QCOMPARE(passes(oauth::verifyDeviceAssertion, text(thumbprint(), QStringLiteral("local"))), device);
    }

    void keysAndTypes()
    {
        const auto other = crypto::EcPrivateKey::generate();
        QVERIFY(!passes(oauth::verifyClientAssertion, oauth::makeClientAssertion(other, QStringLiteral("bot"), kIssuer, kNow)));
        const QJsonObject claims = goodClaims(thumbprint(), QStringLiteral("local"));
        QVERIFY2(!passes(oauth::verifyDeviceAssertion, crypto::signJws(testKey(), "JWT", claims)), "no kid");
        for (const QByteArray type : {"at+jwt", "dpop+jwt", "jit-decision+jwt", "jit-action+jwt"})
            QVERIFY2(!passes(oauth::verifyDeviceAssertion, crypto::signJws(testKey(), type, claims, {{QStringLiteral("kid"), thumbprint()}})), type.constData());
        QVERIFY(passes(oauth::verifyDeviceAssertion, crypto::signJws(testKey(), "jwt", claims, {{QStringLiteral("kid"), thumbprint()}})));
    }
};

QTEST_APPLESS_MAIN(AssertionTest)
#include "assertion_test.moc"
