#include "app/console/log_witness.h"

#include "app/audit/key_chain.h"
#include "app/audit/leaf.h"
#include "app/audit/tree.h"
#include "app/crypto/ed25519_key.h"
#include "tests/support/fake_backend.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace countersign;
using console::LogWitness;
using Verdict = console::LogWitness::Verdict;

namespace {

const QString kOrigin = QStringLiteral("authority.example/audit");

// A log whose past a test can rewrite.
struct Log {
    std::vector<audit::Hash> leaves;
    crypto::Ed25519PrivateKey key = crypto::Ed25519PrivateKey::generate();

    void append(const QByteArray &text) { leaves.push_back(audit::leafHash(text)); }
    [[nodiscard]] audit::Hash node(int level, qint64 index) const
    {
        if (level == 0)
            return leaves[static_cast<size_t>(index)];
        return audit::nodeHash(node(level - 1, index * 2), node(level - 1, index * 2 + 1));
    }
    [[nodiscard]] audit::NodeSource nodes() const { return [this](int level, qint64 index) { return node(level, index); }; }
    [[nodiscard]] qint64 size() const { return static_cast<qint64>(leaves.size()); }
    [[nodiscard]] QByteArray note() const { return audit::signCheckpoint({kOrigin, {size(), audit::rootAt(size(), nodes())}}, key); }
    [[nodiscard]] QString verifier() const { return audit::VerifierKey(kOrigin, key.publicKey()).text(); }
    [[nodiscard]] backends::LogProof consistency(qint64 from) const
    {
        const audit::Proof proof = *audit::consistencyProof(from, size(), nodes());
        return {from, size(), {proof.begin(), proof.end()}};
    }
};

}  // namespace

class LogWitnessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_log = Log();
        for (int i = 0; i < 7; ++i)
            m_log.append(QByteArray::number(i));
        m_backend = std::make_unique<tests::FakeBackend>();
        serve(0);
    }

    void remembersAndFollowsALogThatGrows()
    {
        auto witness = make();
        QCOMPARE(check(*witness), Verdict::Verified);
        QCOMPARE(witness->verifiedSize(), 7);
        QVERIFY(QFile::exists(stateFile()));
        QCOMPARE(QFile::permissions(stateFile()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        m_log.append("more");
        serve(7);
        witness = make();  // the next start
        QCOMPARE(check(*witness), Verdict::Verified);
        QCOMPARE(witness->verifiedSize(), 8);
    }

    // AU-03: with the log's own key.
    void aRewrittenPastIsNoticed()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        m_log.leaves[2] = audit::leafHash("another past");
        m_log.append("more");
        serve(7);
        auto witness = make();
        QCOMPARE(check(*witness), Verdict::Mismatch);
        QVERIFY(QFile::exists(witness->evidenceFile()));
        QFile evidence(witness->evidenceFile());
        QVERIFY(evidence.open(QIODevice::ReadOnly));
        const auto said = base::json::parseObject(evidence.readAll().trimmed());
        QVERIFY(said);
        QVERIFY(said->value(QStringLiteral("checkpoint_before")).toString().startsWith(kOrigin));
        QVERIFY(said->value(QStringLiteral("checkpoint_now")).toString() != said->value(QStringLiteral("checkpoint_before")).toString());
        m_log = Log();  // whatever comes now: this run trusts it no more
        serve(0);
        QCOMPARE(check(*witness), Verdict::Mismatch);
    }

    void aRewrittenPastOfTheSameSizeIsNoticed()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        m_log.leaves[6] = audit::leafHash("another last entry");
        serve(0);
        QCOMPARE(check(*make()), Verdict::Mismatch);
    }

    // AU-04
    void aShorterLogIsNoticed()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        m_log.leaves.pop_back();
        serve(0);
        QCOMPARE(check(*make()), Verdict::Mismatch);
    }

    void anotherKeyIsNoticed()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        m_log.key = crypto::Ed25519PrivateKey::generate();
        serve(0);
        QCOMPARE(check(*make()), Verdict::Mismatch);
    }

    // The old key hands over to a new one in the log, and signs that as its last.
    void aKeyThatWasHandedOverIsFollowed()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        const QJsonArray steps = rotate(m_log.key);
        serve(7);
        m_backend->keySteps = steps;
        auto witness = make();
        QCOMPARE(check(*witness), Verdict::Verified);
        QCOMPARE(witness->verifiedSize(), 9);
        // Metadata of before: what counts is the key that was followed to.
        m_backend->logKey = m_oldKey;
        QCOMPARE(check(*witness), Verdict::Verified);
        m_backend->keySteps = QJsonArray();
        QCOMPARE(check(*make()), Verdict::Verified);
    }

    void aKeyThatHandedItselfOverIsNoticed()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        const QJsonArray steps = rotate(crypto::Ed25519PrivateKey::generate());
        serve(7);
        m_backend->keySteps = steps;
        QCOMPARE(check(*make()), Verdict::Mismatch);
    }

    void aBadSignatureIsNoticed()
    {
        QByteArray note = m_log.note();
        note.replace("\n7\n", "\n8\n");
        m_backend->note = note;
        QCOMPARE(check(*make()), Verdict::Mismatch);
    }

    void damagedMemoryIsNoFirstTime()
    {
        QCOMPARE(check(*make()), Verdict::Verified);
        QFile state(stateFile());
        QVERIFY(state.open(QIODevice::WriteOnly));
        state.write("{}");
        state.close();
        QCOMPARE(check(*make()), Verdict::Mismatch);
    }

    void noConnectionIsNoMismatch()
    {
        m_backend->note = base::Result<QByteArray>(base::Errc::Unavailable, {});
        auto witness = make();
        const auto answer = witness->check();
        QTRY_VERIFY(answer.isFinished());
        QVERIFY(!answer.result());
        serve(0);
        QCOMPARE(check(*witness), Verdict::Verified);
    }

    void whatCannotBeRememberedIsNotReliedOn()
    {
        auto witness = make();
        QVERIFY(QDir().mkpath(stateFile()));  // a folder where the file should be
        const auto answer = witness->check();
        QTRY_VERIFY(answer.isFinished());
        QVERIFY(!answer.result() || *answer.result() == Verdict::Mismatch);
        QCOMPARE(witness->verifiedSize(), 0);
    }

    void provesTheOwnDecision()
    {
        backends::LogEntry entry;
        entry.seq = 3;
        entry.event = QStringLiteral("approval.decided");
        entry.txn = QStringLiteral("apr_1");
        entry.adh = QStringLiteral("v1.x");
        entry.device = QStringLiteral("kid");
        entry.leaf = "3";
        m_backend->entries = {entry};
        auto witness = make();
        QCOMPARE(check(*witness), Verdict::Verified);
        const audit::Proof proof = *audit::inclusionProof(3, 7, m_log.nodes());
        m_backend->proof = backends::LogProof{0, 7, {proof.begin(), proof.end()}};
        QVERIFY(prove(*witness, QStringLiteral("kid")));
        QVERIFY(!prove(*witness, QStringLiteral("another device")));
        entry.leaf = "4";
        m_backend->entries = {entry};
        QVERIFY(!prove(*witness, QStringLiteral("kid")));
    }

private:
    [[nodiscard]] QString stateFile() const { return m_dir->filePath(QStringLiteral("log/state.json")); }
    std::unique_ptr<LogWitness> make()
    {
        return std::make_unique<LogWitness>(LogWitness::Parts{m_backend.get(), stateFile(), m_dir->filePath(QStringLiteral("evidence")), LogWitness::Parts::Name::Fixed});
    }
    void serve(qint64 from)
    {
        m_backend->logKey = m_log.verifier();
        m_backend->note = m_log.note();
        if (from > 0)
            m_backend->proof = m_log.consistency(from);
    }
    // An entry about a new key, signed off with `by`, and one entry more under the new key.
    QJsonArray rotate(const crypto::Ed25519PrivateKey &by)
    {
        m_oldKey = m_log.verifier();
        const auto next = crypto::Ed25519PrivateKey::generate();
        const QJsonObject payload{{QStringLiteral("before"), m_oldKey}, {QStringLiteral("after"), audit::VerifierKey(kOrigin, next.publicKey()).text()}};
        const QByteArray salt(32, 's');
        audit::Leaf leaf;
        leaf.seq = m_log.size();
        leaf.event = QString(audit::kKeyRotatedEvent);
        leaf.actor = QStringLiteral("cli");
        leaf.outcome = QStringLiteral("ok");
        leaf.payloadHash = audit::payloadHash(salt, payload);
        m_log.append(audit::leafBytes(leaf));
        QJsonObject entry = audit::leafJson(leaf);
        entry.insert(QStringLiteral("payload"), payload);
        entry.insert(QStringLiteral("salt"), QString::fromLatin1(salt.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)));
        QJsonArray proof;
        const audit::Proof hashes = *audit::inclusionProof(leaf.seq, m_log.size(), m_log.nodes());
        for (const audit::Hash &hash : hashes)
            proof.append(QString::fromLatin1(hash.toBase64()));
        const QByteArray last = audit::signCheckpoint({kOrigin, {m_log.size(), audit::rootAt(m_log.size(), m_log.nodes())}}, by);
        m_log.key = next;
        m_log.append("the first of the new key");
        return {QJsonObject{{QStringLiteral("entry"), entry}, {QStringLiteral("checkpoint"), QString::fromUtf8(last)}, {QStringLiteral("proof"), proof}}};
    }
    static Verdict check(LogWitness &witness)
    {
        const auto answer = witness.check();
        if (!QTest::qWaitFor([&] { return answer.isFinished(); }) || !answer.result())
            return Verdict::Unsupported;
        return *answer.result();
    }
    static bool prove(LogWitness &witness, const QString &device)
    {
        const auto answer = witness.prove({base::ApprovalId(QStringLiteral("apr_1")), base::DeviceKid(device), "v1.x"});
        return QTest::qWaitFor([&] { return answer.isFinished(); }, 20'000) && answer.result() && *answer.result();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<tests::FakeBackend> m_backend;
    Log m_log;
    QString m_oldKey;
};

QTEST_GUILESS_MAIN(LogWitnessTest)
#include "log_witness_test.moc"
