// Words about a change of the catalogue that waits, or waited, for a second admin.
#pragma once

#include "app/console/facts.h"

namespace countersign::text {

[[nodiscard]] QString proposalWord(approval::Status status);
[[nodiscard]] QString proposalSentence(approval::Status status);
// "Bao Nguyen: not before Friday", without a reason the name alone. Text from outside.
[[nodiscard]] QString decisionLine(const console::DecisionFact &decision);

}  // namespace countersign::text
