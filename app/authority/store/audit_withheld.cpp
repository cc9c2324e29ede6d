#include "app/authority/store/audit_withheld.h"

#include "app/authority/store/users.h"

namespace countersign::authority::store {

Withheld::Withheld(Transaction &tx, const User &reader)
{
    if (!reader.hasRole(QStringLiteral("approver")))
        return;
    // What was asked, everybody may know; `local` is in every group. CROSS: from what is pending to its entries, never through the whole log.
    for (const Row &row : tx.all("SELECT e.seq FROM approval a CROSS JOIN audit_entry e ON e.txn = a.id"
                                 " WHERE a.status = 'pending' AND a.expires_at > ?1 AND e.event <> 'approval.asked' AND e.actor <> ?2"
                                 " AND (?3 OR EXISTS (SELECT 1 FROM approval_group g JOIN user_group u ON u.grp = g.grp WHERE g.approval_id = a.id AND u.sub = ?2))"
                                 " AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.approval_id = a.id AND d.approver = ?2)",
                                 {tx.now(), reader.sub.text(), reader.isLocal ? 1 : 0}))
        m_seqs.insert(row.integer(0));
}

}  // namespace countersign::authority::store
