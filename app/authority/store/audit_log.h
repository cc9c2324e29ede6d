// The log as tables: append, read, search, and the nodes from which app/audit builds roots and proofs.
#pragma once

#include "app/audit/leaf.h"
#include "app/audit/tree.h"
#include "app/authority/store/transaction.h"

namespace countersign::authority::store {

// Beside every payload: milliseconds since the machine started. Nobody searches for it.
inline constexpr QLatin1String kUptimeMember("uptime_ms");

// What Transaction::audit does: entry, leaf hash and the nodes it completes (amortised one, at most log2(size)). The seq is read
// inside the write transaction, so that several processes append without gaps.
qint64 appendEntry(Transaction &tx, const AuditEvent &event);

[[nodiscard]] qint64 logSize(Transaction &tx);
// A BLOB as it is: to SQLite it is text once asked for as such, and no byte of it changes. Empty for NULL.
[[nodiscard]] inline QByteArrayView bytesAt(const Columns &row, int column) { return row.utf8(column); }
// Valid while `tx` is. Throws Failure (Fatal) when a node is missing.
[[nodiscard]] audit::NodeSource nodesOf(Transaction &tx);
[[nodiscard]] audit::TreeHead logHead(Transaction &tx);

struct AuditEntry {
    audit::Leaf leaf;
    std::optional<QByteArray> salt;     // both absent once erased
    std::optional<QByteArray> payload;  // canonical JSON
    std::optional<qint64> erasedBy = {};  // seq of the entry that says who erased it and why
};

// The leaf members and, unless erased, `payload` and `salt` (base64url).
[[nodiscard]] QJsonObject entryJson(const AuditEntry &entry);

// Entries with seq ≥ from, in order of seq.
[[nodiscard]] std::vector<AuditEntry> entriesFrom(Transaction &tx, qint64 from, int limit);

}  // namespace countersign::authority::store
