// What a checker finds in a catalogue, in the language of this window: by its code, with the names it speaks of. An authority
// that has a code this program does not know is quoted in its own words, as visible text.
#pragma once

#include "app/console/facts.h"

namespace countersign::text {

[[nodiscard]] QString findingSentence(const console::CatalogFinding &finding);

}  // namespace countersign::text
