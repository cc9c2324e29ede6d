// Keys, signatures and encodings as an attacker would bend them.
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/ec_key.h"
#include "app/crypto/ed25519_key.h"
#include "app/crypto/encoding.h"
#include "app/crypto/jws.h"
#include "app/crypto/password.h"

#include <QSet>
#include <QtTest>

using namespace countersign;
using namespace countersign::crypto;

class KeysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void base64UrlHasOneSpelling();
    void thumbprintOfRfc7638Form();
    void verifiesRfc7515Example();
    void refusesBentSignatures();
    void refusesBentKeys_data();
    void refusesBentKeys();
    void storedKeysComeBack();
    void jwsIsTakenApartStrictly_data();
    void jwsIsTakenApartStrictly();
    void ed25519Vector();
    void passwords();
    void randomTokensDiffer();
};

void KeysTest::base64UrlHasOneSpelling()
{
    QCOMPARE(base64Url(QByteArrayView("\xfb\xff")), QByteArray("-_8"));
    QCOMPARE(*fromBase64Url("-_8"), QByteArray("\xfb\xff"));
    for (const char *bad : {"-_8=", "-_9", "+/8", "-_8 ", "-_8\n", "-", "-_8\xC3"})
        QVERIFY2(!fromBase64Url(bad).has_value(), bad);
    // Of every text of up to three symbols, exactly those are read that are what one value is written as.
    const QByteArray symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ \n";
    std::vector<QByteArray> texts{QByteArray()};
    qsizetype read = 0;
    for (size_t i = 0; i < texts.size(); ++i) {
        const auto value = fromBase64Url(texts[i]);
        QVERIFY2(!value || base64Url(*value) == texts[i], texts[i].constData());
        read += value ? 1 : 0;
        for (qsizetype s = 0; texts[i].size() < 3 && s < symbols.size(); ++s)
            texts.push_back(texts[i] + symbols[s]);
    }
    QCOMPARE(read, 1 + 256 + 65536);
}

QJsonObject rfc7515Key()
{
    return {{QStringLiteral("kty"), QStringLiteral("EC")}, {QStringLiteral("crv"), QStringLiteral("P-256")},
            {QStringLiteral("x"), QStringLiteral("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")},
            {QStringLiteral("y"), QStringLiteral("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")}};
}

void KeysTest::thumbprintOfRfc7638Form()
{
    const auto key = EcPublicKey::fromJwk(rfc7515Key());
    QVERIFY(key.has_value());
    const QByteArray members(R"({"crv":"P-256","kty":"EC","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})");
    QCOMPARE(key->thumbprint(), base64Url(sha256(members)));
    QCOMPARE(key->jwk(), rfc7515Key());
}

void KeysTest::verifiesRfc7515Example()
{
    // RFC 7515 A.3
    const QByteArray input("eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ");
    const auto signature = fromBase64Url("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
    const auto key = EcPublicKey::fromJwk(rfc7515Key());
    QVERIFY(key->verify(input, *signature));
    QVERIFY(!key->verify(input + 'x', *signature));
}

void KeysTest::refusesBentSignatures()
{
    const auto key = EcPrivateKey::generate();
    const QByteArray message("refund 42.00 EUR"), good = key.sign(message);
    const auto &publicKey = key.publicKey();
    QCOMPARE(good.size(), 64);
    QVERIFY(publicKey.verify(message, good));

    const QByteArray order = QByteArray::fromHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    QVERIFY(!publicKey.verify(message, QByteArray(64, '\0')));                      // r = s = 0 (CVE-2022-21449)
    QVERIFY(!publicKey.verify(message, order + good.mid(32)));                      // r = n
    QVERIFY(!publicKey.verify(message, good.left(32) + order));                     // s = n
    QVERIFY(!publicKey.verify(message, good.left(32) + QByteArray(32, '\0')));
    QVERIFY(!publicKey.verify(message, good.left(63)));
    QVERIFY(!publicKey.verify(message, good + '\0'));
    QVERIFY(!publicKey.verify(message, {}));
    for (qsizetype i = 0; i < good.size(); ++i) {
        QByteArray bent = good;
        bent[i] = static_cast<char>(bent.at(i) ^ 1);
        QVERIFY(!publicKey.verify(message, bent));
    }
}

void KeysTest::refusesBentKeys_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("value");
    QTest::newRow("private") << QStringLiteral("d") << QStringLiteral("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI");
    QTest::newRow("other curve") << QStringLiteral("crv") << QStringLiteral("P-384");
    QTest::newRow("other type") << QStringLiteral("kty") << QStringLiteral("RSA");
    QTest::newRow("off the curve") << QStringLiteral("x") << QStringLiteral("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEV");
    QTest::newRow("short coordinate") << QStringLiteral("x") << QStringLiteral("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVA");
    QTest::newRow("padded coordinate") << QStringLiteral("x") << QStringLiteral("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU=");
    QTest::newRow("no coordinate") << QStringLiteral("y") << QString();
}

void KeysTest::refusesBentKeys()
{
    QFETCH(QString, member);
    QFETCH(QString, value);
    QJsonObject jwk = rfc7515Key();
    jwk.insert(member, value);
    QVERIFY(!EcPublicKey::fromJwk(jwk).has_value());
}

void KeysTest::storedKeysComeBack()
{
    const auto key = EcPrivateKey::generate();
    const QByteArray pem = key.encryptedPem("phrase");
    QVERIFY(pem.startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    QCOMPARE(EcPrivateKey::fromEncryptedPem(pem, "phrase")->publicKey().thumbprint(), key.publicKey().thumbprint());
    QVERIFY(!EcPrivateKey::fromEncryptedPem(pem, "other").has_value());
    QCOMPARE(EcPrivateKey::fromPkcs8(key.pkcs8().reveal())->publicKey().thumbprint(), key.publicKey().thumbprint());
    QVERIFY(!Ed25519PrivateKey::fromEncryptedPem(pem, "phrase").has_value());

    const auto log = Ed25519PrivateKey::generate();
    QVERIFY(!EcPrivateKey::fromEncryptedPem(log.encryptedPem("phrase"), "phrase").has_value());
}

void KeysTest::jwsIsTakenApartStrictly_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("good") << QByteArray(R"({"alg":"ES256","typ":"jit-action+jwt"})") << true;
    QTest::newRow("media type prefix") << QByteArray(R"({"alg":"ES256","typ":"application/JIT-action+jwt"})") << true;
    QTest::newRow("none") << QByteArray(R"({"alg":"none","typ":"jit-action+jwt"})") << false;
    QTest::newRow("HMAC") << QByteArray(R"({"alg":"HS256","typ":"jit-action+jwt"})") << false;
    QTest::newRow("no alg") << QByteArray(R"({"typ":"jit-action+jwt"})") << false;
    QTest::newRow("other typ") << QByteArray(R"({"alg":"ES256","typ":"at+jwt"})") << false;
    QTest::newRow("no typ") << QByteArray(R"({"alg":"ES256"})") << false;
    QTest::newRow("critical extension") << QByteArray(R"({"alg":"ES256","typ":"jit-action+jwt","crit":["b64"],"b64":false})") << false;
    QTest::newRow("alg twice") << QByteArray(R"({"alg":"none","alg":"ES256","typ":"jit-action+jwt"})") << false;
}

void KeysTest::jwsIsTakenApartStrictly()
{
    QFETCH(QByteArray, header);
    QFETCH(bool, accepted);
    const auto key = EcPrivateKey::generate();
    const QByteArray input = base64Url(header) + '.' + base64Url(R"({"txn":"apr_1"})");
    const QByteArray token = input + '.' + base64Url(key.sign(input));
    const auto jws = parseJws(token, "jit-action+jwt");
    QCOMPARE(jws.has_value(), accepted);
    if (accepted)
        QVERIFY(verifyJws(*jws, key.publicKey()));
    for (const QByteArray &bent : {token + '.', token + '=', ' ' + token, token + '\n', token.mid(1), input + '.', QByteArray("..")})
        QVERIFY(!parseJws(bent, "jit-action+jwt").has_value());
}

void KeysTest::ed25519Vector()
{
    // RFC 8032 7.1, test 2
    const auto key = Ed25519PublicKey::fromRaw(QByteArray::fromHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
    QByteArray signature = QByteArray::fromHex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                               "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    QVERIFY(key->verify("\x72", signature));
    signature[5] = static_cast<char>(signature.at(5) ^ 4);
    QVERIFY(!key->verify("\x72", signature));
    QVERIFY(!Ed25519PublicKey::fromRaw(QByteArray(31, 'x')).has_value());
}

void KeysTest::passwords()
{
    const QByteArray phc = hashPassword("correct horse battery");
    QVERIFY(phc.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
    QVERIFY(verifyPassword("correct horse battery", phc));
    QVERIFY(!verifyPassword("correct horse batterx", phc));
    QVERIFY(!verifyPassword("", phc));
    QVERIFY(!verifyNoPassword("anything"));
    QVERIFY(hashPassword("same") != hashPassword("same"));
}

void KeysTest::randomTokensDiffer()  // TK-30
{
    QSet<QByteArray> seen;
    for (int i = 0; i < 100'000; ++i)
        seen.insert(randomToken());
    QCOMPARE(seen.size(), 100'000);
    QCOMPARE(randomToken(32).size(), 43);
    QSet<char> digits;
    for (const char c : randomDigits(1000))
        digits.insert(c);
    QCOMPARE(digits.size(), 10);
}

QTEST_APPLESS_MAIN(KeysTest)
#include "keys_test.moc"
