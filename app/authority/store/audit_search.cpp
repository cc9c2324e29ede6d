#include "app/authority/store/audit_search.h"

#include "app/authority/store/audit_index.h"

#include <QElapsedTimer>

#include <algorithm>
#include <bit>
#include <map>

namespace countersign::authority::store {

namespace {

constexpr qint64 kHour = 3600;
// How many proposals of the index, or entries without it, one page may check.
constexpr int kLooks = 4000;
// The index is asked for so many seqs at a time, so that two common words that never meet do not cost a walk through all.
constexpr qint64 kWindow = qint64(1) << 20;
constexpr int kWindows = 16;
// Completions of what is being typed.
constexpr int kMaxCompletions = 64;
constexpr qint64 kTimelineBudgetMs = 250;
constexpr int kRequestEntries = 1000;
constexpr qint64 kFinestBuckets = 400;

QString quoted(const QString &key)
{
    return u'"' + key + u'"';
}

QString anyOf(const QStringList &keys)
{
    QStringList words;
    for (const QString &key : keys)
        words.append(quoted(key));
    return u'(' + words.join(QLatin1String(" OR ")) + u')';
}

// `refu*` as the words the log knows, because an OR of words is walked lazily, and a prefix is collected whole first.
QString completionOf(Transaction &tx, const QString &prefix)
{
    // After every word that begins with it.
    const QString end = prefix + QChar(u'\uffff');
    QStringList words;
    for (const Row &row : tx.all("SELECT word FROM audit_word WHERE word >= ? AND word < ? LIMIT ?", {prefix, end, kMaxCompletions + 1}))
        words.append(row.text(0));
    const bool isOfLetters = std::all_of(prefix.begin(), prefix.end(), [](QChar c) { return c.isLetter(); });
    if (isOfLetters && !words.isEmpty() && words.size() <= kMaxCompletions)
        return anyOf(words);
    return quoted(prefix) + QLatin1String(" *");
}

// The index's own language; empty when nothing is asked of it.
QString matchText(Transaction &tx, const AuditQuery &query)
{
    QStringList parts;
    for (const QString &key : query.fieldKeys() + query.text.words)
        parts.append(quoted(key));
    for (const QString &prefix : query.text.prefixes)
        parts.append(completionOf(tx, prefix));
    for (const Comparison &wanted : query.text.comparisons)
        parts.append(anyOf(comparisonKeys(wanted)));
    return parts.join(QLatin1String(" AND "));
}

struct Range {
    qint64 first = 0, end = 0;  // seqs, half open
};

// Where the entries of these times can be. The hours are few, and the log is in order of time but for clocks that were set back.
Range rangeOf(Transaction &tx, const AuditQuery &query)
{
    const qint64 size = logSize(tx), indexed = indexedTo(tx);
    Range range{0, size};
    if (query.after) {
        const auto row = tx.one("SELECT min(first_seq) FROM audit_hour WHERE hour >= ?", {*query.after / kHour});
        range.first = row->isNull(0) ? indexed : row->integer(0);
    }
    if (query.before) {
        const auto row = tx.one("SELECT max(last_seq) FROM audit_hour WHERE hour <= ?", {*query.before / kHour});
        // What is not indexed yet may lie in the range: it is newer than all hours, or the clock was set back.
        range.end = indexed < size ? size : (row->isNull(0) ? 0 : row->integer(0) + 1);
    }
    return range;
}

class Searching {
public:
    Searching(Transaction &tx, const AuditQuery &query, const SearchPosition &position)
        : m_tx(tx), m_query(query), m_position(position), m_isDown(position.order == SearchOrder::NewestFirst),
          m_range(rangeOf(tx, query)), m_indexed(indexedTo(tx)), m_match(matchText(tx, query))
    {
        if (position.continueAt && m_isDown)
            m_range.end = std::min(m_range.end, *position.continueAt + 1);
        else if (position.continueAt)
            m_range.first = std::max(m_range.first, *position.continueAt);
    }

    SearchPage run()
    {
        if (m_query.txn) {
            thread();
        } else if (m_match.isEmpty()) {
            walk(m_range);
        } else {
            const Range tail{std::max(m_range.first, m_indexed), m_range.end}, indexed{m_range.first, std::min(m_range.end, m_indexed)};
            // In the order of the page: first come first.
            if (m_isDown) {
                walk(tail);
                propose(indexed);
            } else {
                propose(indexed);
                walk(tail);
            }
        }
        return std::move(m_page);
    }

private:
    [[nodiscard]] bool isFull() const { return m_page.next.has_value(); }

    enum class Source { Index, Log };
    // False when the page has no room for it: it begins the next one.
    bool take(AuditEntry entry, Source source)
    {
        const qint64 seq = entry.leaf.seq;
        // Before all else: neither the room on a page nor its `next` may tell that it is there.
        if (m_query.withheld && m_query.withheld->holds(seq))
            return true;
        if (m_looks++ >= kLooks || m_page.entries.size() == static_cast<size_t>(m_position.limit)) {
            m_page.next = seq;
            return false;
        }
        if (isWanted(entry, source))
            m_page.entries.push_back(std::move(entry));
        return true;
    }

    [[nodiscard]] bool isWanted(const AuditEntry &entry, Source source)
    {
        // What the approval says is read only where it can matter.
        const bool isTold = m_query.isOpen() || (source == Source::Index && m_query.text.phrases.isEmpty() && m_query.text.comparisons.empty());
        const ApprovalTexts approval = isTold ? ApprovalTexts{} : withApproval(m_tx, entry).approval;
        return source == Source::Index ? fulfils(m_query, entry, approval) : matches(m_query, entry, approval);
    }

    // One request's entries are few: all of them, by their own index.
    void thread()
    {
        const auto seqs = m_tx.all(m_isDown ? "SELECT seq FROM audit_entry WHERE txn = ? AND seq >= ? AND seq < ? ORDER BY seq DESC LIMIT ?"
                                            : "SELECT seq FROM audit_entry WHERE txn = ? AND seq >= ? AND seq < ? ORDER BY seq LIMIT ?",
                                   {*m_query.txn, m_range.first, m_range.end, m_position.limit + 1});
        for (const Row &row : seqs) {
            if (!take(entryAt(row.integer(0)), Source::Log))
                return;
        }
    }

    // Entry by entry, without the index.
    void walk(Range range)
    {
        while (!isFull() && range.first < range.end) {
            const qint64 chunk = std::min<qint64>(m_position.limit + 1, range.end - range.first);
            auto entries = entriesFrom(m_tx, m_isDown ? range.end - chunk : range.first, static_cast<int>(chunk));
            if (m_isDown)
                std::reverse(entries.begin(), entries.end());
            for (AuditEntry &entry : entries) {
                if (!take(std::move(entry), Source::Log))
                    return;
            }
            (m_isDown ? range.end : range.first) += m_isDown ? -chunk : chunk;
        }
    }

    void propose(Range range)
    {
        for (int window = 0; !isFull() && range.first < range.end; ++window) {
            if (window == kWindows) {
                m_page.next = m_isDown ? range.end - 1 : range.first;
                return;
            }
            const qint64 width = std::min(kWindow, range.end - range.first);
            proposeWithin(m_isDown ? Range{range.end - width, range.end} : Range{range.first, range.first + width});
            (m_isDown ? range.end : range.first) += m_isDown ? -width : width;
        }
    }

    void proposeWithin(Range window)
    {
        while (!isFull() && window.first < window.end) {
            const int chunk = m_position.limit + 1;
            const auto rows = m_tx.all(m_isDown ? "SELECT rowid FROM audit_fts WHERE audit_fts MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
                                                : "SELECT rowid FROM audit_fts WHERE audit_fts MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid LIMIT ?",
                                       {m_match, window.first, window.end, chunk});
            for (const Row &row : rows) {
                if (!take(entryAt(row.integer(0)), Source::Index))
                    return;
            }
            if (rows.size() < static_cast<size_t>(chunk))
                return;
            (m_isDown ? window.end : window.first) = rows.back().integer(0) + (m_isDown ? 0 : 1);
        }
    }

    AuditEntry entryAt(qint64 seq) { return std::move(entriesFrom(m_tx, seq, 1).front()); }

    Transaction &m_tx;
    const AuditQuery &m_query;
    const SearchPosition &m_position;
    const bool m_isDown;
    Range m_range;
    const qint64 m_indexed;
    const QString m_match;
    int m_looks = 0;
    SearchPage m_page;
};

// One bucket of the timeline: where its entries lie, what there is in all, and what was asked for once that is known.
struct Span {
    Range seqs;
    TimelineBucket tally;
    std::optional<TimelineBucket> found = {};
};

qint64 bucketFor(qint64 seconds, qint64 wanted)
{
    if (wanted > 0)
        return std::max(wanted, (seconds / kMaxBuckets / kHour + 1) * kHour);
    for (const qint64 fine : {kHour, 6 * kHour, 24 * kHour, 7 * 24 * kHour}) {
        if (seconds / fine < kFinestBuckets)
            return fine;
    }
    return (seconds / kFinestBuckets / (24 * kHour) + 1) * 24 * kHour;
}

// The indexed hours of the time asked for, put together.
std::vector<Span> spansOf(Transaction &tx, const AuditQuery &query, qint64 &bucketSeconds)
{
    const auto hours = tx.all("SELECT hour, first_seq, last_seq, entries, denied, anomalies FROM audit_hour WHERE hour >= ? AND hour < ? ORDER BY hour",
                              {query.after.value_or(0) / kHour, query.before ? (*query.before + kHour - 1) / kHour : Q_INT64_C(1) << 53});
    bucketSeconds = hours.empty() ? std::max(kHour, bucketSeconds) : bucketFor((hours.back().integer(0) - hours.front().integer(0) + 1) * kHour, bucketSeconds);
    std::vector<Span> spans;
    for (const Row &hour : hours) {
        const qint64 start = hour.integer(0) * kHour / bucketSeconds * bucketSeconds;
        if (spans.empty() || spans.back().tally.at != start)
            spans.push_back({{hour.integer(1), hour.integer(2) + 1}, {start, 0, 0, 0}});
        Span &span = spans.back();
        span.seqs = {std::min(span.seqs.first, hour.integer(1)), std::max(span.seqs.end, hour.integer(2) + 1)};
        span.tally.entries += hour.integer(3);
        span.tally.denied += hour.integer(4);
        span.tally.anomalies += hour.integer(5);
    }
    return spans;
}

// Withheld entries that the index counts among those asked for: by its keys, not by what they say.
std::vector<audit::Leaf> countedButWithheld(Transaction &tx, const AuditQuery &query)
{
    std::vector<audit::Leaf> leaves;
    AuditQuery counted{query.actor, query.client, query.event, {}, query.outcome, query.type, query.tier, query.anomaliesOnly};
    counted.text.words = query.text.words;
    counted.text.prefixes = query.text.prefixes;
    const qint64 indexed = indexedTo(tx);
    for (const qint64 seq : query.withheld ? query.withheld->seqs() : QSet<qint64>()) {
        if (seq >= indexed)
            continue;
        const FoundEntry found = withApproval(tx, std::move(entriesFrom(tx, seq, 1).front()));
        const QSet<QString> keys = searchKeys(found.entry, found.approval).keys;
        const auto isNear = [&keys](const Comparison &wanted) {
            const QStringList ranges = comparisonKeys(wanted);
            return std::any_of(ranges.begin(), ranges.end(), [&keys](const QString &range) { return keys.contains(range); });
        };
        if (matches(counted, found.entry, found.approval) && std::all_of(query.text.comparisons.begin(), query.text.comparisons.end(), isNear))
            leaves.push_back(found.entry.leaf);
    }
    return leaves;
}

qint64 countMatches(Transaction &tx, const QString &match, Range seqs)
{
    return tx.one("SELECT count(*) FROM audit_fts WHERE audit_fts MATCH ? AND rowid >= ? AND rowid < ?", {match, seqs.first, seqs.end})->integer(0);
}

TimelineBucket countIn(Transaction &tx, const QString &match, const Span &span)
{
    TimelineBucket bucket{span.tally.at, countMatches(tx, match, span.seqs), 0, 0};
    const auto among = [&](const QString &field) { return bucket.entries == 0 ? 0 : countMatches(tx, match + QLatin1String(" AND ") + quoted(field), span.seqs); };
    bucket.denied = among(fieldKey(AuditField::Outcome, QStringLiteral("denied")));
    bucket.anomalies = among(fieldKey(AuditField::Anomaly));
    return bucket;
}

void takeOut(const std::vector<audit::Leaf> &heldBack, TimelineBucket &bucket, qint64 bucketSeconds)
{
    for (const audit::Leaf &leaf : heldBack) {
        if (leaf.time < bucket.at || leaf.time >= bucket.at + bucketSeconds)
            continue;
        --bucket.entries;
        bucket.denied -= leaf.outcome == QLatin1String("denied") ? 1 : 0;
        bucket.anomalies -= isAnomaly(leaf) ? 1 : 0;
    }
}

// An order that covers the whole evenly wherever one stops: the newest, the middle, the quarters, …
std::vector<size_t> spreadOrder(size_t count)
{
    std::vector<size_t> order;
    std::vector<bool> isTaken(count);
    for (size_t stride = std::bit_ceil(count); stride > 0; stride /= 2) {
        for (size_t i = 0; i < count; i += stride) {
            if (!isTaken[count - 1 - i])
                order.push_back(count - 1 - i);
            isTaken[count - 1 - i] = true;
        }
    }
    return order;
}

// Of spans that were not counted it is known how many entries they have: about as many of them are meant as of the counted ones beside
// them. Returns how many spans were estimated.
int estimateOthers(std::vector<Span> &spans)
{
    std::vector<size_t> counted;
    for (size_t i = 0; i < spans.size(); ++i) {
        if (spans[i].found)
            counted.push_back(i);
    }
    int estimated = 0;
    for (size_t i = 0; i < spans.size(); ++i) {
        if (spans[i].found)
            continue;
        ++estimated;
        const auto after = std::lower_bound(counted.begin(), counted.end(), i);
        qint64 all = 0;
        TimelineBucket found;
        const auto add = [&](const Span &beside) {
            all += beside.tally.entries;
            found = {0, found.entries + beside.found->entries, found.denied + beside.found->denied, found.anomalies + beside.found->anomalies};
        };
        if (after != counted.begin())
            add(spans[*std::prev(after)]);
        if (after != counted.end())
            add(spans[*after]);
        const auto scaled = [all, entries = spans[i].tally.entries](qint64 of) { return all == 0 ? 0 : of * entries / all; };
        spans[i].found = TimelineBucket{spans[i].tally.at, scaled(found.entries), scaled(found.denied), scaled(found.anomalies)};
    }
    return estimated;
}

// One request has few entries: they are read, and counted exactly.
Timeline timelineOfRequest(Transaction &tx, const AuditQuery &query, qint64 bucketSeconds)
{
    const SearchPage page = search(tx, query, {SearchOrder::OldestFirst, std::nullopt, kRequestEntries});
    Timeline line;
    line.count = static_cast<qint64>(page.entries.size());
    line.isComplete = !page.next;
    const auto [first, last] = std::minmax_element(page.entries.begin(), page.entries.end(), [](const AuditEntry &a, const AuditEntry &b) { return a.leaf.time < b.leaf.time; });
    line.bucketSeconds = bucketFor(page.entries.empty() ? 0 : last->leaf.time - first->leaf.time + kHour, bucketSeconds);
    std::map<qint64, TimelineBucket> buckets;
    for (const AuditEntry &entry : page.entries) {
        const qint64 start = entry.leaf.time / line.bucketSeconds * line.bucketSeconds;
        TimelineBucket &bucket = buckets.try_emplace(start, TimelineBucket{start, 0, 0, 0}).first->second;
        ++bucket.entries;
        bucket.denied += entry.leaf.outcome == QLatin1String("denied") ? 1 : 0;
        bucket.anomalies += isAnomaly(entry.leaf) ? 1 : 0;
    }
    for (const auto &[start, bucket] : buckets)
        line.buckets.push_back(bucket);
    return line;
}

}  // namespace

SearchPage search(Transaction &tx, const AuditQuery &query, const SearchPosition &position)
{
    return Searching(tx, query, position).run();
}

Timeline timeline(Transaction &tx, const AuditQuery &query, qint64 bucketSeconds, const std::function<bool()> &hasTime)
{
    if (query.txn)
        return timelineOfRequest(tx, query, bucketSeconds);
    Timeline line;
    line.bucketSeconds = bucketSeconds;
    auto spans = spansOf(tx, query, line.bucketSeconds);
    const QString match = matchText(tx, query);
    line.isComplete = query.text.phrases.isEmpty() && query.text.comparisons.empty() && indexedTo(tx) == logSize(tx)
        && query.after.value_or(0) % kHour == 0 && query.before.value_or(0) % kHour == 0;
    QElapsedTimer spent;
    spent.start();
    const auto heldBack = countedButWithheld(tx, query);
    bool isFirst = true;
    for (const size_t i : spreadOrder(spans.size())) {
        if (!match.isEmpty() && !std::exchange(isFirst, false) && !(hasTime ? hasTime() : spent.elapsed() <= kTimelineBudgetMs))
            break;
        spans[i].found = match.isEmpty() ? spans[i].tally : countIn(tx, match, spans[i]);
        takeOut(heldBack, *spans[i].found, line.bucketSeconds);
    }
    line.isComplete = estimateOthers(spans) == 0 && line.isComplete;
    for (const Span &span : spans) {
        line.count += span.found->entries;
        if (span.found->entries > 0)
            line.buckets.push_back(*span.found);
    }
    return line;
}

}  // namespace countersign::authority::store
