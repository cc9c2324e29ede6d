// What the tables hold of what entries of the log say, so that it goes with their payloads.
#pragma once

#include "app/authority/store/audit_log.h"

namespace countersign::authority::store {

// Whether somebody still decides on what this entry says: its request is open, or the client it registered lives.
[[nodiscard]] bool isStillNeeded(Transaction &tx, const audit::Leaf &leaf);

// The card of a request that ended: sentence, parameters, reasons, who may see it, and the client it made. True when there was one left.
bool eraseCard(Transaction &tx, const QString &txn);
// What else repeats this entry, of which the payload is there yet.
void eraseCopies(Transaction &tx, const AuditEntry &entry);

// What stands about a person or client beside the log: names of removed devices, where ended sessions came from, scopes that were asked
// for in vain.
void eraseTracesOf(Transaction &tx, const QString &sub);

}  // namespace countersign::authority::store
