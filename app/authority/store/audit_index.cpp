#include "app/authority/store/audit_index.h"

namespace countersign::authority::store {

namespace {

constexpr qint64 kHour = 3600;

qint64 erasures(Transaction &tx)
{
    const auto row = tx.one("SELECT value FROM meta WHERE key = 'audit_erasures'");
    return row ? row->integer(0) : 0;
}

FoundEntry foundAt(Transaction &tx, qint64 seq)
{
    return withApproval(tx, std::move(entriesFrom(tx, seq, 1).front()));
}

struct HourTally {
    qint64 firstSeq = 0, lastSeq = 0;
    qint64 entries = 0, denied = 0, anomalies = 0;
};

QMap<qint64, HourTally> hoursOf(const IndexBatch &batch)
{
    QMap<qint64, HourTally> hours;
    for (const IndexBatch::Document &document : batch.documents) {
        HourTally &hour = hours[document.time / kHour];
        if (hour.entries++ == 0)
            hour.firstSeq = document.seq;
        hour.lastSeq = document.seq;
        hour.denied += document.isDenied ? 1 : 0;
        hour.anomalies += document.isAnomaly ? 1 : 0;
    }
    return hours;
}

}  // namespace

qint64 indexedTo(Transaction &tx)
{
    const auto row = tx.one("SELECT value FROM meta WHERE key = 'audit_indexed_to'");
    return row ? row->integer(0) : 0;
}

FoundEntry withApproval(Transaction &tx, AuditEntry entry)
{
    FoundEntry found{std::move(entry), {}, {}};
    const auto row = found.entry.leaf.txn ? tx.one("SELECT sentence, canonical, requested_at FROM approval WHERE id = ?", {*found.entry.leaf.txn}) : std::nullopt;
    if (row) {
        found.approval = {row->text(0), row->text(1).toUtf8()};
        found.requestedAt = row->integer(2);
    }
    return found;
}

IndexBatch nextIndexBatch(Transaction &tx, int limit)
{
    return indexBatchFrom(tx, indexedTo(tx), limit);
}

IndexBatch indexBatchFrom(Transaction &tx, qint64 from, int limit)
{
    IndexBatch batch;
    batch.from = from;
    batch.erasures = erasures(tx);
    FoundEntry last;
    for (AuditEntry &entry : entriesFrom(tx, from, limit)) {
        // Entries of one request mostly follow each other.
        const bool isSame = entry.leaf.txn && entry.leaf.txn == last.entry.leaf.txn;
        const FoundEntry found = isSame ? FoundEntry{std::move(entry), last.approval, last.requestedAt} : withApproval(tx, std::move(entry));
        const audit::Leaf &leaf = found.entry.leaf;
        batch.documents.push_back({leaf.seq, indexDocument(found.entry, found.approval, batch.dictionary), leaf.time, leaf.outcome == QLatin1String("denied"), isAnomaly(leaf)});
        tallyEntry(found.entry, found.requestedAt, batch.tally);
        if (leaf.txn)
            last = found;
    }
    return batch;
}

void applyIndexBatch(Transaction &tx, const IndexBatch &batch)
{
    if (batch.isEmpty() || indexedTo(tx) != batch.from || erasures(tx) != batch.erasures)
        return;
    for (const IndexBatch::Document &document : batch.documents)
        tx.exec("INSERT INTO audit_fts (rowid, words) VALUES (?, ?)", {document.seq, document.words});
    for (const QString &word : batch.dictionary)
        tx.exec("INSERT OR IGNORE INTO audit_word (word) VALUES (?)", {word});
    const auto hours = hoursOf(batch);
    for (auto hour = hours.begin(); hour != hours.end(); ++hour) {
        // A clock that was set back may come to an hour twice.
        tx.exec("INSERT INTO audit_hour (hour, first_seq, last_seq, entries, denied, anomalies) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (hour) DO UPDATE SET last_seq = max(last_seq, excluded.last_seq), first_seq = min(first_seq, excluded.first_seq),"
                " entries = entries + excluded.entries, denied = denied + excluded.denied, anomalies = anomalies + excluded.anomalies",
                {hour.key(), hour->firstSeq, hour->lastSeq, hour->entries, hour->denied, hour->anomalies});
    }
    addToTally(tx, batch.tally);
    tx.exec("INSERT INTO meta (key, value) VALUES ('audit_indexed_to', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            {batch.documents.back().seq + 1});
}

Reindexing::Reindexing(Transaction &tx, const std::vector<qint64> &seqs) : m_tx(tx)
{
    const qint64 end = indexedTo(tx);
    // A batch that was read before this transaction holds words that are gone after it.
    tx.exec("INSERT INTO meta (key, value) VALUES ('audit_erasures', 1) ON CONFLICT (key) DO UPDATE SET value = value + 1");
    for (const qint64 seq : seqs) {
        if (seq >= end)
            continue;
        m_seqs.push_back(seq);
        const FoundEntry was = foundAt(tx, seq);
        // A contentless index wants the very words that were put in.
        tx.exec("INSERT INTO audit_fts (audit_fts, rowid, words) VALUES ('delete', ?, ?)", {seq, indexDocument(was.entry, was.approval, m_dictionary)});
    }
}

void Reindexing::finish()
{
    for (const qint64 seq : m_seqs) {
        const FoundEntry is = foundAt(m_tx, seq);
        QSet<QString> words;  // were there before
        m_tx.exec("INSERT INTO audit_fts (rowid, words) VALUES (?, ?)", {seq, indexDocument(is.entry, is.approval, words)});
    }
    for (const QString &word : std::as_const(m_dictionary)) {
        if (!m_tx.one("SELECT rowid FROM audit_fts WHERE audit_fts MATCH ? LIMIT 1", {QString(u'"' + word + u'"')}))
            m_tx.exec("DELETE FROM audit_word WHERE word = ?", {word});
    }
}

bool mergeIndex(Transaction &tx, Merge step)
{
    constexpr int pages = 250;  // some milliseconds
    const auto changes = [&tx] { return tx.one("SELECT total_changes()")->integer(0); };
    const qint64 before = changes();
    tx.exec("INSERT INTO audit_fts (audit_fts, rank) VALUES ('merge', ?)", {step == Merge::First ? -pages : pages});
    // The statement itself counts as one (SQLite FTS5, 6.9).
    return changes() - before >= 2;
}

}  // namespace countersign::authority::store
