// A part of the log, recomputed from its rows: each leaf, payload and inner node. What `audit fsck` and the check after a start are made of.
#pragma once

#include "app/audit/tree.h"
#include "app/authority/store/transaction.h"

#include <map>
#include <optional>
#include <vector>

namespace countersign::authority::store {

struct FsckFinding {
    std::optional<qint64> seq;  // the entry it is about
    QString text;               // one sentence for a person
    bool isDamage = true;       // of the log itself, and proven
};

// Ranges begin at multiples of this: each full one is a complete subtree.
inline constexpr qint64 kRangeEntries = 4096;
inline constexpr size_t kFindingLimit = 100;

struct RangeWish {
    qint64 first = 0, end = 0;         // seqs, half open; `first` a multiple of kRangeEntries
    std::vector<qint64> signedSizes;   // between them, in order: what the tree was there is wanted
};

struct RangeReport {
    audit::Frontier tree;                           // of the range alone
    std::map<qint64, audit::Frontier> atSigned;     // the same, cut at each size that was asked for
    qint64 erasedPayloads = 0;
    std::vector<FsckFinding> findings;              // in order of seq, at most kFindingLimit
    bool isBroken = false;                          // an entry is missing: `tree` ends there
};

// Bounded memory and time: in the snapshot of `tx`, on this thread. Nodes that reach beyond the range are not looked at.
[[nodiscard]] RangeReport checkRange(Transaction &tx, const RangeWish &wish);
// What to say of a stored node that is missing, or not the one that entry `seq` completed.
[[nodiscard]] FsckFinding nodeFault(int level, qint64 index, bool isMissing, qint64 seq);

}  // namespace countersign::authority::store
