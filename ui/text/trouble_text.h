// Why an authority cannot be used, in words.
#pragma once

#include "app/console/authority_session.h"

#include <QString>

namespace countersign::text {

// A heading of a few words; empty for Trouble::None.
[[nodiscard]] QString troubleTitle(console::Trouble trouble);

// What happened and what can be done about it.
[[nodiscard]] QString troubleSentence(console::Trouble trouble);

}  // namespace countersign::text
