#include "ui/widgets/risk_chip.h"

#include "ui/text/risk_text.h"

namespace countersign::widgets {

Chip::Kind riskKind(approval::Tier tier)
{
    switch (tier) {
    case approval::Tier::Low: return {theme::Tone::Ok, Chip::Mark::Circle, Chip::Look::Soft};
    case approval::Tier::Medium: return {theme::Tone::Warn, Chip::Mark::Triangle, Chip::Look::Soft};
    case approval::Tier::High: return {theme::Tone::Danger, Chip::Mark::Diamond, Chip::Look::Soft};
    case approval::Tier::Critical: break;
    }
    // A tier this version does not know gets the strongest mark.
    return {theme::Tone::Danger, Chip::Mark::Octagon, Chip::Look::Soft};
}

Chip *makeRiskChip(approval::Tier tier, QWidget *parent)
{
    return new Chip(text::riskWord(tier), riskKind(tier), parent);
}

}  // namespace countersign::widgets
