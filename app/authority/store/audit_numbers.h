// Numbers of the log's entries, and how the index finds them by comparison ("amount>1000").
//
// A number is put into a narrow range, that into a wider one, that into a wider one again; the names of the three are keys of the
// index like any word. A comparison is a handful of such ranges, whichever its numbers are. Pure; any thread.
#pragma once

#include "app/approval/decimal.h"

#include <QJsonValue>
#include <QStringList>

#include <vector>

namespace countersign::authority::store {

// A member of any object, however deep, whose value is an integer or a decimal in a string.
struct MemberNumber {
    QString member;
    approval::Decimal number;
};

// Adds those of `value`. What the log itself puts beside each payload (uptime_ms) is left out.
void collectNumbers(const QJsonValue &value, std::vector<MemberNumber> &into);

// `amount>1000`
struct Comparison {
    enum class Sign { Less, AtMost, Equal, AtLeast, More };
    QString member;
    Sign sign = Sign::Equal;
    approval::Decimal number;
};

[[nodiscard]] bool holds(const Comparison &wanted, const MemberNumber &candidate);

// Keys of the ranges it lies in.
[[nodiscard]] QStringList numberKeys(const MemberNumber &number);
// Every number that fulfils the comparison has one of these keys; some that have one do not fulfil it. At most 46.
[[nodiscard]] QStringList comparisonKeys(const Comparison &wanted);

}  // namespace countersign::authority::store
