// Names of the index's keys that are no words: fields, and ranges of numbers.
#pragma once

#include <QString>

namespace countersign::authority::store {

// A middle dot, `kind`, and the first `digestBytes` bytes of the value's SHA-256 in hex. The index takes every character beyond ASCII as
// part of a word, and no word of a text holds a middle dot: nobody can write a text that passes for such a key. Pure; any thread.
[[nodiscard]] QString keyName(char kind, const QString &value, int digestBytes);

}  // namespace countersign::authority::store
