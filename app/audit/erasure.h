// What the log says about payloads that were erased: an entry `log.payloads_erased` whose payload holds `erased`: [[first,last],…].
#pragma once

#include "app/base/result.h"

#include <QByteArrayView>
#include <QLatin1String>

#include <vector>

namespace countersign::audit {

inline constexpr QLatin1String kErasedEvent("log.payloads_erased");

struct SeqRange {
    qint64 first = 0, last = 0;  // both included

    friend bool operator==(const SeqRange &, const SeqRange &) = default;
};

// The ranges of such an entry's canonical payload. Malformed when it has none. Pure; any thread.
[[nodiscard]] base::Result<std::vector<SeqRange>> erasedRanges(QByteArrayView payload);

// Entries by their seq, kept as ranges. One thread.
class SeqSet {
public:
    // In any order; cheapest in rising order.
    void add(SeqRange range) { m_ranges.push_back(range); }
    // In rising order: joins what is next to the last.
    void add(qint64 seq);
    [[nodiscard]] const std::vector<SeqRange> &ranges() const { return m_ranges; }
    // The first seq that `other` lacks, -1 when it has them all. Sorts `other`.
    [[nodiscard]] qint64 firstMissingIn(SeqSet &other) const;

private:
    void tidy();

    std::vector<SeqRange> m_ranges;
};

}  // namespace countersign::audit
