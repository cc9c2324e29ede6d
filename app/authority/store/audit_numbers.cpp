#include "app/authority/store/audit_numbers.h"

#include "app/authority/store/audit_log.h"
#include "app/authority/store/key_name.h"
#include "app/base/json.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace countersign::authority::store {

namespace {

// A place on a line of 4096, in the order of the numbers: 32 for each doubling from 2⁻⁸ to 2⁵⁶, on both sides of nought.
constexpr int kPlaces = 4096;
constexpr int kPerDoubling = 32, kSmallestDoubling = -8, kDoublings = 64;
// Each wider range holds sixteen of the narrower ones.
constexpr int kWidening = 16;
constexpr int kLevels = 3;

int placeOf(const approval::Decimal &number)
{
    const double value = number.approximate();
    int exponent = 0;
    const double mantissa = std::frexp(std::abs(value), &exponent);  // in [0.5, 1), or 0
    const int doubling = exponent - 1 - kSmallestDoubling;
    int distance = 0;
    if (doubling >= kDoublings)
        distance = kDoublings * kPerDoubling - 1;
    else if (doubling >= 0 && mantissa > 0)
        distance = doubling * kPerDoubling + static_cast<int>((mantissa - 0.5) * 2 * kPerDoubling);
    return value < 0 ? kPlaces / 2 - 1 - distance : kPlaces / 2 + distance;
}

class KeyMaker {
public:
    explicit KeyMaker(const QString &member)
        // A letter no field has.
        : m_prefix(keyName('n', member, 6))
    {
    }
    [[nodiscard]] QString key(int level, int range) const { return m_prefix + QLatin1Char(static_cast<char>('x' + level)) + QString::number(range, 16); }

private:
    const QString m_prefix;
};

}  // namespace

void collectNumbers(const QJsonValue &value, std::vector<MemberNumber> &into)
{
    if (value.isArray()) {
        for (const QJsonValue &item : value.toArray())
            collectNumbers(item, into);
        return;
    }
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QJsonValue item = member.value();
        if (item.isArray() || item.isObject()) {
            collectNumbers(item, into);
        } else if (const auto text = item.isString() ? item.toString() : base::json::isInteger(item) ? QString::number(item.toInteger()) : QString(); member.key() != kUptimeMember) {
            if (const auto number = approval::Decimal::parse(text))
                into.push_back({member.key(), *number});
        }
    }
}

bool holds(const Comparison &wanted, const MemberNumber &candidate)
{
    if (candidate.member != wanted.member)
        return false;
    switch (wanted.sign) {
    case Comparison::Sign::Less: return candidate.number < wanted.number;
    case Comparison::Sign::AtMost: return candidate.number <= wanted.number;
    case Comparison::Sign::Equal: return candidate.number == wanted.number;
    case Comparison::Sign::AtLeast: return candidate.number >= wanted.number;
    case Comparison::Sign::More: break;
    }
    return candidate.number > wanted.number;
}

QStringList numberKeys(const MemberNumber &number)
{
    const KeyMaker maker(number.member);
    QStringList keys;
    for (int level = 0, range = placeOf(number.number); level < kLevels; ++level, range /= kWidening)
        keys.append(maker.key(level, range));
    return keys;
}

QStringList comparisonKeys(const Comparison &wanted)
{
    const int place = placeOf(wanted.number);
    int first = wanted.sign == Comparison::Sign::Less || wanted.sign == Comparison::Sign::AtMost ? 0 : place;
    int last = wanted.sign == Comparison::Sign::More || wanted.sign == Comparison::Sign::AtLeast ? kPlaces - 1 : place;
    const KeyMaker maker(wanted.member);
    QStringList keys;
    for (int level = 0; first <= last; ++level, first /= kWidening, last = (last + 1) / kWidening - 1) {
        const bool isWidest = level + 1 == kLevels;
        // What does not fill a wider range is named here, the rest by wider ones.
        for (; first <= last && (isWidest || first % kWidening != 0); ++first)
            keys.append(maker.key(level, first));
        for (; first <= last && (last + 1) % kWidening != 0; --last)
            keys.append(maker.key(level, last));
    }
    return keys;
}

}  // namespace countersign::authority::store
