// Leaves and signed notes: exact bytes, and everything that must not pass.
#include "app/audit/checkpoint.h"
#include "app/audit/leaf.h"

#include "app/crypto/digest.h"

#include <QJsonDocument>
#include <QtTest>

using namespace countersign;
using namespace countersign::audit;

namespace {

const QString kOrigin = QStringLiteral("auth.example:8443/audit");

Leaf someLeaf()
{
    Leaf leaf;
    leaf.seq = 3;
    leaf.time = 1800000000;
    leaf.event = QStringLiteral("approval.decided");
    leaf.actor = QStringLiteral("usr_x");
    leaf.txn = QStringLiteral("apr_\u202e\n\u0000x");
    leaf.outcome = QStringLiteral("ok");
    leaf.payloadHash = QStringLiteral("h");
    return leaf;
}

}  // namespace

class CheckpointTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leafBytesAreCanonical()
    {
        Leaf leaf = someLeaf();
        leaf.txn = QStringLiteral("apr_1");
        QCOMPARE(leafBytes(leaf), QByteArray(R"({"actor":"usr_x","event":"approval.decided","outcome":"ok","payload_hash":"h","seq":3,"time":1800000000,"txn":"apr_1"})"));
    }

    void leafReadsBack()
    {
        QJsonObject item = leafJson(someLeaf());
        QCOMPARE(*leafFromJson(item), someLeaf());
        item.insert(QStringLiteral("payload"), QJsonObject());
        item.insert(QStringLiteral("salt"), QStringLiteral("x"));
        QCOMPARE(*leafFromJson(item), someLeaf());
        QVERIFY(leafBytes(someLeaf()).count('\n') == 0);
        for (const char *name : {"seq", "time", "event", "actor", "outcome", "payload_hash"}) {
            QJsonObject less = item;
            less.remove(QLatin1String(name));
            QVERIFY2(!leafFromJson(less), name);
        }
        QJsonObject null = item;
        null.insert(QStringLiteral("client"), QJsonValue::Null);
        QVERIFY(!leafFromJson(null));
        QJsonObject more = item;
        more.insert(QStringLiteral("note"), QStringLiteral("not covered by the hash"));
        QVERIFY(!leafFromJson(more));
    }

    void payloadHashIsSaltThenCanonicalPayload()
    {
        const QByteArray salt(32, 's');
        const QByteArray expected = crypto::sha256({salt, R"({"a":1,"b":"x"})"});
        QCOMPARE(payloadHash(salt, {{QStringLiteral("b"), QStringLiteral("x")}, {QStringLiteral("a"), 1}}),
                 QString::fromLatin1(expected.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)));
    }

    void noteHasTheExactShape()
    {
        const auto key = crypto::Ed25519PrivateKey::generate();
        const Checkpoint checkpoint{kOrigin, {42, QByteArray(32, 'r')}};
        const QByteArray note = signCheckpoint(checkpoint, key);
        const QList<QByteArray> lines = note.split('\n');
        QCOMPARE(lines.size(), 6);
        QCOMPARE(lines[0], kOrigin.toUtf8());
        QCOMPARE(lines[1], QByteArray("42"));
        QCOMPARE(lines[2], QByteArray(32, 'r').toBase64());
        QCOMPARE(lines[3], QByteArray());
        QVERIFY(lines[4].startsWith(QByteArray("\xE2\x80\x94 " + kOrigin.toUtf8() + ' ')));
        const QByteArray blob = QByteArray::fromBase64(lines[4].split(' ').last());
        QCOMPARE(blob.size(), 68);
        QCOMPARE(blob.first(4), crypto::sha256({kOrigin.toUtf8(), "\n\x01", key.publicKey().raw()}).first(4));
        QVERIFY(key.publicKey().verify(note.first(note.indexOf("\n\n") + 1), blob.sliced(4)));
        QCOMPARE(*verifyCheckpoint(note, VerifierKey(kOrigin, key.publicKey())), checkpoint);
    }

    void verifierKeyText()
    {
        // The published example of the signed note format.
        const QString example = QStringLiteral("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        const auto key = VerifierKey::parse(example);
        QVERIFY(key);
        QCOMPARE(key->text(), example);
        QCOMPARE(key->name(), QStringLiteral("PeterNeumann"));
        for (const char *bad : {"", "a", "a+b", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                                "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                                "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                                "PeterNeumann+c74f20a3+AhpcT2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T"})
            QVERIFY2(!VerifierKey::parse(QLatin1String(bad)), bad);
    }

    void everyChangedByteIsNoticed()
    {
        const auto key = crypto::Ed25519PrivateKey::generate();
        const VerifierKey verifier(kOrigin, key.publicKey());
        const QByteArray note = signCheckpoint({kOrigin, {7, QByteArray(32, 'x')}}, key);
        for (qsizetype i = 0; i < note.size(); ++i) {
            for (const char to : {'A', '\n', '0', ' '}) {
                QByteArray changed = note;
                changed[i] = to;
                QVERIFY2(changed == note || !verifyCheckpoint(changed, verifier), changed.constData());
            }
            QVERIFY(!verifyCheckpoint(note.first(i), verifier));
        }
        QVERIFY(!verifyCheckpoint(QByteArray(note + '\n'), verifier));
        QVERIFY(!verifyCheckpoint(QByteArray(note + note), verifier));
        QVERIFY(!verifyCheckpoint(note, VerifierKey(kOrigin, crypto::Ed25519PrivateKey::generate().publicKey())));
        QVERIFY(!verifyCheckpoint(note, VerifierKey(QStringLiteral("other/audit"), key.publicKey())));
    }

    void cosignaturesArePassedOver()
    {
        const auto key = crypto::Ed25519PrivateKey::generate();
        const VerifierKey verifier(kOrigin, key.publicKey());
        const Checkpoint checkpoint{kOrigin, {7, QByteArray(32, 'x')}};
        QByteArray note = signCheckpoint(checkpoint, key);
        note += "\xE2\x80\x94 witness.example " + QByteArray(76, 'w').toBase64() + '\n';
        QCOMPARE(*verifyCheckpoint(note, verifier), checkpoint);
        for (int i = 0; i < 16; ++i)
            note += "\xE2\x80\x94 witness.example " + QByteArray(76, 'w').toBase64() + '\n';
        QCOMPARE(verifyCheckpoint(note, verifier).error().code, base::Errc::TooLarge);
        QVERIFY(!parseCheckpoint(QByteArray(20'000, 'x')));
    }

    void sizesHaveOneSpelling()
    {
        const auto root = QByteArray(32, 'x').toBase64();
        const auto note = [&](const QByteArray &size) -> QByteArray { return "o\n" + size + '\n' + root + "\n\n\xE2\x80\x94 o AAAAAAA=\n"; };
        QVERIFY(parseCheckpoint(note("0")));
        QVERIFY(parseCheckpoint(note("10")));
        for (const char *bad : {"", "01", "-1", "+1", "1 ", "1e3", "0x1", "99999999999999999"})
            QVERIFY2(!parseCheckpoint(note(bad)), bad);
    }

    void originOfAnIssuer()
    {
        QCOMPARE(*checkpointOrigin(QStringLiteral("https://auth.example")), QStringLiteral("auth.example/audit"));
        QCOMPARE(*checkpointOrigin(QStringLiteral("http://127.0.0.1:7443")), QStringLiteral("127.0.0.1:7443/audit"));
        QCOMPARE(*checkpointOrigin(QStringLiteral("http://[::1]:7443/")), QStringLiteral("[::1]:7443/audit"));
        for (const char *bad : {"", "auth.example", "ftp://x", "https://u:p@x", "https://"})
            QVERIFY2(!checkpointOrigin(QLatin1String(bad)), bad);
    }
};

QTEST_GUILESS_MAIN(CheckpointTest)
#include "checkpoint_test.moc"
