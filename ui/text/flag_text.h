// What to say about a text from outside that is not what it seems.
#pragma once

#include "app/approval/visible_text.h"

#include <QStringList>

namespace countersign::text {

// One sentence for each flag that deserves a warning; empty for honest text.
[[nodiscard]] QStringList flagNotices(const approval::TextFlags &flags);

}  // namespace countersign::text
