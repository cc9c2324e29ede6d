#include "app/console/catalog/line_diff.h"

#include <QHash>

#include <algorithm>
#include <utility>
#include <vector>

namespace countersign::console {
namespace {

constexpr int kMostEdits = 800;  // Myers keeps a trace of this squared
constexpr int kMostDepth = 64;

struct Range {
    int beforeBegin, beforeEnd, afterBegin, afterEnd;
};

class Differ {
public:
    Differ(const QStringList &before, const QStringList &after)
    {
        m_before = numbered(before);
        m_after = numbered(after);
        // Every difference is between two anchors that are equal, so hunks come in order and never touch.
        walk({0, static_cast<int>(before.size()), 0, static_cast<int>(after.size())}, 0);
    }
    QList<Hunk> hunks;

private:
    std::vector<int> numbered(const QStringList &lines)
    {
        std::vector<int> out;
        out.reserve(static_cast<size_t>(lines.size()));
        for (const QString &line : lines) {
            const auto found = m_numbers.constFind(line);
            const int number = found == m_numbers.constEnd() ? static_cast<int>(m_numbers.size()) : *found;
            if (found == m_numbers.constEnd())
                m_numbers.insert(line, number);
            out.push_back(number);
        }
        return out;
    }
    [[nodiscard]] int before(int line) const { return m_before[static_cast<size_t>(line)]; }
    [[nodiscard]] int after(int line) const { return m_after[static_cast<size_t>(line)]; }

    void emitHunk(const Range &range)
    {
        if (range.beforeBegin == range.beforeEnd && range.afterBegin == range.afterEnd)
            return;
        if (!hunks.isEmpty() && hunks.last().beforeEnd == range.beforeBegin && hunks.last().afterEnd == range.afterBegin) {
            hunks.last().beforeEnd = range.beforeEnd;
            hunks.last().afterEnd = range.afterEnd;
            return;
        }
        hunks.append({range.beforeBegin, range.beforeEnd, range.afterBegin, range.afterEnd});
    }

    void walk(Range range, int depth)
    {
        while (range.beforeBegin < range.beforeEnd && range.afterBegin < range.afterEnd && before(range.beforeBegin) == after(range.afterBegin)) {
            ++range.beforeBegin;
            ++range.afterBegin;
        }
        while (range.beforeBegin < range.beforeEnd && range.afterBegin < range.afterEnd && before(range.beforeEnd - 1) == after(range.afterEnd - 1)) {
            --range.beforeEnd;
            --range.afterEnd;
        }
        if (range.beforeBegin == range.beforeEnd || range.afterBegin == range.afterEnd) {
            emitHunk(range);
            return;
        }
        const std::vector<std::pair<int, int>> anchors = depth < kMostDepth ? uniqueCommon(range) : std::vector<std::pair<int, int>>();
        if (anchors.empty()) {
            shortest(range);
            return;
        }
        Range gap = range;
        for (const auto &[inBefore, inAfter] : anchors) {
            gap.beforeEnd = inBefore;
            gap.afterEnd = inAfter;
            walk(gap, depth + 1);
            gap.beforeBegin = inBefore + 1;
            gap.afterBegin = inAfter + 1;
        }
        gap.beforeEnd = range.beforeEnd;
        gap.afterEnd = range.afterEnd;
        walk(gap, depth + 1);
    }

    // Lines that occur once on each side, as the longest sequence that rises on both.
    [[nodiscard]] std::vector<std::pair<int, int>> uniqueCommon(const Range &range) const
    {
        struct Seen {
            int inBefore = 0, inAfter = 0, countBefore = 0, countAfter = 0;
        };
        QHash<int, Seen> seen;
        for (int line = range.beforeBegin; line < range.beforeEnd; ++line) {
            Seen &each = seen[before(line)];
            each.inBefore = line;
            ++each.countBefore;
        }
        for (int line = range.afterBegin; line < range.afterEnd; ++line) {
            const auto each = seen.find(after(line));
            if (each == seen.end())
                continue;
            each->inAfter = line;
            ++each->countAfter;
        }
        std::vector<std::pair<int, int>> pairs;
        for (const Seen &each : std::as_const(seen)) {
            if (each.countBefore == 1 && each.countAfter == 1)
                pairs.emplace_back(each.inBefore, each.inAfter);
        }
        std::sort(pairs.begin(), pairs.end());
        return longestRising(pairs);
    }

    [[nodiscard]] static std::vector<std::pair<int, int>> longestRising(const std::vector<std::pair<int, int>> &pairs)
    {
        std::vector<size_t> tops;                        // of each pile: the pair that ends the best sequence of its length
        std::vector<size_t> previous(pairs.size(), SIZE_MAX);
        for (size_t i = 0; i < pairs.size(); ++i) {
            const auto pile = std::lower_bound(tops.begin(), tops.end(), pairs[i].second, [&](size_t top, int value) { return pairs[top].second < value; });
            if (pile != tops.begin())
                previous[i] = *(pile - 1);
            if (pile == tops.end())
                tops.push_back(i);
            else
                *pile = i;
        }
        std::vector<std::pair<int, int>> rising;
        for (size_t i = tops.empty() ? SIZE_MAX : tops.back(); i != SIZE_MAX; i = previous[i])
            rising.push_back(pairs[i]);
        std::reverse(rising.begin(), rising.end());
        return rising;
    }

    // Myers 1986, "An O(ND) difference algorithm", greedy, with the trace kept; beyond kMostEdits all of it is one change.
    void shortest(const Range &range)
    {
        const int n = range.beforeEnd - range.beforeBegin;
        const int m = range.afterEnd - range.afterBegin;
        const int most = std::min(n + m, kMostEdits);
        const auto at = [most](int k) { return static_cast<size_t>(k + most + 1); };
        std::vector<int> reach(2 * static_cast<size_t>(most) + 3, 0);
        std::vector<std::vector<int>> trace;
        for (int edits = 0; edits <= most; ++edits) {
            trace.push_back(reach);
            for (int k = -edits; k <= edits; k += 2) {
                int x = k == -edits || (k != edits && reach[at(k - 1)] < reach[at(k + 1)]) ? reach[at(k + 1)] : reach[at(k - 1)] + 1;
                int y = x - k;
                while (x < n && y < m && before(range.beforeBegin + x) == after(range.afterBegin + y)) {
                    ++x;
                    ++y;
                }
                reach[at(k)] = x;
                if (x >= n && y >= m) {
                    backtrack(range, trace, most);
                    return;
                }
            }
        }
        emitHunk(range);
    }

    void backtrack(const Range &range, const std::vector<std::vector<int>> &trace, int most)
    {
        const auto at = [most](int k) { return static_cast<size_t>(k + most + 1); };
        int x = range.beforeEnd - range.beforeBegin;
        int y = range.afterEnd - range.afterBegin;
        std::vector<Range> steps;  // single edits, from the end
        for (int edits = static_cast<int>(trace.size()) - 1; edits > 0; --edits) {
            const std::vector<int> &reach = trace[static_cast<size_t>(edits)];
            const int k = x - y;
            const bool down = k == -edits || (k != edits && reach[at(k - 1)] < reach[at(k + 1)]);
            const int fromK = down ? k + 1 : k - 1;
            const int fromX = reach[at(fromK)];
            const int fromY = fromX - fromK;
            if (down)
                steps.push_back({range.beforeBegin + fromX, range.beforeBegin + fromX, range.afterBegin + fromY, range.afterBegin + fromY + 1});
            else
                steps.push_back({range.beforeBegin + fromX, range.beforeBegin + fromX + 1, range.afterBegin + fromY, range.afterBegin + fromY});
            x = fromX;
            y = fromY;
        }
        for (auto step = steps.rbegin(); step != steps.rend(); ++step)
            emitHunk(*step);
    }

    QHash<QString, int> m_numbers;
    std::vector<int> m_before, m_after;
};

QStringList linesOf(const QString &text)
{
    return text.split(QLatin1Char('\n'));
}

}  // namespace

QList<Hunk> diffLines(const QStringList &before, const QStringList &after)
{
    return Differ(before, after).hunks;
}

QList<DiffRow> sideBySide(const QString &before, const QString &after, int context)
{
    using Kind = DiffRow::Kind;
    const QStringList left = linesOf(before);
    const QStringList right = linesOf(after);
    const QList<Hunk> hunks = diffLines(left, right);
    QList<DiffRow> rows;
    const auto same = [&](int from, int to, int shift) {
        for (int line = from; line < to; ++line)
            rows.append({Kind::Same, line + 1, line + shift + 1, left.at(line), right.at(line + shift), 0});
    };
    const auto between = [&](int from, int to, int shift, bool first, bool last) {
        const int head = first ? from : std::min(to, from + context);
        const int tail = last ? to : std::max(head, to - context);
        same(from, head, shift);
        // One line left out would take the room of the line itself.
        if (tail - head > 1)
            rows.append({Kind::Skipped, 0, 0, {}, {}, tail - head});
        else
            same(head, tail, shift);
        same(tail, to, shift);
    };
    int done = 0;
    int shift = 0;
    for (const Hunk &hunk : hunks) {
        between(done, hunk.beforeBegin, shift, done == 0, false);
        const int removed = hunk.beforeEnd - hunk.beforeBegin;
        const int added = hunk.afterEnd - hunk.afterBegin;
        for (int i = 0; i < std::max(removed, added); ++i) {
            DiffRow row;
            row.kind = i >= removed ? Kind::Added : i >= added ? Kind::Removed : Kind::Changed;
            if (i < removed) {
                row.before = hunk.beforeBegin + i + 1;
                row.beforeText = left.at(hunk.beforeBegin + i);
            }
            if (i < added) {
                row.after = hunk.afterBegin + i + 1;
                row.afterText = right.at(hunk.afterBegin + i);
            }
            rows.append(row);
        }
        done = hunk.beforeEnd;
        shift = hunk.afterEnd - hunk.beforeEnd;
    }
    if (!hunks.isEmpty())
        between(done, static_cast<int>(left.size()), shift, false, true);
    return rows;
}

QList<DiffRow> oneColumn(const QList<DiffRow> &rows)
{
    using Kind = DiffRow::Kind;
    QList<DiffRow> all, added;
    const auto settle = [&all, &added] { all += std::exchange(added, {}); };
    for (const DiffRow &row : rows) {
        if (row.kind == Kind::Same || row.kind == Kind::Skipped) {
            settle();
            all.append(row);
            continue;
        }
        if (row.before > 0)
            all.append({Kind::Removed, row.before, 0, row.beforeText, {}, 0});
        if (row.after > 0)
            added.append({Kind::Added, 0, row.after, {}, row.afterText, 0});
    }
    settle();
    return all;
}

std::optional<QString> mergeLines(const QString &base, const QString &mine, const QString &theirs)
{
    const QStringList common = linesOf(base);
    const QStringList own = linesOf(mine);
    const QStringList other = linesOf(theirs);
    const QList<Hunk> ours = diffLines(common, own);
    const QList<Hunk> foreign = diffLines(common, other);
    QStringList merged;
    int done = 0;
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < ours.size() || j < foreign.size()) {
        const bool both = i < ours.size() && j < foreign.size();
        if (both && ours.at(i).beforeBegin == foreign.at(j).beforeBegin && ours.at(i).beforeEnd == foreign.at(j).beforeEnd
            && own.mid(ours.at(i).afterBegin, ours.at(i).afterEnd - ours.at(i).afterBegin)
                   == other.mid(foreign.at(j).afterBegin, foreign.at(j).afterEnd - foreign.at(j).afterBegin)) {
            ++j;  // both did the same
            continue;
        }
        const bool takeOurs = i < ours.size() && (j >= foreign.size() || ours.at(i).beforeBegin < foreign.at(j).beforeBegin);
        const Hunk &next = takeOurs ? ours.at(i) : foreign.at(j);
        const Hunk *rival = takeOurs ? (j < foreign.size() ? &foreign.at(j) : nullptr) : (i < ours.size() ? &ours.at(i) : nullptr);
        // Changes that touch are one place in the eyes of a person, even where no line is in both.
        if (next.beforeBegin < done || (rival && rival->beforeBegin <= next.beforeEnd))
            return std::nullopt;
        merged += common.mid(done, next.beforeBegin - done);
        merged += takeOurs ? own.mid(next.afterBegin, next.afterEnd - next.afterBegin) : other.mid(next.afterBegin, next.afterEnd - next.afterBegin);
        done = next.beforeEnd;
        (takeOurs ? i : j) += 1;
    }
    merged += common.mid(done);
    return merged.join(QLatin1Char('\n'));
}

}  // namespace countersign::console
