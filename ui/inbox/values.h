// A screen that is shared shows others what is on it.
#pragma once

namespace countersign::inbox {

// Whether what requests say stands on the screen, or behind a cover until a person asks for it: a screen may be shared.
enum class Values { Shown, Hidden };

}  // namespace countersign::inbox
