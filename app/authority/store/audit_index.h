// The index over the log (migration audit_index): filled in batches behind the log, so that no decision waits for it.
//
// Two steps, for two threads: reading and splitting into words happens in a snapshot, only the inserting in the writer.
#pragma once

#include "app/authority/store/audit_tally.h"
#include "app/authority/store/audit_words.h"

namespace countersign::authority::store {

// Entries with seq below are in the index.
[[nodiscard]] qint64 indexedTo(Transaction &tx);

struct IndexBatch {
    struct Document {
        qint64 seq = 0;
        QString words;
        qint64 time = 0;
        bool isDenied = false, isAnomaly = false;
    };
    qint64 from = 0;
    std::vector<Document> documents;
    QSet<QString> dictionary;
    Tally tally;

    [[nodiscard]] bool isEmpty() const { return documents.empty(); }
};

// The next entries to index, at most `limit`.
[[nodiscard]] IndexBatch nextIndexBatch(Transaction &tx, int limit);
// Inserts them. Does nothing when somebody else was faster.
void applyIndexBatch(Transaction &tx, const IndexBatch &batch);

// An entry as it stands, with what its approval adds.
struct FoundEntry {
    AuditEntry entry;
    ApprovalTexts approval;
    std::optional<qint64> requestedAt;
};
[[nodiscard]] FoundEntry withApproval(Transaction &tx, AuditEntry entry);

// Takes the payload's words out of the index; to be called in the transaction that erases it, before it is erased. The entry
// is found by its leaf from then on.
void forgetPayload(Transaction &tx, const AuditEntry &entry);

}  // namespace countersign::authority::store
