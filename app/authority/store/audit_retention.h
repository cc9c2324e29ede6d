// Payloads that are kept for a time only: erased in small steps, from the oldest on.
#pragma once

#include "app/authority/store/transaction.h"

namespace countersign::authority::store {

// What one transaction takes: some tens of milliseconds, for which a decision may have to wait. One entry of the log says so.
inline constexpr int kPayloadsPerSweep = 250;

struct RetentionSweep {
    qint64 payloads = 0;
    bool isBehind = false;  // there may be more: sweep again soon
};

// Erases payloads of entries, and cards of requests that ended, with a time before `before` (seconds). `days`: for the log's entry.
RetentionSweep eraseOldPayloads(Transaction &tx, qint64 before, int days);

}  // namespace countersign::authority::store
