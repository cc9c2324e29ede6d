// Text that is edited, with everything in it that does not show itself written out, and back again without loss.
#pragma once

#include <QString>

namespace countersign::widgets {

// As approval::visibleText, line by line; tabs stay, because a tab in a text to write is meant.
[[nodiscard]] QString shownSource(const QString &source);
// What shownSource() was made of. Of a text a person wrote: `[U+202E]` is that character; `[U+0041]`, which shows itself,
// stays as it was typed.
[[nodiscard]] QString sourceOf(const QString &shown);

}  // namespace countersign::widgets
