// Following the log's keys: what a key signed is believed for as long as it was the log's, and no longer.
#include "app/audit/key_chain.h"

#include "app/audit/leaf.h"
#include "app/base/json.h"
#include "app/crypto/ed25519_key.h"
#include "app/crypto/encoding.h"

#include <QtTest>

using namespace countersign;
using namespace countersign::audit;

namespace {

const QString kOrigin = QStringLiteral("127.0.0.1:7443/audit");

struct Chain {
    std::vector<crypto::Ed25519PrivateKey> keys;
    Frontier log;
    std::vector<Hash> leaves;
    QJsonArray steps;

    explicit Chain(int rotations)
    {
        for (int i = 0; i <= rotations; ++i)
            keys.push_back(crypto::Ed25519PrivateKey::generate());
        for (size_t i = 0; i + 1 < keys.size(); ++i)
            rotate(i);
    }
    VerifierKey verifier(size_t i) const { return {kOrigin, keys[i].publicKey()}; }
    QByteArray note(qint64 size, size_t key) const { return signCheckpoint({kOrigin, {size, Hash(32, 'r')}}, keys[key]); }

private:
    void rotate(size_t from)
    {
        const QJsonObject payload{{QStringLiteral("before"), verifier(from).text()}, {QStringLiteral("after"), verifier(from + 1).text()}};
        const QByteArray salt(32, 's');
        Leaf leaf;
        leaf.seq = log.size();
        leaf.time = 1;
        leaf.event = QString(kKeyRotatedEvent);
        leaf.actor = QStringLiteral("cli");
        leaf.outcome = QStringLiteral("ok");
        leaf.payloadHash = payloadHash(salt, payload);
        leaves.push_back(leafHash(leafBytes(leaf)));
        log.append(leaves.back());
        const auto nodes = [this](int level, qint64 index) {
            Frontier part;
            for (qint64 i = index << level; i < (index + 1) << level; ++i)
                part.append(leaves[static_cast<size_t>(i)]);
            return part.root();
        };
        QJsonObject entry = leafJson(leaf);
        entry.insert(QStringLiteral("payload"), payload);
        entry.insert(QStringLiteral("salt"), QString::fromLatin1(crypto::base64Url(salt)));
        QJsonArray proof;
        const auto path = inclusionProof(leaf.seq, log.size(), nodes);
        for (const Hash &hash : *path)
            proof.append(QString::fromLatin1(hash.toBase64()));
        const QByteArray signedOff = signCheckpoint({kOrigin, {log.size(), log.root()}}, keys[from]);
        steps.append(QJsonObject{{QStringLiteral("entry"), entry}, {QStringLiteral("checkpoint"), QString::fromUtf8(signedOff)}, {QStringLiteral("proof"), proof}});
    }
};

}  // namespace

class KeyChainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachKeyIsBelievedForItsTime()
    {
        const Chain chain(2);
        // The first signed off one entry, the second two.
        QVERIFY(verifyOnceFollowing(chain.note(1, 0), chain.verifier(0), chain.steps));
        QVERIFY(verifyOnceFollowing(chain.note(2, 1), chain.verifier(0), chain.steps));
        QVERIFY(verifyOnceFollowing(chain.note(9, 2), chain.verifier(0), chain.steps));
        // What a key signs that another had followed.
        QVERIFY(!verifyOnceFollowing(chain.note(2, 0), chain.verifier(0), chain.steps));
        QVERIFY(!verifyOnceFollowing(chain.note(3, 1), chain.verifier(0), chain.steps));
        // Trust goes forward only.
        QVERIFY(!verifyOnceFollowing(chain.note(1, 0), chain.verifier(1), chain.steps));
        QVERIFY(verifyOnceFollowing(chain.note(9, 2), chain.verifier(1), chain.steps));
    }

    void withoutStepsItIsTheOneKey()
    {
        const Chain chain(1);
        QVERIFY(verifyOnceFollowing(chain.note(7, 0), chain.verifier(0), {}));
        QVERIFY(!verifyOnceFollowing(chain.note(7, 1), chain.verifier(0), {}));
        QVERIFY(verifyOnceFollowing(chain.note(7, 1), chain.verifier(1), chain.steps));
    }

    void aBrokenStepIsNotPassedOver()
    {
        Chain chain(2);
        QJsonObject step = chain.steps.at(1).toObject();
        step.insert(QStringLiteral("checkpoint"), QString::fromUtf8(chain.note(2, 2)));
        chain.steps[1] = step;
        QVERIFY(!verifyOnceFollowing(chain.note(1, 0), chain.verifier(0), chain.steps));
        chain.steps.removeAt(1);
        QVERIFY(verifyOnceFollowing(chain.note(2, 1), chain.verifier(0), chain.steps));
        QVERIFY(!verifyOnceFollowing(chain.note(9, 2), chain.verifier(0), chain.steps));
    }
};

QTEST_GUILESS_MAIN(KeyChainTest)
#include "key_chain_test.moc"
