// An exported log, and everything somebody could do to it.
#include "app/audit/export_verifier.h"
#include "app/audit/leaf.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"

#include <QtTest>

#include <sys/resource.h>

using namespace countersign;
using namespace countersign::audit;

namespace {

const QString kOrigin = QStringLiteral("auth.example/audit");

// A log of `count` entries as its export: the first line, the entries, the last line.
struct Log {
    crypto::Ed25519PrivateKey key = crypto::Ed25519PrivateKey::generate();
    std::vector<Hash> leaves;
    std::vector<QJsonObject> entries;

    explicit Log(int count)
    {
        for (int seq = 0; seq < count; ++seq)
            add(QStringLiteral("usr_%1").arg(seq % 3));
    }

    void add(const QString &actor)
    {
        add(QStringLiteral("test.done"), {{QStringLiteral("reason"), QStringLiteral("a \"quoted\" } ] {, Größe \\ %1").arg(entries.size())}, {QStringLiteral("n"), QJsonArray{1, QJsonObject{{QStringLiteral("x"), true}}}}}, actor);
    }

    void add(const QString &event, const QJsonObject &payload, const QString &actor = QStringLiteral("cli"))
    {
        const QByteArray salt(32, static_cast<char>(entries.size()));
        Leaf leaf;
        leaf.seq = static_cast<qint64>(entries.size());
        leaf.time = 1'800'000'000 + leaf.seq;
        leaf.event = event;
        leaf.actor = actor;
        if (leaf.seq % 2 == 0)
            leaf.txn = QStringLiteral("apr_%1").arg(leaf.seq);
        leaf.outcome = QStringLiteral("ok");
        leaf.payloadHash = payloadHash(salt, payload);
        leaves.push_back(leafHash(leafBytes(leaf)));
        QJsonObject line = leafJson(leaf);
        line.insert(QStringLiteral("payload"), payload);
        line.insert(QStringLiteral("salt"), QString::fromLatin1(crypto::base64Url(salt)));
        entries.push_back(line);
    }

    [[nodiscard]] TreeHead head() const
    {
        Frontier frontier;
        for (const Hash &leaf : leaves)
            frontier.append(leaf);
        return {frontier.size(), frontier.root()};
    }

    [[nodiscard]] VerifierKey verifier() const { return {kOrigin, key.publicKey()}; }

    [[nodiscard]] QByteArrayList lines(const QList<int> &only = {}) const
    {
        QByteArrayList out{base::json::canonical(QJsonObject{{QStringLiteral("checkpoint"), QString::fromUtf8(signCheckpoint({kOrigin, head()}, key))}, {QStringLiteral("size"), head().size}})};
        for (const QJsonObject &entry : entries) {
            const int seq = entry.value(QStringLiteral("seq")).toInt();
            if (!only.isEmpty() && !only.contains(seq))
                continue;
            QJsonObject line = entry;
            if (!only.isEmpty())
                line.insert(QStringLiteral("proof"), proof(seq));
            out.append(base::json::canonical(line));
        }
        out.append(base::json::canonical(QJsonObject{{QStringLiteral("end"), out.size() - 1}}));
        return out;
    }

    [[nodiscard]] QJsonArray proof(int seq) const
    {
        const auto nodes = [this](int level, qint64 index) {
            Frontier frontier;
            for (qint64 at = index << level; at < (index + 1) << level; ++at)
                frontier.append(leaves[static_cast<size_t>(at)]);
            return frontier.root();
        };
        QJsonArray hashes;
        const auto found = inclusionProof(seq, head().size, nodes);
        for (const Hash &hash : *found)
            hashes.append(QString::fromLatin1(hash.toBase64()));
        return hashes;
    }
};

ExportReport verify(const QByteArrayList &lines, const VerifierKey &key, qsizetype piece = 1 << 20)
{
    ExportVerifier verifier(key);
    const QByteArray file = lines.join('\n') + '\n';
    for (qsizetype at = 0; at < file.size(); at += piece)
        verifier.feed(QByteArrayView(file).sliced(at, std::min(piece, file.size() - at)));
    return verifier.finish();
}

}  // namespace

class ExportVerifierTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGenuineLogIsClean()
    {
        for (const int count : {0, 1, 2, 7, 100}) {
            const Log log(count);
            for (const qsizetype piece : {1, 17, 1 << 20}) {
                const auto report = verify(log.lines(), log.verifier(), piece);
                QVERIFY2(report.isClean(), report.isClean() ? "" : qPrintable(report.findings.front().text));
                QVERIFY(report.isWhole);
                QCOMPARE(report.entries, count);
            }
        }
    }

    // From before the log's key was changed, or forged: never clean, and whose key it claims is told only where that is another one of this log.
    void anotherKeyThanTheTrustedOneIsNamed()
    {
        const Log log(3), other(0);
        const auto found = [&](const QString &named) {
            QByteArrayList lines = log.lines();
            QJsonObject first = *base::json::parseObject(lines.first());
            first.insert(QStringLiteral("key"), named);
            lines.first() = base::json::canonical(first);
            const auto report = verify(lines, other.verifier());
            return report.isClean() ? QString() : report.findings.front().text;
        };
        QVERIFY(found(log.verifier().text()).contains(log.verifier().text()));
        const VerifierKey foreign(QStringLiteral("elsewhere.example/audit"), log.key.publicKey());
        for (const QString &named : {other.verifier().text(), foreign.text(), QStringLiteral("\u001b[2Jno key"), QString()})
            QVERIFY2(!found(named).isEmpty() && !found(named).contains(QStringLiteral("names another key")), qPrintable(found(named)));
    }

    // Long enough for many shares on many threads: what is wrong is still told by its line.
    void aLongLogIsSettledInItsOrder()
    {
        constexpr int count = 30'000;
        const Log log(count);
        const QByteArrayList lines = log.lines();
        constexpr qsizetype piece = 1 << 20;
        const auto clean = verify(lines, log.verifier(), piece);
        QVERIFY2(clean.isClean(), clean.isClean() ? "" : qPrintable(clean.findings.front().text));
        QCOMPARE(clean.entries, count);
        QByteArrayList damaged = lines;
        const std::vector<qint64> places{2, 9'000, 17'777, count + 1};
        for (const qint64 line : places)
            damaged[line - 1].replace("quoted", "qvoted");
        const auto report = verify(damaged, log.verifier(), piece);
        QCOMPARE(report.entries, count);
        QCOMPARE(report.findings.size(), places.size());
        for (size_t i = 0; i < places.size(); ++i) {
            QCOMPARE(report.findings[i].line, places[i]);
            QCOMPARE(report.findings[i].seq, std::optional<qint64>(places[i] - 2));
        }
    }

    void aPartIsCleanByItsProofs()
    {
        const Log log(50);
        const auto report = verify(log.lines({3, 4, 31, 49}), log.verifier());
        QVERIFY(report.isClean());
        QVERIFY(!report.isWhole);
        QCOMPARE(report.entries, 4);
    }

    void anErasedPayloadIsNoFaultWhereTheLogSaysSo()
    {
        Log log(5);
        log.add(QString(kErasedEvent), {{QStringLiteral("erased"), QJsonArray{QJsonArray{0, 0}, QJsonArray{2, 3}}}});
        for (const size_t seq : {size_t(2), size_t(3)}) {
            log.entries[seq].remove(QStringLiteral("payload"));
            log.entries[seq].remove(QStringLiteral("salt"));
        }
        const auto report = verify(log.lines(), log.verifier());
        QVERIFY2(report.isClean(), report.isClean() ? "" : qPrintable(report.findings.front().text));
        QCOMPARE(report.erasedPayloads, 2);
        // One more than the log speaks of, and the same in a part, which cannot know.
        log.entries[4].remove(QStringLiteral("payload"));
        log.entries[4].remove(QStringLiteral("salt"));
        const auto cut = verify(log.lines(), log.verifier());
        QCOMPARE(cut.findings.size(), size_t(1));
        QCOMPARE(cut.findings.front().seq, std::optional<qint64>(4));
        QVERIFY(verify(log.lines({3, 4}), log.verifier()).isClean());
    }

    void whatIsMissingIsFound_data()
    {
        QTest::addColumn<QList<int>>("missing");
        QTest::addColumn<QList<int>>("said");  // pairs
        QTest::addColumn<int>("first");
        QTest::newRow("nothing") << QList<int>{} << QList<int>{} << -1;
        QTest::newRow("never said") << QList<int>{7} << QList<int>{} << 7;
        QTest::newRow("exactly") << QList<int>{3, 4, 9} << QList<int>{3, 4, 9, 9} << -1;
        QTest::newRow("joined, out of order") << QList<int>{3, 4, 5, 6} << QList<int>{5, 6, 3, 4} << -1;
        QTest::newRow("overlapping") << QList<int>{3, 4, 5, 6} << QList<int>{1, 5, 4, 8} << -1;
        QTest::newRow("one short") << QList<int>{3, 4, 5} << QList<int>{3, 4} << 5;
        QTest::newRow("a hole") << QList<int>{3, 4, 5} << QList<int>{3, 3, 5, 9} << 4;
        QTest::newRow("before all") << QList<int>{0} << QList<int>{1, 9} << 0;
    }
    void whatIsMissingIsFound()
    {
        QFETCH(QList<int>, missing);
        QFETCH(QList<int>, said);
        QFETCH(int, first);
        SeqSet wanted, there;
        for (const int seq : missing)
            wanted.add(seq);
        for (qsizetype i = 0; i < said.size(); i += 2)
            there.add(SeqRange{said[i], said[i + 1]});
        QCOMPARE(wanted.firstMissingIn(there), first);
    }

    // Rewriting the past, one way each. `AU-…` are told by their effect.
    void tamperingIsFound_data()
    {
        QTest::addColumn<int>("way");
        const char *ways[] = {"flipped byte in an actor", "flipped byte in a payload", "flipped byte in a salt", "deleted entry", "inserted entry", "two entries exchanged", "cut off at the end",
                              "cut off with a new last line", "rewritten with all hashes, another key", "a member that is not hashed", "a name written twice", "a space that is not canonical", "no checkpoint", "checkpoint of an earlier size",
                              "entries behind the last line", "a proof in a whole log", "the number of the end written otherwise", "the end with a remark", "a member no first line has"};
        for (int way = 0; way < static_cast<int>(std::size(ways)); ++way)
            QTest::newRow(ways[way]) << way;
    }

    void tamperingIsFound()
    {
        QFETCH(int, way);
        Log log(20);
        const VerifierKey key = log.verifier();
        QByteArrayList lines = log.lines();
        switch (way) {
        case 0: lines[8].replace("usr_", "usr-"); break;
        case 1: lines[8].replace("quoted", "qvoted"); break;
        case 2: lines[8].replace("\"salt\":\"", "\"salt\":\"A"); break;
        case 3: lines.removeAt(8); lines.last() = "{\"end\":19}"; break;
        case 4: lines.insert(8, lines[8]); lines.last() = "{\"end\":21}"; break;
        case 5: std::swap(lines[8], lines[9]); break;
        case 6: lines.removeLast(); break;
        case 7: lines = lines.first(15); lines.append("{\"end\":14}"); break;
        case 8: lines = Log(20).lines(); break;
        case 9: lines[8].insert(1, "\"a\":1,"); break;
        case 10: lines[8].replace("\"actor\":", "\"actor\":\"usr_9\",\"actor\":"); break;
        case 11: lines[8].replace("\"actor\":", "\"actor\": "); break;
        case 12: lines.removeFirst(); break;
        case 13: {
            Log shorter(19);
            lines[0] = base::json::canonical(QJsonObject{{QStringLiteral("checkpoint"), QString::fromUtf8(signCheckpoint({kOrigin, shorter.head()}, log.key))}});
            break;
        }
        case 14: lines.move(lines.size() - 1, 1); break;
        case 15: lines[8].replace("\"salt\":", "\"proof\":[],\"salt\":"); break;
        case 16: lines.last() = "{\"end\":20.0}"; break;
        case 17: lines.last() = "{\"end\":20,\"x\":1}"; break;
        case 18: lines[0].replace("\"size\":", "\"remark\":1,\"size\":"); break;
        default: QFAIL("a way without a change");
        }
        QVERIFY(!verify(lines, key).isClean());
    }

    void aProofOfAnotherEntryProvesNothing()
    {
        const Log log(40);
        QByteArrayList lines = log.lines({5, 9});
        QJsonObject five = *base::json::parseObject(lines[1]), nine = *base::json::parseObject(lines[2]);
        five.insert(QStringLiteral("proof"), nine.value(QStringLiteral("proof")));
        lines[1] = base::json::canonical(five);
        QVERIFY(!verify(lines, log.verifier()).isClean());
        five.insert(QStringLiteral("proof"), QJsonArray());
        lines[1] = base::json::canonical(five);
        QVERIFY(!verify(lines, log.verifier()).isClean());
        five.remove(QStringLiteral("proof"));
        lines[1] = base::json::canonical(five);
        QVERIFY(!verify(lines, log.verifier()).isClean());
    }

    void aProofIsWrittenInOneWay()
    {
        const Log log(40);
        const QByteArrayList good = log.lines({5, 9});
        QVERIFY(verify(good, log.verifier()).isClean());
        for (const auto &[before, after] : std::initializer_list<std::pair<const char *, const char *>>{{"\"proof\":[", "\"proof\":[ "}, {"=\"]", "\"]"}}) {
            QByteArrayList lines = good;
            lines[1].replace(before, after);
            QVERIFY(lines[1] != good[1]);
            QVERIFY2(!verify(lines, log.verifier()).isClean(), after);
        }
    }

    // A file of nothing but short lines is refused in little room: it took a hundred times its own.
    void whatIsNoLogAtAllIsRefusedCheaply()
    {
        const Log log(1);
        for (const char *line : {"\n", "x\n"}) {
            ExportVerifier verifier(log.verifier());
            verifier.feed(log.lines().first() + '\n');
            verifier.feed(QByteArray(line).repeated(4'000'000));
            const auto report = verifier.finish();
            QCOMPARE(report.findings.size(), size_t(100));
            QCOMPARE(report.entries, 0);
        }
        rusage used{};
        ::getrusage(RUSAGE_SELF, &used);
        QVERIFY2(used.ru_maxrss < 300 * 1024, qPrintable(QString::number(used.ru_maxrss)));
    }

    void everySingleByteCounts()
    {
        const Log log(3);
        const QByteArray file = log.lines().join('\n') + '\n';
        for (qsizetype at = 0; at < file.size(); ++at) {
            QByteArray changed = file;
            changed[at] = static_cast<char>(changed[at] ^ 1);
            ExportVerifier verifier(log.verifier());
            verifier.feed(changed);
            const auto report = verifier.finish();
            // What the first line says beside the signed note is for people.
            const bool isRemark = at > file.indexOf("\"size\"") - 2 && at < file.indexOf('\n');
            QVERIFY2(isRemark || !report.isClean(), qPrintable(QStringLiteral("byte %1 of %2").arg(at).arg(QString::fromUtf8(file.mid(std::max<qsizetype>(0, at - 20), 40)))));
        }
    }
};

QTEST_GUILESS_MAIN(ExportVerifierTest)
#include "export_verifier_test.moc"
