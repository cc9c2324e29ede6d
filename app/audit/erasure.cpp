#include "app/audit/erasure.h"

#include "app/base/json.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace countersign::audit {

base::Result<std::vector<SeqRange>> erasedRanges(QByteArrayView payload)
{
    const base::Error malformed{base::Errc::Malformed, QStringLiteral("an entry about erased payloads does not say which")};
    const auto object = base::json::parseObject(payload);
    if (!object || !object->value(QLatin1String("erased")).isArray())
        return malformed;
    std::vector<SeqRange> ranges;
    const QJsonArray items = object->value(QLatin1String("erased")).toArray();
    for (const QJsonValue &item : items) {
        const QJsonArray pair = item.toArray();
        if (pair.size() != 2 || !base::json::isInteger(pair.at(0)) || !base::json::isInteger(pair.at(1)))
            return malformed;
        ranges.push_back({pair.at(0).toInteger(), pair.at(1).toInteger()});
        if (ranges.back().first < 0 || ranges.back().last < ranges.back().first)
            return malformed;
    }
    return ranges;
}

void SeqSet::add(qint64 seq)
{
    if (!m_ranges.empty() && m_ranges.back().last + 1 == seq)
        m_ranges.back().last = seq;
    else
        m_ranges.push_back({seq, seq});
}

void SeqSet::tidy()
{
    std::sort(m_ranges.begin(), m_ranges.end(), [](const SeqRange &a, const SeqRange &b) { return a.first < b.first; });
    std::vector<SeqRange> joined;
    for (const SeqRange &range : m_ranges) {
        if (!joined.empty() && range.first <= joined.back().last + 1)
            joined.back().last = std::max(joined.back().last, range.last);
        else
            joined.push_back(range);
    }
    m_ranges = std::move(joined);
}

qint64 SeqSet::firstMissingIn(SeqSet &other) const
{
    other.tidy();
    for (const SeqRange &range : m_ranges) {
        const auto after = std::upper_bound(other.m_ranges.begin(), other.m_ranges.end(), range.first, [](qint64 seq, const SeqRange &candidate) { return seq < candidate.first; });
        if (after == other.m_ranges.begin() || std::prev(after)->last < range.first)
            return range.first;
        if (std::prev(after)->last < range.last)
            return std::prev(after)->last + 1;
    }
    return -1;
}

}  // namespace countersign::audit
