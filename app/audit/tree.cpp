#include "app/audit/tree.h"

#include "app/crypto/digest.h"

#include <bit>

namespace countersign::audit {

namespace {

constexpr char kLeaf[] = {0x00};
constexpr char kNode[] = {0x01};

// The largest power of two smaller than n, for n > 1: where RFC 6962 splits a tree.
qint64 split(qint64 n)
{
    return static_cast<qint64>(std::bit_floor(static_cast<quint64>(n - 1)));
}

// MTH(D[begin:end]) for a range the splitting rule arrives at.
Hash rangeHash(qint64 begin, qint64 end, const NodeSource &nodes)
{
    const qint64 count = end - begin;
    if (std::has_single_bit(static_cast<quint64>(count))) {
        const int level = std::countr_zero(static_cast<quint64>(count));
        return nodes(level, begin >> level);
    }
    const qint64 middle = begin + split(count);
    return nodeHash(rangeHash(begin, middle, nodes), rangeHash(middle, end, nodes));
}

base::Error outside(const char *what)
{
    return {base::Errc::InvalidArgument, QString::fromLatin1(what)};
}

}  // namespace

Hash leafHash(QByteArrayView leaf)
{
    return crypto::sha256({QByteArrayView(kLeaf, 1), leaf});
}

Hash nodeHash(QByteArrayView left, QByteArrayView right)
{
    return crypto::sha256({QByteArrayView(kNode, 1), left, right});
}

Hash emptyRoot()
{
    return crypto::sha256(QByteArrayView());
}

Hash rootAt(qint64 size, const NodeSource &nodes)
{
    return size == 0 ? emptyRoot() : rangeHash(0, size, nodes);
}

base::Result<Proof> inclusionProof(qint64 index, qint64 size, const NodeSource &nodes)
{
    if (index < 0 || index >= size)
        return outside("an inclusion proof needs 0 <= seq < size");
    Proof proof;
    // From the root down to the leaf, noting the sibling left aside at each split; the proof lists them leaf first.
    for (qint64 begin = 0, end = size; end - begin > 1;) {
        const qint64 middle = begin + split(end - begin);
        if (index < middle) {
            proof.push_back(rangeHash(middle, end, nodes));
            end = middle;
        } else {
            proof.push_back(rangeHash(begin, middle, nodes));
            begin = middle;
        }
    }
    return Proof(proof.rbegin(), proof.rend());
}

base::Result<Proof> consistencyProof(qint64 from, qint64 to, const NodeSource &nodes)
{
    if (from < 0 || from > to)
        return outside("a consistency proof needs 0 <= from <= to");
    Proof proof;
    if (from == 0 || from == to)
        return proof;
    // SUBPROOF(m, D[begin:end], b) unrolled; the last step adds the old subtree unless it is the whole old tree.
    qint64 begin = 0;
    qint64 end = to;
    while (end != from) {
        const qint64 middle = begin + split(end - begin);
        if (from <= middle) {
            proof.push_back(rangeHash(middle, end, nodes));
            end = middle;
        } else {
            proof.push_back(rangeHash(begin, middle, nodes));
            begin = middle;
        }
    }
    if (begin != 0)
        proof.push_back(rangeHash(begin, end, nodes));
    return Proof(proof.rbegin(), proof.rend());
}

bool verifyInclusion(QByteArrayView leaf, qint64 index, const TreeHead &head, const Proof &proof)
{
    if (index < 0 || index >= head.size || leaf.size() != 32)
        return false;
    qint64 fn = index;
    qint64 sn = head.size - 1;
    Hash r = leaf.toByteArray();
    for (const Hash &p : proof) {
        if (sn == 0 || p.size() != 32)
            return false;
        if ((fn & 1) != 0 || fn == sn) {
            r = nodeHash(p, r);
            while ((fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            r = nodeHash(r, p);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && r == head.root;
}

bool verifyConsistency(const TreeHead &earlier, const TreeHead &later, const Proof &proof)
{
    if (earlier.size < 0 || earlier.size > later.size)
        return false;
    if (earlier.size == 0)
        return proof.empty() && earlier.root == emptyRoot() && (later.size > 0 || later.root == earlier.root);
    if (earlier.size == later.size)
        return proof.empty() && earlier.root == later.root;
    for (const Hash &p : proof) {
        if (p.size() != 32)
            return false;
    }
    // When the old tree is one complete subtree its root is not repeated in the proof.
    const bool whole = std::has_single_bit(static_cast<quint64>(earlier.size));
    if (!whole && proof.empty())
        return false;
    auto next = proof.begin();
    Hash fr = whole ? earlier.root : *next++;
    Hash sr = fr;
    qint64 fn = earlier.size - 1;
    qint64 sn = later.size - 1;
    for (; (fn & 1) != 0; fn >>= 1)
        sn >>= 1;
    for (; next != proof.end(); ++next) {
        if (sn == 0)
            return false;
        if ((fn & 1) != 0 || fn == sn) {
            fr = nodeHash(*next, fr);
            sr = nodeHash(*next, sr);
            while ((fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            sr = nodeHash(sr, *next);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && fr == earlier.root && sr == later.root;
}

void Frontier::append(const Hash &leaf, const Completed &completed)
{
    appendSubtree(0, leaf, completed);
}

void Frontier::appendSubtree(int level, const Hash &subtree, const Completed &completed)
{
    Hash hash = subtree;
    const qint64 entries = qint64{1} << level;
    qint64 index = m_size >> level;
    if (completed)
        completed(level, index, hash);
    // A carry in the binary counter of the size joins two equal subtrees.
    for (; (index & 1) != 0; index >>= 1) {
        hash = nodeHash(m_peaks.back(), hash);
        m_peaks.pop_back();
        ++level;
        if (completed)
            completed(level, index >> 1, hash);
    }
    m_peaks.push_back(std::move(hash));
    m_size += entries;
}

void Frontier::appendAll(const Frontier &next, const Completed &completed)
{
    qint64 left = next.m_size;
    for (const Hash &peak : next.m_peaks) {
        const qint64 entries = static_cast<qint64>(std::bit_floor(static_cast<quint64>(left)));
        appendSubtree(std::countr_zero(static_cast<quint64>(entries)), peak, completed);
        left -= entries;
    }
}

Hash Frontier::root() const
{
    if (m_peaks.empty())
        return emptyRoot();
    Hash root = m_peaks.back();
    for (auto peak = m_peaks.rbegin() + 1; peak != m_peaks.rend(); ++peak)
        root = nodeHash(*peak, root);
    return root;
}

}  // namespace countersign::audit
