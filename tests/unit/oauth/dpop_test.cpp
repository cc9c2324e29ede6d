// DPoP proofs: every deviation of RFC 9449 4.3 is refused, and nothing else.
#include "app/oauth/dpop.h"

#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"
#include "app/crypto/jws.h"
#include "app/oauth/url.h"

#include <QtTest>

using namespace countersign;

namespace {

constexpr qint64 kNow = 1'800'000'000;
const oauth::ProofTarget kTarget{"GET", "https://auth.example/approvals", "the-token", {}};

struct Made {
    QJsonObject claims;
    QJsonObject header;
    QByteArray type = "dpop+jwt";
};

const crypto::EcPrivateKey &testKey()
{
    static const auto key = crypto::EcPrivateKey::generate();
    return key;
}

Made good()
{
    return {{{QStringLiteral("jti"), QStringLiteral("j-1")},
             {QStringLiteral("htm"), QStringLiteral("GET")},
             {QStringLiteral("htu"), QStringLiteral("https://auth.example/approvals")},
             {QStringLiteral("iat"), kNow},
             {QStringLiteral("ath"), QString::fromLatin1(crypto::base64Url(crypto::sha256("the-token")))}},
            {{QStringLiteral("jwk"), testKey().publicKey().jwk()}}};
}

QByteArray sealed(const Made &made)
{
    return crypto::signJws(testKey(), made.type, made.claims, made.header);
}

bool passes(const QByteArray &proof, const oauth::ProofTarget &target = kTarget)
{
    return oauth::verifyProof(proof, target, kNow).has_value();
}

}  // namespace

class DpopTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGoodProofPasses()
    {
        const auto proof = oauth::verifyProof(sealed(good()), kTarget, kNow);
        QVERIFY(proof);
        QCOMPARE(proof->thumbprint, testKey().publicKey().thumbprint());
        QCOMPARE(proof->jti, QStringLiteral("j-1"));
    }

    void whatWeMakePasses()
    {
        const QByteArray proof = oauth::makeProof(testKey(), {"POST", "https://auth.example/token?x=1", "abc", "nonce"}, kNow);
        QVERIFY(passes(proof, {"POST", "https://auth.example/token", "abc", "nonce"}));
        QVERIFY(!passes(proof, {"POST", "https://auth.example/token", "abc", "other"}));
        QVERIFY(!passes(proof, {"POST", "https://auth.example/token", "abd", "nonce"}));
        QVERIFY(oauth::makeProof(testKey(), kTarget, kNow) != oauth::makeProof(testKey(), kTarget, kNow));
    }

    void claims_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<bool>("accepted");
        const QJsonValue none(QJsonValue::Undefined);
        for (const char *name : {"jti", "htm", "htu", "iat", "ath"})
            QTest::addRow("no %s", name) << QString::fromLatin1(name) << none << false;
        QTest::newRow("empty jti") << "jti" << QJsonValue(QString()) << false;
        QTest::newRow("jti as number") << "jti" << QJsonValue(7) << false;
        QTest::newRow("huge jti") << "jti" << QJsonValue(QString(4000, u'j')) << false;
        QTest::newRow("wrong htm") << "htm" << QJsonValue(QStringLiteral("POST")) << false;
        QTest::newRow("lower-case htm") << "htm" << QJsonValue(QStringLiteral("get")) << false;
        QTest::newRow("other path") << "htu" << QJsonValue(QStringLiteral("https://auth.example/token")) << false;
        QTest::newRow("longer path") << "htu" << QJsonValue(QStringLiteral("https://auth.example/approvals/x")) << false;
        QTest::newRow("other host") << "htu" << QJsonValue(QStringLiteral("https://evil.example/approvals")) << false;
        QTest::newRow("other port") << "htu" << QJsonValue(QStringLiteral("https://auth.example:444/approvals")) << false;
        QTest::newRow("other scheme") << "htu" << QJsonValue(QStringLiteral("http://auth.example/approvals")) << false;
        QTest::newRow("relative") << "htu" << QJsonValue(QStringLiteral("/approvals")) << false;
        QTest::newRow("user info") << "htu" << QJsonValue(QStringLiteral("https://x@auth.example/approvals")) << false;
        QTest::newRow("path in other case") << "htu" << QJsonValue(QStringLiteral("https://auth.example/Approvals")) << false;
        QTest::newRow("upper-case host") << "htu" << QJsonValue(QStringLiteral("HTTPS://AUTH.example/approvals")) << true;
        QTest::newRow("default port") << "htu" << QJsonValue(QStringLiteral("https://auth.example:443/approvals")) << true;
        QTest::newRow("query and fragment") << "htu" << QJsonValue(QStringLiteral("https://auth.example/approvals?a=b#c")) << true;
        QTest::newRow("escaped letter") << "htu" << QJsonValue(QStringLiteral("https://auth.example/%61pprovals")) << true;
        QTest::newRow("dot segments") << "htu" << QJsonValue(QStringLiteral("https://auth.example/x/../approvals")) << true;
        QTest::newRow("wrong ath") << "ath" << QJsonValue(QStringLiteral("bm90IGl0")) << false;
        QTest::newRow("60 s old") << "iat" << QJsonValue(kNow - 60) << true;
        QTest::newRow("61 s old") << "iat" << QJsonValue(kNow - 61) << false;
        QTest::newRow("10 s ahead") << "iat" << QJsonValue(kNow + 10) << true;
        QTest::newRow("11 s ahead") << "iat" << QJsonValue(kNow + 11) << false;
        QTest::newRow("iat as text") << "iat" << QJsonValue(QString::number(kNow)) << false;
        QTest::newRow("iat with fraction") << "iat" << QJsonValue(double(kNow) + 0.5) << false;
    }

    void claims()
    {
        QFETCH(QString, name);
        QFETCH(QJsonValue, value);
        QFETCH(bool, accepted);
        Made made = good();
        if (value.isUndefined())
            made.claims.remove(name);
        else
            made.claims.insert(name, value);
        QCOMPARE(passes(sealed(made)), accepted);
    }

    void headers()
    {
        Made made = good();
        made.type = "JWT";
        QVERIFY(!passes(sealed(made)));
        made = good();
        made.header.remove(QStringLiteral("jwk"));
        QVERIFY(!passes(sealed(made)));
        made = good();
        made.header.insert(QStringLiteral("jwk"), crypto::EcPrivateKey::generate().publicKey().jwk());
        QVERIFY2(!passes(sealed(made)), "signed by another key than the one it names");
        made = good();
        QJsonObject jwk = testKey().publicKey().jwk();
        jwk.insert(QStringLiteral("d"), QStringLiteral("AAAA"));
        made.header.insert(QStringLiteral("jwk"), jwk);
        QVERIFY2(!passes(sealed(made)), "a private key");
        made = good();
        made.header.insert(QStringLiteral("crit"), QJsonArray{QStringLiteral("x")});
        QVERIFY(!passes(sealed(made)));
    }

    void otherTexts()
    {
        const QByteArray proof = sealed(good());
        QVERIFY(passes(proof));
        for (const QByteArray &text : {QByteArray(), QByteArray("garbage"), QByteArray("a.b.c"), QByteArray(proof + "x"), QByteArray(proof + "="), QByteArray(' ' + proof),
                                       QByteArray(proof + ',' + proof), proof.left(proof.lastIndexOf('.') + 1), proof.chopped(1)})
            QVERIFY2(!passes(text), text.constData());
        // alg none
        const QByteArray none = crypto::base64Url("{\"alg\":\"none\",\"typ\":\"dpop+jwt\"}") + '.' + proof.split('.').at(1) + '.';
        QVERIFY(!passes(none));
    }

    void remembersLongEnough()
    {
        const auto proof = oauth::verifyProof(sealed(good()), kTarget, kNow);
        QVERIFY(proof);
        QVERIFY(!oauth::verifyProof(sealed(good()), kTarget, proof->expiresAt()));
        QVERIFY(oauth::verifyProof(sealed(good()), kTarget, proof->expiresAt() - 1));
    }
};

QTEST_APPLESS_MAIN(DpopTest)
#include "dpop_test.moc"
