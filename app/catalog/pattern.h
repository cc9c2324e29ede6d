// Regular expressions written by the owners of a catalogue and run against text from anybody. They must answer in bounded
// time, whatever the text (CWE-1333).
#pragma once

#include <QRegularExpression>
#include <QString>

#include <optional>

namespace countersign::catalog {

inline constexpr int kMaxPatternChars = 200;

// Why a pattern is refused, as the end of a sentence: "is longer than…". Nullopt when it may be used.
[[nodiscard]] std::optional<QString> patternFault(const QString &pattern);

// The pattern against a whole value, with a limit on backtracking: a match that runs into it fails, and its
// QRegularExpressionMatch::isValid() is false. For accepted patterns only.
[[nodiscard]] QRegularExpression wholePattern(const QString &pattern);
// What wholePattern() was made of; empty for an expression without a pattern.
[[nodiscard]] QString writtenPattern(const QRegularExpression &whole);

}  // namespace countersign::catalog
