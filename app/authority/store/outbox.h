// The outbox as a table (see Transaction::publish and Store::eventsAfter).
#pragma once

#include "app/authority/store/transaction.h"

namespace countersign::authority::store {

void appendEvent(Transaction &tx, const OutboxEvent &event);
[[nodiscard]] std::vector<StoredEvent> readEvents(Transaction &tx, qint64 afterId, int limit);
[[nodiscard]] qint64 lastEvent(Transaction &tx);    // also when all were pruned; 0 before the first
[[nodiscard]] qint64 oldestEvent(Transaction &tx);  // 0 when none is kept
// Forgets events that are both older than an hour and not among the newest 10 000.
int pruneEvents(Transaction &tx);

}  // namespace countersign::authority::store
