// Durations and moments in words.
#pragma once

#include <QString>

#include <chrono>

class QDateTime;

namespace countersign::text {

// The two largest units, rounded down: "42 s", "4 min 12 s", "2 h 5 min", "3 d 4 h". Negative durations read "0 s".
[[nodiscard]] QString duration(std::chrono::milliseconds duration);

// "just now", "3 min ago", "in 5 min"; from a day on the date, with the year when it is another one.
[[nodiscard]] QString relativeTime(const QDateTime &moment, const QDateTime &now);

// A moment on the local clock in full, "22 Nov 2026 14:02:07", for tool tips and logs.
[[nodiscard]] QString exactTime(const QDateTime &moment);

}  // namespace countersign::text
