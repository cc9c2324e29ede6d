// How an outcome looks: by the word, by the shape of the mark and by the colour.
#pragma once

#include "ui/widgets/chip.h"

namespace countersign::audit {

// What went as it should has no mark: what stands out is what did not.
[[nodiscard]] inline widgets::Chip::Kind outcomeKind(const QString &outcome)
{
    using widgets::Chip;
    if (outcome == QLatin1String("ok"))
        return {};
    return outcome == QLatin1String("denied") ? Chip::Kind{theme::Tone::Danger, Chip::Mark::Octagon, Chip::Look::Soft}
                                              : Chip::Kind{theme::Tone::Warn, Chip::Mark::Triangle, Chip::Look::Soft};
}

}  // namespace countersign::audit
