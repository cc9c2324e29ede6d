// The part of AuditRows that knows where things stand: by counts, by seq and by time.
#include "app/console/audit/audit_rows.h"

#include <algorithm>
#include <limits>

namespace countersign::console {

int AuditRows::asRows(qint64 count)
{
    return static_cast<int>(std::min<qint64>(count, std::numeric_limits<int>::max() - 1));
}

void AuditRows::place(const AuditTimeline &timeline)
{
    if (m_extent == Extent::Whole || m_counted || !timeline.isExact || timeline.size < m_top || !m_ask.page || m_next.page)
        return;
    if (timeline.size == m_top) {
        lay(timeline, 0);
        return;
    }
    // It counted some that came after our first page: those are looked at, and taken off.
    AuditPosition newest;
    newest.from = timeline.size - 1;
    newest.limit = kPage;
    const int round = m_round;
    const qint64 top = m_top;
    base::whenAnswered(this, m_ask.page(newest, std::nullopt), [this, round, top, timeline](const base::Result<AuditPage> &page) {
        if (!page || round != m_round || top != m_top || m_counted || m_next.page)
            return;
        const auto newer = std::count_if(page->items.cbegin(), page->items.cend(), [top](const AuditEntryFacts &entry) { return entry.seq >= top; });
        if (newer < page->items.size() || page->nextCursor.isEmpty())
            lay(timeline, newer);
    });
}

void AuditRows::lay(const AuditTimeline &timeline, qint64 newer)
{
    std::map<int, Anchor> anchors = m_anchors;
    qint64 row = -newer;
    for (auto bucket = timeline.buckets.crbegin(); bucket != timeline.buckets.crend(); ++bucket) {
        if (row > 0 && !anchors.contains(asRows(row)))
            anchors[asRows(row)] = {{}, {}, bucket->at + timeline.bucketSeconds};
        row += bucket->entries;
    }
    if (row != timeline.count - newer || row < m_end)
        return;
    m_anchors = std::move(anchors);
    m_counted = true;
    setRows(asRows(row));
    pump();
    Q_EMIT readingChanged();
}

int AuditRows::rowOf(qint64 seq) const
{
    if (m_extent == Extent::Whole)
        return seq >= 0 && seq < m_top ? asRows(m_top - 1 - seq) : -1;
    for (const auto &[start, items] : m_pages) {
        const auto found = std::lower_bound(items.cbegin(), items.cend(), seq, [](const AuditEntryFacts &entry, qint64 wanted) { return entry.seq > wanted; });
        if (found != items.cend() && found->seq == seq)
            return start + static_cast<int>(found - items.cbegin());
    }
    return -1;
}

void AuditRows::seek(qint64 time)
{
    if (!m_ask.page || m_next.page || !m_counted)
        return;
    AuditPosition newest;
    newest.limit = kPage;
    newest.from = m_top - 1;
    // How many of its own span of time come before it is asked at once: then the page that is read stands in its place. Entries of
    // the newest span still come, so that one is gone through from its top.
    const auto span = spanOf(time);
    const base::Answer<AuditPage> page = m_ask.page(newest, time + 1);
    const int round = m_round;
    if (span == m_anchors.cend() || span->first == 0) {
        base::whenAnswered(this, page, [this, round, time](const base::Result<AuditPage> &found) { arrive(round, time, found, -1); });
        return;
    }
    base::whenAnswered(this, m_ask.count(time + 1, *span->second.before), [this, round, time, page, start = span->first, top = m_top](const base::Result<AuditTimeline> &later) {
        const bool isPlaced = later && later->isExact && top == m_top;
        const int row = isPlaced ? start + asRows(later->count) : -1;
        base::whenAnswered(this, page, [this, round, time, row](const base::Result<AuditPage> &found) { arrive(round, time, found, row); });
    });
}

// Where the counts say that the span of time begins which this moment is in; cend() where they do not.
AuditRows::Anchors::const_iterator AuditRows::spanOf(qint64 time) const
{
    auto span = m_anchors.cend();
    for (auto anchor = m_anchors.cbegin(); anchor != m_anchors.cend(); ++anchor) {
        if (anchor->second.before && anchor->second.cursor.isEmpty() && *anchor->second.before > time)
            span = anchor;
    }
    return span;
}

// `row`: the place of the first of `found`; -1 where it is to be looked for.
void AuditRows::arrive(int round, qint64 time, const base::Result<AuditPage> &found, int row)
{
    if (round != m_round)
        return;
    if (!found || found->items.isEmpty()) {
        Q_EMIT sought(found ? m_rows - 1 : -1);
        return;
    }
    m_seek = found->items.first().seq;
    const int end = row + static_cast<int>(found->items.size());
    const bool fits = m_extent == Extent::Narrowed && row >= 0 && end <= m_rows && isSound(row, found->items);
    if (rowOf(m_seek) < 0 && fits) {
        m_anchors[row] = {{}, {}, time + 1};
        if (!found->nextCursor.isEmpty() && !m_anchors.contains(end))
            m_anchors[end] = {found->nextCursor, {}, time + 1};
        keep(row, found->items);
        m_first = m_last = row;
        evict();
    } else {
        const auto span = spanOf(time);
        m_first = m_last = std::max(0, rowOf(m_seek) < 0 && span != m_anchors.cend() ? span->first : rowOf(m_seek));
    }
    goOnSeeking();
}

// Its time is where it must be; page by page to its place.
void AuditRows::goOnSeeking()
{
    if (m_seek < 0)
        return;
    int row = rowOf(m_seek);
    for (auto page = pageOf(m_first); row < 0 && page != m_pages.cend(); page = pageOf(m_first))
        m_first = m_last = page->first + static_cast<int>(page->second.size());
    if (row < 0 && m_first >= m_rows)
        row = m_rows - 1;  // it went meanwhile
    if (row < 0) {
        read(m_first);
        return;
    }
    m_seek = -1;
    Q_EMIT sought(row);
}

}  // namespace countersign::console
