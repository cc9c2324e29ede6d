// Reads the whole log again and recomputes everything it claims, as `audit fsck` prints it.
#pragma once

#include "app/audit/checkpoint.h"
#include "app/authority/store/audit_range.h"
#include "app/authority/store/store.h"

#include <atomic>
#include <optional>
#include <vector>

namespace countersign::authority::store {

struct FsckReport {
    audit::TreeHead head;  // as recomputed from the entries
    qint64 checkpoints = 0;
    qint64 erasedPayloads = 0;
    std::vector<FsckFinding> findings;  // at most 100
    std::optional<qint64> firstDifferingSeq;

    [[nodiscard]] bool isClean() const { return findings.empty(); }
    // The first finding that proves the log damaged; what lies beside it may be missing without that.
    [[nodiscard]] std::optional<QString> damage() const;
};

// Checks the database's structure, that seqs have no gap, each leaf, payload hash, inner node and signed checkpoint, and the
// checkpoint kept outside the database: of the log as long as it was at the beginning. Beside a running `serve`, on several threads,
// with bounded memory. Cancelled soon after `stop` becomes true.
[[nodiscard]] base::Result<FsckReport> auditFsck(Store &store, const audit::VerifierKey &key, const std::atomic<bool> &stop = false);

// The last entries alone, at most some ten thousand: what a start can afford, however long the log is. Empty when they are sound.
[[nodiscard]] base::Result<std::vector<FsckFinding>> fsckLastEntries(Store &store);

}  // namespace countersign::authority::store
