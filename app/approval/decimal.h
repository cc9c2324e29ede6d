// Amounts: exact decimal numbers in strings, one spelling each ("42.00", never "042", "+42", "4.2e1", "42,00").
#pragma once

#include <QString>

#include <compare>
#include <optional>

namespace countersign::approval {

class Decimal {
public:
    // -?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?, ASCII digits only, no minus zero.
    static std::optional<Decimal> parse(const QString &text);
    friend bool operator==(const Decimal &, const Decimal &) = default;
    friend std::strong_ordering operator<=>(const Decimal &a, const Decimal &b);
    // Near the number, and in the order of the numbers: a ≤ b never has a larger one than b.
    [[nodiscard]] double approximate() const;

private:
    qint64 m_whole = 0;  // carries the sign
    qint64 m_nano = 0;   // fraction in 10⁻⁹, same sign as the number
};

}  // namespace countersign::approval
