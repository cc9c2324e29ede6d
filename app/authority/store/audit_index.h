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
    qint64 erasures = 0;  // as counted when it was read
    std::vector<Document> documents;
    QSet<QString> dictionary;
    Tally tally;

    [[nodiscard]] bool isEmpty() const { return documents.empty(); }
};

// The next entries to index, at most `limit`.
[[nodiscard]] IndexBatch nextIndexBatch(Transaction &tx, int limit);
// The same from `from` on, to be applied when everything before it is.
[[nodiscard]] IndexBatch indexBatchFrom(Transaction &tx, qint64 from, int limit);
// Inserts them. Does nothing when somebody else was faster, or something was erased meanwhile.
void applyIndexBatch(Transaction &tx, const IndexBatch &batch);

// An entry as it stands, with what its approval adds.
struct FoundEntry {
    AuditEntry entry;
    ApprovalTexts approval;
    std::optional<qint64> requestedAt;
};
[[nodiscard]] FoundEntry withApproval(Transaction &tx, AuditEntry entry);

// Entries whose words change, because payloads are erased: taken out of the index as they were, and put in again as they are then.
class Reindexing {
public:
    // Of `seqs`, those that are in the index. To be made before anything is erased, in the same transaction.
    Reindexing(Transaction &tx, const std::vector<qint64> &seqs);
    void finish();

private:
    Transaction &m_tx;
    std::vector<qint64> m_seqs;
    QSet<QString> m_dictionary;  // of what they were
};

// Erased words stay in the index's file until the parts they are in are merged. Merges some, a bounded step; true when there is
// more to do. `First`: begins a merge of all there is.
enum class Merge { First, Next };
bool mergeIndex(Transaction &tx, Merge step);

}  // namespace countersign::authority::store
