// The chip of a risk tier: word, shape and colour together.
#pragma once

#include "app/approval/risk.h"
#include "ui/widgets/chip.h"

namespace countersign::widgets {

[[nodiscard]] Chip::Kind riskKind(approval::Tier tier);
[[nodiscard]] Chip *makeRiskChip(approval::Tier tier, QWidget *parent = nullptr);

}  // namespace countersign::widgets
