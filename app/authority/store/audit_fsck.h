// Reads the whole log again and recomputes everything it claims, as `audit fsck` prints it.
#pragma once

#include "app/audit/checkpoint.h"
#include "app/authority/store/store.h"

#include <optional>
#include <vector>

namespace countersign::authority::store {

struct FsckFinding {
    std::optional<qint64> seq;  // the entry it is about
    QString text;               // one sentence for a person
};

struct FsckReport {
    audit::TreeHead head;  // as recomputed from the entries
    qint64 checkpoints = 0;
    qint64 erasedPayloads = 0;
    std::vector<FsckFinding> findings;  // at most 100
    std::optional<qint64> firstDifferingSeq;

    [[nodiscard]] bool isClean() const { return findings.empty(); }
};

// Checks the database's structure, that seqs have no gap, each leaf, payload hash, inner node and signed checkpoint, and the
// checkpoint kept outside the database. In one snapshot, beside a running `serve`, with bounded memory.
[[nodiscard]] base::Result<FsckReport> auditFsck(Store &store, const audit::VerifierKey &key);

}  // namespace countersign::authority::store
