// The Merkle tree of the log (RFC 6962 2.1, RFC 9162 2.1): hashes, roots and proofs. Pure functions; any thread.
//
// Sizes and indices count entries. Where the nodes live is the caller's affair: everything is built from the hashes of
// complete subtrees, of which any answer here needs O(log size).
#pragma once

#include "app/base/result.h"

#include <QByteArray>

#include <functional>
#include <vector>

namespace countersign::audit {

using Hash = QByteArray;  // 32 bytes, SHA-256
using Proof = std::vector<Hash>;

// The hash over the 2^level entries beginning at index · 2^level; only asked for complete subtrees inside the tree.
using NodeSource = std::function<Hash(int level, qint64 index)>;

[[nodiscard]] Hash leafHash(QByteArrayView leaf);                    // SHA-256(0x00 ‖ leaf)
[[nodiscard]] Hash nodeHash(QByteArrayView left, QByteArrayView right);  // SHA-256(0x01 ‖ left ‖ right)
[[nodiscard]] Hash emptyRoot();                                      // SHA-256 of nothing

[[nodiscard]] Hash rootAt(qint64 size, const NodeSource &nodes);
// RFC 9162 2.1.3.1. InvalidArgument unless 0 ≤ index < size.
[[nodiscard]] base::Result<Proof> inclusionProof(qint64 index, qint64 size, const NodeSource &nodes);
// RFC 9162 2.1.4.1. InvalidArgument unless 0 ≤ from ≤ to. Empty for from = 0 and from = to, where nothing is to be shown.
[[nodiscard]] base::Result<Proof> consistencyProof(qint64 from, qint64 to, const NodeSource &nodes);

// A root and the number of entries under it.
struct TreeHead {
    qint64 size = 0;
    Hash root;

    friend bool operator==(const TreeHead &, const TreeHead &) = default;
};

// RFC 9162 2.1.3.2: whether the entry with this leaf hash stands at `index` under `head`.
[[nodiscard]] bool verifyInclusion(QByteArrayView leaf, qint64 index, const TreeHead &head, const Proof &proof);
// RFC 9162 2.1.4.2: whether `later` only appended to `earlier`. Every tree continues the empty one.
[[nodiscard]] bool verifyConsistency(const TreeHead &earlier, const TreeHead &later, const Proof &proof);

// Grows a tree entry by entry in O(log size) memory, without any stored node.
class Frontier {
public:
    // `completed(level, index, hash)` is told every subtree that becomes complete, the leaf itself (level 0) first.
    using Completed = std::function<void(int level, qint64 index, const Hash &hash)>;
    void append(const Hash &leaf, const Completed &completed = {});
    // The next 2^level entries at once; size() must be a multiple of that. `completed` is told the subtree itself first.
    void appendSubtree(int level, const Hash &subtree, const Completed &completed = {});
    // The complete subtrees of another frontier, whose first entry follows this one's last; this size() must be a multiple of a power
    // of two that is at least the other's.
    void appendAll(const Frontier &next, const Completed &completed = {});
    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] Hash root() const;

private:
    qint64 m_size = 0;
    std::vector<Hash> m_peaks;  // complete subtrees left to right, largest first
};

}  // namespace countersign::audit
