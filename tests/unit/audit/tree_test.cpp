// The tree against a direct reading of RFC 6962 2.1, the known vectors of certificate transparency, and wrong proofs (AU-10).
#include "app/audit/tree.h"

#include "app/crypto/digest.h"

#include <QtTest>

using namespace countersign;
using namespace countersign::audit;

namespace {

// RFC 6962 2.1 word for word over all leaves: nothing shared with the code under test but the two hash functions.
Hash plainRoot(const std::vector<Hash> &leaves, size_t begin, size_t end)
{
    if (begin == end)
        return crypto::sha256(QByteArrayView());
    if (end - begin == 1)
        return leaves[begin];
    size_t k = 1;
    while (k * 2 < end - begin)
        k *= 2;
    return nodeHash(plainRoot(leaves, begin, begin + k), plainRoot(leaves, begin + k, end));
}

struct Log {
    std::vector<Hash> leaves;
    std::vector<std::vector<Hash>> nodes;
    Frontier frontier;
    std::vector<Hash> roots;  // by size

    explicit Log(int size)
    {
        roots.push_back(frontier.root());
        for (int i = 0; i < size; ++i) {
            leaves.push_back(leafHash(QByteArray::number(i)));
            frontier.append(leaves.back(), [this](int level, qint64 index, const Hash &hash) {
                if (nodes.size() <= static_cast<size_t>(level))
                    nodes.emplace_back();
                auto &row = nodes[static_cast<size_t>(level)];
                QCOMPARE(static_cast<qint64>(row.size()), index);
                row.push_back(hash);
            });
            roots.push_back(frontier.root());
        }
    }
    NodeSource source() const
    {
        return [this](int level, qint64 index) { return nodes.at(static_cast<size_t>(level)).at(static_cast<size_t>(index)); };
    }
    TreeHead head(qint64 size) const { return {size, roots[static_cast<size_t>(size)]}; }
};

Hash flipped(Hash hash)
{
    hash[0] = static_cast<char>(hash[0] ^ 1);
    return hash;
}

}  // namespace

class TreeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownVectors()
    {
        // The eight leaves and roots that implementations of RFC 6962 share as test data.
        const char *const inputs[] = {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
        const char *const roots[] = {
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
        Frontier frontier;
        QCOMPARE(frontier.root().toHex(), QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        for (size_t i = 0; i < std::size(inputs); ++i) {
            frontier.append(leafHash(QByteArray::fromHex(inputs[i])));
            QCOMPARE(frontier.root().toHex(), QByteArray(roots[i]));
        }
    }

    void rootsAgreeWithTheDefinition()
    {
        const Log log(300);
        for (qint64 size = 0; size <= 300; ++size) {
            QCOMPARE(log.roots[static_cast<size_t>(size)], plainRoot(log.leaves, 0, static_cast<size_t>(size)));
            QCOMPARE(rootAt(size, log.source()), log.roots[static_cast<size_t>(size)]);
        }
    }

    // Grown by parts, each made on its own, it is the same tree, and tells of the same nodes where parts meet.
    void aTreeOfPartsIsTheTree()
    {
        constexpr int size = 77, part = 16;
        const Log log(size);
        for (int cut = 1; cut <= size; ++cut) {
            Frontier whole;
            QSet<QString> told;
            for (int first = 0; first < cut; first += part) {
                Frontier piece;
                for (int i = first; i < std::min(cut, first + part); ++i)
                    piece.append(log.leaves[static_cast<size_t>(i)]);
                whole.appendAll(piece, [&](int level, qint64 index, const Hash &hash) {
                    QCOMPARE(hash, log.source()(level, index));
                    told.insert(QStringLiteral("%1/%2").arg(level).arg(index));
                });
                QCOMPARE(whole.size(), std::min(cut, first + part));
            }
            QCOMPARE(whole.root(), log.roots[static_cast<size_t>(cut)]);
            QCOMPARE(told.contains(QStringLiteral("5/0")), cut >= 32);
            QCOMPARE(told.contains(QStringLiteral("6/0")), cut >= 64);
        }
    }

    void everyConsistencyProofTo300()
    {
        const Log log(300);
        for (qint64 to = 0; to <= 300; ++to) {
            for (qint64 from = 0; from <= to; ++from) {
                const Proof proof = *consistencyProof(from, to, log.source());
                QVERIFY2(verifyConsistency(log.head(from), log.head(to), proof), qPrintable(QStringLiteral("%1 %2").arg(from).arg(to)));
                if (from == 0)
                    continue;
                // Other roots, and a proof that is shorter, longer or changed, show nothing.
                QVERIFY(!verifyConsistency({from, flipped(log.head(from).root)}, log.head(to), proof));
                QVERIFY(!verifyConsistency(log.head(from), {to, flipped(log.head(to).root)}, proof));
                Proof longer = proof;
                longer.push_back(log.leaves[0]);
                QVERIFY(!verifyConsistency(log.head(from), log.head(to), longer));
                if (proof.empty())
                    continue;
                Proof shorter = proof;
                shorter.pop_back();
                QVERIFY(!verifyConsistency(log.head(from), log.head(to), shorter));
                Proof changed = proof;
                const size_t at = static_cast<size_t>(from * 7 + to) % changed.size();
                changed[at] = flipped(changed[at]);
                QVERIFY(!verifyConsistency(log.head(from), log.head(to), changed));
            }
        }
    }

    void rewrittenPastIsNoticed()  // AU-03
    {
        const Log before(200);
        Log after(0);
        for (int i = 0; i < 260; ++i) {
            const QByteArray text = i == 77 ? QByteArray("forged") : QByteArray::number(i);
            after.frontier.append(leafHash(text), [&](int level, qint64, const Hash &hash) {
                if (after.nodes.size() <= static_cast<size_t>(level))
                    after.nodes.emplace_back();
                after.nodes[static_cast<size_t>(level)].push_back(hash);
            });
        }
        const TreeHead later{260, after.frontier.root()};
        for (qint64 from = 78; from <= 200; ++from)
            QVERIFY(!verifyConsistency(before.head(from), later, *consistencyProof(from, 260, after.source())));
        QVERIFY(verifyConsistency(before.head(77), later, *consistencyProof(77, 260, after.source())));
    }

    void everyInclusionProofTo130()
    {
        const Log log(130);
        for (qint64 size = 1; size <= 130; ++size) {
            for (qint64 index = 0; index < size; ++index) {
                const Proof proof = *inclusionProof(index, size, log.source());
                const Hash leaf = log.leaves[static_cast<size_t>(index)];
                QVERIFY(verifyInclusion(leaf, index, log.head(size), proof));
                QVERIFY(!verifyInclusion(flipped(leaf), index, log.head(size), proof));
                QVERIFY(size == 1 || !verifyInclusion(leaf, (index + 1) % size, log.head(size), proof));
                Proof longer = proof;
                longer.push_back(leaf);
                QVERIFY(!verifyInclusion(leaf, index, log.head(size), longer));
            }
        }
    }

    void nonsenseIsRefused()
    {
        const Log log(8);
        QVERIFY(!consistencyProof(-1, 4, log.source()));
        QVERIFY(!consistencyProof(5, 4, log.source()));
        QVERIFY(!inclusionProof(4, 4, log.source()));
        QVERIFY(!inclusionProof(-1, 4, log.source()));
        QVERIFY(!verifyConsistency({-1, log.roots[1]}, log.head(4), {}));
        QVERIFY(!verifyConsistency(log.head(5), log.head(4), {}));
        QVERIFY(!verifyConsistency({0, log.roots[3]}, log.head(4), {}));
        QVERIFY(!verifyConsistency(log.head(3), log.head(7), {QByteArray("short")}));
        QVERIFY(!verifyInclusion(log.leaves[0], 0, {0, emptyRoot()}, {}));
        QVERIFY(!verifyInclusion(QByteArray("x"), 0, log.head(1), {}));
    }
};

QTEST_GUILESS_MAIN(TreeTest)
#include "tree_test.moc"
