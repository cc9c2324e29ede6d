#include "app/approval/decimal.h"

#include <QRegularExpression>

namespace countersign::approval {

std::optional<Decimal> Decimal::parse(const QString &text)
{
    static const QRegularExpression rule(QRegularExpression::anchoredPattern(QStringLiteral("(-?)(0|[1-9][0-9]{0,17})(?:\\.([0-9]{1,9}))?")));
    constexpr qsizetype longest = 1 + 18 + 1 + 9;
    if (text.isEmpty() || text.size() > longest || text.back() < u'0' || text.back() > u'9')
        return std::nullopt;
    // Most texts that end in a digit are ids and no numbers at all.
    if (text.front() != u'-' && (text.front() < u'0' || text.front() > u'9'))
        return std::nullopt;
    const auto match = rule.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    Decimal out;
    out.m_whole = match.captured(2).toLongLong();
    out.m_nano = match.captured(3).leftJustified(9, u'0').toLongLong();
    if (match.captured(1) == QLatin1String("-")) {
        if (out.m_whole == 0 && out.m_nano == 0)
            return std::nullopt;
        out.m_whole = -out.m_whole;
        out.m_nano = -out.m_nano;
    }
    return out;
}

std::strong_ordering operator<=>(const Decimal &a, const Decimal &b)
{
    return a.m_whole != b.m_whole ? a.m_whole <=> b.m_whole : a.m_nano <=> b.m_nano;
}

double Decimal::approximate() const
{
    return static_cast<double>(m_whole) + static_cast<double>(m_nano) * 1e-9;
}

}  // namespace countersign::approval
