// Words for risk tiers; shapes and tones stand in ui/widgets/risk_chip.h.
#pragma once

#include "app/approval/risk.h"

#include <QString>

namespace countersign::text {

[[nodiscard]] QString riskWord(approval::Tier tier);      // "Low risk" … "Critical risk"
[[nodiscard]] QString riskSentence(approval::Tier tier);  // what the tier asks of the approver

}  // namespace countersign::text
