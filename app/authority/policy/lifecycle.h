// Every change of an approval's state goes through here, so that the row, the log entry, the event for consoles and the
// end of its credential are always one transaction.
#pragma once

#include "app/authority/services.h"
#include "app/authority/store/approvals.h"
#include "app/authority/store/records.h"

namespace countersign::authority::policy {

// What the log says about the change. Client, txn and hash are filled in from the record.
struct Entry {
    QString event;  // `approval.decided` and so on
    QString actor;
    store::AuditOutcome outcome = store::AuditOutcome::Ok;
    std::optional<base::DeviceKid> device;
    QJsonObject payload;
};

void log(store::Transaction &tx, const store::ApprovalRecord &record, const Entry &entry);
// The hint for consoles: id, version, status.
void announce(store::Transaction &tx, const store::ApprovalRecord &record);

// Moves, logs, announces, and pings a client that waits for it once this is durable. False and nothing done when the event does not apply (any more).
[[nodiscard]] bool move(Services &services, store::Transaction &tx, store::ApprovalRecord &record, const store::Advance &change, const Entry &entry);
// Brings an open request up to now: past its time it is expired, without its client cancelled, under a newer catalogue sent to
// the approvers that one names. Every use calls it first; the sweeper only calls it earlier.
void settle(Services &services, store::Transaction &tx, store::ApprovalRecord &record);
// Ends an approved or issued request, its credential and its grant row.
struct Cause {
    QString actor;   // as in the log
    QString reason;  // for the log, the requester and the card
};
[[nodiscard]] bool revoke(Services &services, store::Transaction &tx, store::ApprovalRecord &record, const Cause &cause);
// For the sweeper: settles up to 200 requests of each kind that need it, and ends the grants of dead clients.
void settleOverdue(Services &services, store::Transaction &tx);

}  // namespace countersign::authority::policy
