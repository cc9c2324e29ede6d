#include "app/console/audit/audit_rows.h"

#include <algorithm>

namespace countersign::console {
namespace {

constexpr int kMostInFlight = 2;
constexpr int kLongPage = 1000;  // to a place that only its neighbours lead to
constexpr int kReadAhead = 2 * AuditRows::kPage;

}  // namespace

int AuditRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int AuditRows::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant AuditRows::data(const QModelIndex &, int) const
{
    return {};
}

// --- a question ----------------------------------------------------------------------------------------------------------

void AuditRows::ask(Questions questions, Extent extent)
{
    m_next = std::move(questions);
    m_nextExtent = extent;
    const int round = ++m_round;
    m_inFlight.clear();
    setReading(Reading::Now);
    AuditPosition first;
    first.limit = kPage;
    base::whenAnswered(this, m_next.page(first, std::nullopt), [this, round](const base::Result<AuditPage> &page) {
        if (round != m_round)
            return;  // something else was asked meanwhile
        if (page)
            begin(*page);
        else
            fail(page.error());
        Q_EMIT answered();
    });
}

void AuditRows::begin(const AuditPage &page)
{
    beginResetModel();
    m_ask = std::exchange(m_next, {});
    m_extent = m_nextExtent;
    m_pages.clear();
    m_anchors.clear();
    m_first = 0;
    m_last = -1;
    m_end = 0;
    m_top = page.size;
    m_counted = m_extent == Extent::Whole;
    m_rows = m_counted ? asRows(page.size) : 0;
    m_fresh = 0;
    m_seek = -1;
    m_anchors[0] = {{}, m_top - 1, {}};
    endResetModel();
    Q_EMIT freshChanged();
    take(0, {}, page);
}

void AuditRows::clear()
{
    ++m_round;
    beginResetModel();
    m_ask = m_next = {};
    m_pages.clear();
    m_anchors.clear();
    m_inFlight.clear();
    m_rows = m_end = m_fresh = 0;
    m_top = 0;
    m_counted = false;
    endResetModel();
    setReading(Reading::Never);
    Q_EMIT freshChanged();
}

void AuditRows::retry()
{
    if (m_next.page) {
        ask(std::exchange(m_next, {}), m_nextExtent);
        return;
    }
    if (!m_ask.page)
        return;
    setReading(Reading::Done);
    pump();
}

void AuditRows::fail(const base::Error &error)
{
    m_error = error;
    setReading(Reading::Failed);
}

void AuditRows::setReading(Reading reading)
{
    m_reading = reading;
    Q_EMIT readingChanged();
}

// --- reading what is looked at -------------------------------------------------------------------------------------------

AuditRows::Pages::const_iterator AuditRows::pageOf(int row) const
{
    auto page = m_pages.upper_bound(row);
    if (page == m_pages.begin())
        return m_pages.end();
    --page;
    return row < page->first + page->second.size() ? page : m_pages.end();
}

const AuditEntryFacts *AuditRows::at(int row) const
{
    const auto page = pageOf(row);
    return page == m_pages.end() ? nullptr : &page->second.at(row - page->first);
}

qsizetype AuditRows::held() const
{
    qsizetype sum = 0;
    for (const auto &[row, items] : m_pages)
        sum += items.size();
    return sum;
}

void AuditRows::look(int first, int last)
{
    if (last >= first && m_last >= m_first && first != m_first)
        m_ahead = first < m_first ? -1 : 1;
    m_first = std::max(0, first);
    m_last = std::min(last, m_rows - 1);
    pump();
}

// What is in sight comes first; then what comes into sight when the same way is gone on. Places passed on the way are not read.
void AuditRows::pump()
{
    if (!m_ask.page || m_next.page || m_reading == Reading::Failed)
        return;
    const auto missing = [this](int from, int to) {
        for (int row = std::max(0, from); row <= std::min(to, m_rows - 1);) {
            const auto page = pageOf(row);
            if (page == m_pages.end())
                return row;
            row = page->first + static_cast<int>(page->second.size());
        }
        return -1;
    };
    const int inSight = missing(m_first, m_last);
    if (inSight >= 0)
        read(inSight);
    const int ahead = m_ahead > 0 ? missing(m_last + 1, m_last + kReadAhead) : missingAbove();
    if (ahead >= 0)
        read(ahead);
}

// The nearest row above what is looked at that is not read, within the read-ahead; -1 without one.
int AuditRows::missingAbove() const
{
    int row = m_first - 1;
    for (auto page = pageOf(row); row >= 0 && page != m_pages.cend(); page = pageOf(row))
        row = page->first - 1;
    return row >= std::max(0, m_first - kReadAhead) ? row : -1;
}

std::pair<int, AuditPosition> AuditRows::requestFor(int row, std::optional<qint64> &before) const
{
    const auto uncovered = [this](int start) {
        for (auto page = pageOf(start); page != m_pages.end(); page = pageOf(start))
            start = page->first + static_cast<int>(page->second.size());
        return start;
    };
    AuditPosition position;
    if (m_extent == Extent::Whole) {
        // Pages lie on a fixed grid of seqs, so that one that was dropped is asked for again as it was.
        const qint64 seq = m_top - 1 - row, gridTop = std::min(m_top - 1, seq / kPage * kPage + kPage - 1);
        const int start = uncovered(static_cast<int>(m_top - 1 - gridTop));
        position.from = m_top - 1 - start;
        position.limit = static_cast<int>(*position.from % kPage) + 1;
        return {start, position};
    }
    auto anchor = m_anchors.upper_bound(row);
    --anchor;  // there is one at 0
    position.cursor = anchor->second.cursor;
    position.from = anchor->second.from;
    before = anchor->second.before;
    position.limit = row - anchor->first < kPage ? kPage : kLongPage;
    return {anchor->first, position};
}

void AuditRows::read(int row)
{
    Anchor by;
    const auto [start, position] = requestFor(row, by.before);
    if (m_inFlight.size() >= kMostInFlight || std::find(m_inFlight.cbegin(), m_inFlight.cend(), start) != m_inFlight.cend())
        return;
    const int question = ++m_question;
    m_inFlight.insert(question, start);
    base::whenAnswered(this, m_ask.page(position, by.before), [this, by, question](const base::Result<AuditPage> &page) {
        const auto asked = m_inFlight.constFind(question);
        if (asked == m_inFlight.cend())
            return;  // something else was asked meanwhile
        const int place = *asked;  // it may have moved
        m_inFlight.erase(asked);
        take(place, by, page);
    });
}

// --- what comes ----------------------------------------------------------------------------------------------------------

// Nothing is believed that cannot be: an entry in a place it does not belong to would be read as another.
bool AuditRows::isSound(int start, const Entries &items) const
{
    for (qsizetype i = 0; i < items.size(); ++i) {
        const qint64 seq = items.at(i).seq;
        if (m_extent == Extent::Whole ? seq != m_top - 1 - (start + i) : seq >= (i == 0 ? m_top : items.at(i - 1).seq))
            return false;
    }
    const AuditEntryFacts *above = at(start - 1), *below = at(start + static_cast<int>(items.size()));
    return items.isEmpty() || ((!above || above->seq > items.first().seq) && (!below || below->seq < items.last().seq));
}

void AuditRows::take(int start, const Anchor &by, const base::Result<AuditPage> &page)
{
    if (!page) {
        fail(page.error());
        return;
    }
    const bool leadsNowhere = page->items.isEmpty() && (m_extent == Extent::Whole ? start < m_rows : !by.cursor.isEmpty() && page->nextCursor == by.cursor);
    if (leadsNowhere || !isSound(start, page->items)) {
        fail({base::Errc::Malformed, QStringLiteral("the authority answered with other entries than were asked for")});
        return;
    }
    if (m_extent == Extent::Narrowed)
        learnEnd(start, *page, by.before);
    keep(start, page->items);
    evict();
    if (m_reading != Reading::Done)
        setReading(Reading::Done);
    // An empty page may have more behind it: the authority looks at a bounded number of entries for each.
    const bool goesOn = page->items.isEmpty() && !page->nextCursor.isEmpty();
    if (goesOn && start <= m_last + kReadAhead)
        read(start);
    goOnSeeking();
    pump();
}

// What the page says about where its neighbours begin and where everything ends.
void AuditRows::learnEnd(int start, const AuditPage &page, const std::optional<qint64> &before)
{
    const Entries &items = page.items;
    const int end = start + static_cast<int>(items.size());
    // The counts promised a first entry of an earlier time at certain rows. Where that does not hold they are of no use.
    for (auto anchor = m_anchors.upper_bound(start); m_counted && anchor != m_anchors.end() && anchor->first < end; ++anchor) {
        const auto &limit = anchor->second.before;
        if (!limit || !anchor->second.cursor.isEmpty() || (items.at(anchor->first - start).time < *limit && items.at(anchor->first - start - 1).time >= *limit))
            continue;
        m_counted = false;
    }
    m_counted = m_counted && (end <= m_rows && (!page.nextCursor.isEmpty() || end == m_rows));
    if (!m_counted)
        std::erase_if(m_anchors, [start](const auto &each) { return each.first > start && each.second.before && each.second.cursor.isEmpty(); });
    m_end = std::max(m_end, end);
    if (page.nextCursor.isEmpty()) {
        m_counted = true;
        m_end = end;
        setRows(end);
        return;
    }
    // Where the next time begins is known better than the way there.
    if (items.isEmpty() || !m_anchors.contains(end))
        m_anchors[end] = {page.nextCursor, {}, before};
    if (!m_counted)
        setRows(std::max(m_end + kPage, m_counted ? m_rows : 0));
}

void AuditRows::keep(int start, const Entries &items)
{
    Entries fitting = items;
    if (const auto next = m_pages.upper_bound(start - 1); next != m_pages.end() && next->first < start + items.size())
        fitting = items.first(next->first - start);
    if (fitting.isEmpty())
        return;
    m_pages[start] = fitting;
    Q_EMIT dataChanged(index(start, 0), index(start + static_cast<int>(fitting.size()) - 1, kColumns - 1));
}

void AuditRows::setRows(int rows)
{
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows < m_rows) {
        beginRemoveRows({}, rows, m_rows - 1);
        m_rows = rows;
        m_pages.erase(m_pages.lower_bound(rows), m_pages.end());
        m_anchors.erase(m_anchors.upper_bound(rows), m_anchors.end());
        endRemoveRows();
    }
}

// The furthest from what is looked at goes first.
void AuditRows::evict()
{
    qsizetype sum = held();
    const int middle = (m_first + m_last) / 2;
    while (sum > kMostHeld && m_pages.size() > 1) {
        const auto first = m_pages.begin(), last = std::prev(m_pages.end());
        const auto far = middle - first->first > last->first - middle ? first : last;
        sum -= far->second.size();
        m_pages.erase(far);
    }
}

// --- newer ones ----------------------------------------------------------------------------------------------------------

void AuditRows::lookForFresh()
{
    if (!m_ask.page || m_next.page || m_reading != Reading::Done)
        return;
    AuditPosition newest;
    newest.limit = m_extent == Extent::Whole ? 1 : kPage;
    const int round = m_round;
    const qint64 top = m_top;
    base::whenAnswered(this, m_ask.page(newest, std::nullopt), [this, round, top](const base::Result<AuditPage> &page) {
        if (!page || round != m_round || top != m_top || page->size < m_top)
            return;
        const auto fresh = std::count_if(page->items.cbegin(), page->items.cend(), [this](const AuditEntryFacts &entry) { return entry.seq >= m_top; });
        const bool more = fresh == page->items.size() && !page->nextCursor.isEmpty();
        m_freshPage = *page;
        m_fresh = m_extent == Extent::Whole ? asRows(page->size - m_top) : more ? -1 : static_cast<int>(fresh);
        if (m_fresh == 0 && m_extent == Extent::Narrowed)
            m_top = page->size;  // what came does not match
        Q_EMIT freshChanged();
    });
}

void AuditRows::letIn()
{
    if (m_fresh < 0) {
        ask(m_ask, m_extent);
        return;
    }
    const int count = std::exchange(m_fresh, 0);
    if (count == 0)
        return;
    const AuditPage page = std::exchange(m_freshPage, {});
    m_top = page.size;
    shift(count);
    keep(0, page.items.first(std::min<qsizetype>(page.items.size(), count)));
    Q_EMIT freshChanged();
    pump();
}

// Everything moves down; what is on its way finds its place all the same.
void AuditRows::shift(int rows)
{
    beginInsertRows({}, 0, rows - 1);
    const auto moved = [rows](auto &map) {
        std::remove_reference_t<decltype(map)> down;
        for (auto &[row, what] : map)
            down.emplace(row + rows, std::move(what));
        map = std::move(down);
    };
    moved(m_pages);
    moved(m_anchors);
    m_anchors[0] = {{}, m_top - 1, {}};
    for (int &start : m_inFlight)
        start += rows;
    m_rows += rows;
    m_end += rows;
    m_first += rows;
    m_last += rows;
    endInsertRows();
}

}  // namespace countersign::console
