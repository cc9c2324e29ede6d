// A log of any length that exists in a test alone: its entries are made when they are asked for, so that a million cost nothing.
#pragma once

#include "app/backends/audit_reader.h"
#include "app/base/json.h"

#include <QJsonObject>

#include <algorithm>
#include <deque>
#include <functional>
#include <optional>

namespace countersign::tests {

using backends::AuditEntryFacts;

class AuditBook : public backends::AuditReader {
public:
    qint64 size = 0;
    qint64 startTime = 0;       // of entry 0
    qint64 secondsPerEntry = 30;
    std::function<AuditEntryFacts(qint64 seq)> make = [this](qint64 seq) { return plain(seq); };
    bool isPlain = true;               // the fields of `make` are those of plain()
    std::optional<base::Error> error;  // answers everything while set
    bool waits = false;                // questions stay open until answerAll()
    bool isExact = true;
    qint64 countedTooMany = 0;         // the timeline says so many more than there are, in its oldest bucket
    QList<backends::AuditBucket> dayBuckets;  // the timeline of everything, in place of a count
    std::optional<backends::AuditThread> threadAnswer;
    int pages = 0, timelines = 0;
    backends::AuditQuery lastQuery;
    backends::AuditPosition lastPosition;
    int looksPerPage = 4000;

    // Every fifth entry is denied, every fiftieth refused.
    [[nodiscard]] AuditEntryFacts plain(qint64 seq) const
    {
        AuditEntryFacts entry = bare(seq);
        const QJsonObject payload{{QStringLiteral("text"), QStringLiteral("Refund order %1").arg(seq / 3)}, {QStringLiteral("type"), QStringLiteral("orders.refund")}, {QStringLiteral("tier"), QStringLiteral("high")}};
        entry.payload = base::json::canonical(payload);
        entry.leaf = base::json::canonical(QJsonObject{{QStringLiteral("seq"), seq}, {QStringLiteral("event"), entry.event}});
        return entry;
    }
    // The same without its payload.
    [[nodiscard]] AuditEntryFacts bare(qint64 seq) const
    {
        AuditEntryFacts entry;
        entry.seq = seq;
        entry.time = startTime + seq * secondsPerEntry;
        entry.event = seq % 3 == 0 ? QStringLiteral("approval.asked") : seq % 3 == 1 ? QStringLiteral("approval.decided") : QStringLiteral("credential.consumed");
        entry.actor = seq % 3 == 1 ? QStringLiteral("usr_%1").arg(seq % 7) : QStringLiteral("client:bot");
        entry.outcome = seq % 50 == 49 ? QStringLiteral("refused") : seq % 5 == 4 ? QStringLiteral("denied") : QStringLiteral("ok");
        entry.client = QStringLiteral("bot");
        entry.txn = QStringLiteral("apr_%1").arg(seq / 3);
        return entry;
    }
    [[nodiscard]] static bool matches(const backends::AuditQuery &query, const AuditEntryFacts &entry)
    {
        const auto is = [](const QString &wanted, const QString &value) { return wanted.isEmpty() || wanted == value; };
        const bool anomaly = entry.outcome == QLatin1String("refused") || entry.outcome == QLatin1String("failed");
        return is(query.actor, entry.actor) && is(query.client, entry.client) && is(query.event, entry.event) && is(query.txn, entry.txn) && is(query.outcome, entry.outcome)
            && (!query.anomaliesOnly || anomaly) && entry.time >= query.after.value_or(entry.time) && (!query.before || entry.time < *query.before)
            && (query.text.isEmpty() || QString::fromUtf8(entry.payload.value_or(QByteArray())).contains(query.text, Qt::CaseInsensitive));
    }

    base::Answer<backends::AuditPage> page(const backends::AuditQuery &query, const backends::AuditPosition &position) override
    {
        ++pages;
        lastQuery = query;
        lastPosition = position;
        return answer<backends::AuditPage>([this, query, position] { return pageOf(query, position); });
    }
    base::Answer<backends::AuditTimeline> timeline(const backends::AuditQuery &query) override
    {
        ++timelines;
        return answer<backends::AuditTimeline>([this, query] { return timelineOf(query); });
    }
    base::Answer<backends::AuditThread> thread(const base::ApprovalId &) override
    {
        return answer<backends::AuditThread>([this] { return threadAnswer ? base::Result<backends::AuditThread>(*threadAnswer) : base::Result<backends::AuditThread>(base::Errc::NotFound, {}); });
    }
    base::Answer<QList<backends::AuditReportKind>> reports() override { return base::answered<QList<backends::AuditReportKind>>(QList<backends::AuditReportKind>()); }
    base::Answer<backends::AuditReport> report(const QString &, qint64, qint64) override { return base::answered<backends::AuditReport>({base::Errc::NotFound, {}}); }
    backends::AuditExport *exportTo(const backends::AuditQuery &, backends::AuditFormat, QIODevice &) override { return nullptr; }
    backends::AuditExport *reportTo(const QString &, qint64, qint64, QIODevice &) override { return nullptr; }

    void answerAll()
    {
        for (const auto &give : std::exchange(m_open, {}))
            give();
    }
    void answerOne()
    {
        const auto give = m_open.front();
        m_open.pop_front();
        give();
    }
    [[nodiscard]] size_t open() const { return m_open.size(); }

private:
    template <class T>
    base::Answer<T> answer(const std::function<base::Result<T>()> &made)
    {
        const base::Asked<T> asked;
        const auto give = [this, asked, made] { asked.give(error ? base::Result<T>(*error) : made()); };
        if (waits)
            m_open.push_back(give);
        else
            give();
        return asked.answer();
    }
    // As the authority does: a bounded number of looks, and a cursor that only it understands.
    base::Result<backends::AuditPage> pageOf(const backends::AuditQuery &query, const backends::AuditPosition &position) const
    {
        backends::AuditPage page;
        page.size = size;
        qint64 seq = size - 1;
        if (!position.cursor.isEmpty())
            seq = position.cursor.mid(2).toLongLong();
        else if (position.from)
            seq = std::min(seq, *position.from);
        if (query.before)
            seq = std::min(seq, (*query.before - startTime + secondsPerEntry - 1) / secondsPerEntry - 1);
        for (int looks = 0; seq >= 0; --seq) {
            if (page.items.size() == position.limit || looks++ >= looksPerPage) {
                page.nextCursor = QStringLiteral("c:%1").arg(seq);
                break;
            }
            if (matches(query, isPlain && query.text.isEmpty() ? bare(seq) : make(seq)))
                page.items.append(make(seq));
        }
        return page;
    }
    base::Result<backends::AuditTimeline> timelineOf(const backends::AuditQuery &query) const
    {
        backends::AuditTimeline line;
        line.size = size;
        line.isExact = isExact;
        line.bucketSeconds = 86'400;
        if (!dayBuckets.isEmpty()) {
            line.buckets = dayBuckets;
            line.isExact = false;
            line.count = size;
            return line;
        }
        if (query == backends::AuditQuery{}) {
            countAll(line);
            return line;
        }
        for (qint64 seq = 0; seq < size; ++seq) {
            const AuditEntryFacts entry = query.text.isEmpty() ? bare(seq) : make(seq);
            if (!matches(query, entry))
                continue;
            const qint64 at = entry.time / 86'400 * 86'400;
            if (line.buckets.isEmpty() || line.buckets.constLast().at != at)
                line.buckets.append({at, 0, 0, 0});
            backends::AuditBucket &bucket = line.buckets.last();
            ++bucket.entries;
            bucket.denied += entry.outcome == QLatin1String("denied");
            bucket.anomalies += entry.outcome == QLatin1String("refused");
            ++line.count;
        }
        if (!line.buckets.isEmpty())
            line.buckets.first().entries += countedTooMany;
        line.count += countedTooMany;
        return line;
    }
    // By arithmetic: a million entries are not made in order to be counted.
    void countAll(backends::AuditTimeline &line) const
    {
        const auto seqAt = [this](qint64 time) { return std::clamp<qint64>((time - startTime + secondsPerEntry - 1) / secondsPerEntry, 0, size); };
        for (qint64 at = startTime / 86'400 * 86'400; seqAt(at) < size; at += 86'400) {
            const qint64 from = seqAt(at), to = seqAt(at + 86'400);
            const qint64 anomalies = to / 50 - from / 50;
            line.buckets.append({at, to - from, to / 5 - from / 5 - anomalies, anomalies});
        }
        line.count = size;
    }

    std::deque<std::function<void()>> m_open;
};

}  // namespace countersign::tests
