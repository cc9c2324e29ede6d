// Counts of what the log says, for /metrics. Kept with the index, so they follow the log by half a second.
#pragma once

#include "app/authority/store/audit_log.h"

#include <array>
#include <map>

namespace countersign::authority::store {

// Upper bounds in seconds from ask to decision; one more bucket holds the rest.
inline constexpr std::array<qint64, 8> kDecisionBounds{2, 5, 10, 30, 60, 120, 300, 900};

// name → label → count. Names: `event` ("approval.decided:ok"), `consume` ("ok" or the reason it was refused with), `decision_bucket`
// (index of its bucket), `decision_seconds` ("").
using Tally = std::map<QString, std::map<QString, qint64>>;

// Adds what one entry says. `requestedAt`: when its approval was asked for, absent without one.
void tallyEntry(const AuditEntry &entry, std::optional<qint64> requestedAt, Tally &into);
void addToTally(Transaction &tx, const Tally &more);
[[nodiscard]] Tally readTally(Transaction &tx);

}  // namespace countersign::authority::store
