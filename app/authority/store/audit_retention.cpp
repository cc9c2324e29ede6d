#include "app/authority/store/audit_retention.h"

#include "app/authority/store/audit_erasure.h"
#include "app/authority/store/audit_index.h"

namespace countersign::authority::store {

namespace {

// Entries with seq below were looked at.
qint64 sweptTo(Transaction &tx)
{
    const auto row = tx.one("SELECT value FROM meta WHERE key = 'audit_payloads_swept_to'");
    return row ? row->integer(0) : 0;
}

}  // namespace

RetentionSweep eraseOldPayloads(Transaction &tx, qint64 before, int days)
{
    RetentionSweep sweep;
    ErasurePlan plan;
    qint64 next = sweptTo(tx);
    const qint64 first = next;
    const auto entries = entriesFrom(tx, first, kPayloadsPerSweep);
    for (const AuditEntry &entry : entries) {
        if (entry.leaf.time >= before)
            break;
        next = entry.leaf.seq + 1;
        plan.seqs.push_back(entry.leaf.seq);
        // Cards of requests that are open yet, as a window of access for months, go with a later entry of theirs.
        if (entry.leaf.txn && !plan.requests.contains(*entry.leaf.txn))
            plan.requests.append(*entry.leaf.txn);
    }
    if (next == first)
        return sweep;
    sweep.isBehind = next - first == kPayloadsPerSweep;
    sweep.payloads = erase(tx, plan, {QStringLiteral("system"), QStringLiteral("retention: payloads are kept for %1 days").arg(days)}).payloads;
    tx.exec("INSERT INTO meta (key, value) VALUES ('audit_payloads_swept_to', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", {next});
    mergeIndex(tx, sweep.isBehind ? Merge::Next : Merge::First);
    return sweep;
}

}  // namespace countersign::authority::store
