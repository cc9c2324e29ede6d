// Which texts a person takes for one another. Told by ICU's table of confusables (UTS 39, 4): letters of other scripts, full-width
// and mathematical ones, 0 and O, 1 and l.
#pragma once

#include <QStringList>

namespace countersign::approval {

// Two texts with one key look alike; case, marks, blanks and punctuation aside. For comparing, never for showing. About 10 µs: keep
// it where it is compared often. Any thread.
[[nodiscard]] QString lookAlikeKey(const QString &text);
// The keys of whom a text may name: of the whole, and of each name in it. An address names who stands before its `@`.
[[nodiscard]] QStringList lookAlikeNames(const QString &text);

}  // namespace countersign::approval
