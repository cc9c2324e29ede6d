// Finding entries: whatever the index proposes, the answer is what reading every entry would give.
#include "app/authority/store/audit_erasure.h"
#include "app/authority/store/audit_index.h"
#include "app/authority/store/audit_retention.h"
#include "app/authority/store/audit_search.h"
#include "tests/unit/authority/store_fixture.h"

#include <QRandomGenerator>

using namespace countersign;
using namespace countersign::authority::store;

namespace {

bool eraseEntry(Transaction &tx, qint64 seq)
{
    return erase(tx, {{seq}, {}, {}}, {QStringLiteral("cli"), QStringLiteral("asked for")}).payloads == 1;
}

template <class T>
T oneOf(QRandomGenerator &random, const std::vector<T> &values)
{
    return values[random.bounded(static_cast<quint32>(values.size()))];
}

AuditEvent randomEvent(QRandomGenerator &random)
{
    AuditEvent event;
    event.event = oneOf<QString>(random, {QStringLiteral("approval.asked"), QStringLiteral("approval.decided"), QStringLiteral("token.replayed"), QStringLiteral("user.signed_in")});
    event.actor = oneOf<QString>(random, {QStringLiteral("usr_1"), QStringLiteral("usr_2"), QStringLiteral("client:bot")});
    event.outcome = oneOf<AuditOutcome>(random, {AuditOutcome::Ok, AuditOutcome::Denied, AuditOutcome::Refused});
    if (random.bounded(2) == 0)
        event.client = base::ClientId(oneOf<QString>(random, {QStringLiteral("bot"), QStringLiteral("deploy-bot")}));
    event.payload = {{QStringLiteral("type"), oneOf<QString>(random, {QStringLiteral("orders.refund"), QStringLiteral("orders.note")})},
                     {QStringLiteral("amount"), QString::number(random.bounded(2000)) + QStringLiteral(".50")},
                     {QStringLiteral("text"), oneOf<QString>(random, {QStringLiteral("Refund the Größe"), QStringLiteral("refunds for order 81"), QStringLiteral("nothing"), QStringLiteral("отказ in Москва")})}};
    return event;
}

struct SearchFixture : StoreFixture {
    void append(const AuditEvent &event) { QVERIFY(store->write([&](Transaction &tx) { tx.audit(event); })); }

    // Ten entries to a commit, the commits up to `gapMs` apart.
    void fill(QRandomGenerator &random, int commits, quint32 gapMs)
    {
        for (int i = 0; i < commits; ++i) {
            QVERIFY(store->write([&](Transaction &tx) {
                for (int entry = 0; entry < 10; ++entry)
                    tx.audit(randomEvent(random));
            }));
            clock.advanceMs(random.bounded(gapMs));
        }
    }

    // Indexes at most `limit` entries.
    void index(int limit)
    {
        const auto batch = store->read([&](Transaction &tx) { return nextIndexBatch(tx, limit); });
        QVERIFY(batch && store->write([&](Transaction &tx) { applyIndexBatch(tx, *batch); }));
    }

    [[nodiscard]] std::vector<qint64> find(const AuditQuery &query, SearchOrder order = SearchOrder::OldestFirst, int limit = 100)
    {
        std::vector<qint64> seqs;
        SearchPosition position{order, std::nullopt, limit};
        do {
            const auto page = store->read([&](Transaction &tx) { return search(tx, query, position); });
            if (!page || page->entries.size() > static_cast<size_t>(limit))
                qFatal("search failed");
            for (const AuditEntry &entry : page->entries)
                seqs.push_back(entry.leaf.seq);
            position.continueAt = page->next;
        } while (position.continueAt);
        return seqs;
    }

    [[nodiscard]] std::vector<qint64> findText(const QString &text)
    {
        const auto parsed = parseTextQuery(text);
        AuditQuery query;
        query.text = parsed ? *parsed : TextQuery{};
        return parsed ? find(query) : std::vector<qint64>{-1};
    }

    // By reading every entry.
    [[nodiscard]] std::vector<qint64> truth(const AuditQuery &query)
    {
        return *store->read([&](Transaction &tx) {
            std::vector<qint64> seqs;
            for (const AuditEntry &entry : entriesFrom(tx, 0, 100'000)) {
                const FoundEntry found = withApproval(tx, entry);
                if (matches(query, found.entry, found.approval))
                    seqs.push_back(entry.leaf.seq);
            }
            return seqs;
        });
    }
};

AuditQuery randomQuery(QRandomGenerator &random)
{
    AuditQuery query;
    const auto maybe = [&](std::optional<QString> &field, const std::vector<QString> &values) {
        if (random.bounded(3) == 0)
            field = oneOf(random, values);
    };
    maybe(query.actor, {QStringLiteral("usr_1"), QStringLiteral("client:bot"), QStringLiteral("usr")});
    maybe(query.client, {QStringLiteral("bot"), QStringLiteral("deploy-bot"), QStringLiteral("deploy")});
    maybe(query.event, {QStringLiteral("approval.*"), QStringLiteral("approval.decided"), QStringLiteral("approval")});
    maybe(query.outcome, {QStringLiteral("ok"), QStringLiteral("denied")});
    maybe(query.type, {QStringLiteral("orders.refund")});
    query.anomaliesOnly = random.bounded(5) == 0;
    if (random.bounded(3) == 0)
        query.after = kStartMs / 1000 + random.bounded(40'000);
    if (random.bounded(3) == 0)
        query.before = kStartMs / 1000 + random.bounded(40'000);
    const auto text = parseTextQuery(oneOf<QString>(random, {QString(), QString(), QStringLiteral("refund"), QStringLiteral("REFU*"), QStringLiteral("\"order 81\""), QStringLiteral("größe"),
                                                             QStringLiteral("amount>1000"), QStringLiteral("refund* amount<=500"), QStringLiteral("deploy-bot"), QStringLiteral("мос*"), QStringLiteral("8*")}));
    if (text)
        query.text = *text;
    return query;
}

}  // namespace

class StoreSearchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsFoundIsWhatReadingEverythingFinds()
    {
        QRandomGenerator random(20261122);
        SearchFixture f;
        f.fill(random, 40, 2'000'000);
        // Not at all, half and wholly indexed: nobody can tell.
        for (const int indexed : {0, 150, 250}) {
            f.index(indexed);
            for (int i = 0; i < 60; ++i) {
                const AuditQuery query = randomQuery(random);
                auto expected = f.truth(query);
                const int limit = 1 + static_cast<int>(random.bounded(40));
                QCOMPARE(f.find(query, SearchOrder::OldestFirst, limit), expected);
                std::reverse(expected.begin(), expected.end());
                QCOMPARE(f.find(query, SearchOrder::NewestFirst, limit), expected);
            }
        }
    }

    void aClockThatWasSetBackHidesNothing()
    {
        SearchFixture f;
        f.append(someEvent());
        f.clock.advanceMs(-7'200'000);
        f.append(someEvent());
        f.clock.advanceMs(3'600'000);
        f.append(someEvent());
        f.index(100);
        for (const qint64 hours : {-3, -2, -1, 0, 1}) {
            AuditQuery query;
            query.after = kStartMs / 1000 + hours * 3600;
            QCOMPARE(f.find(query), f.truth(query));
            query.before = *query.after + 3600;
            QCOMPARE(f.find(query), f.truth(query));
        }
    }

    void nobodyCanWriteATextThatPassesForAField()
    {
        SearchFixture f;
        AuditEvent hostile = someEvent();
        hostile.payload = {{QStringLiteral("reason"), fieldKey(AuditField::Actor, QStringLiteral("usr_admin")) + QStringLiteral("\" OR \"x")}};
        f.append(hostile);
        f.index(100);
        AuditQuery query;
        query.actor = QStringLiteral("usr_admin");
        QVERIFY(f.find(query).empty());
        QCOMPARE(*f.store->read([&](Transaction &tx) { return timeline(tx, query, 0).count; }), 0);
    }

    void theIndexLanguageIsNotReachable_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"NOT test", "test OR nothing", "words : test", "test NEAR nothing", "( test", "^test", "- test", "te*st"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void theIndexLanguageIsNotReachable()
    {
        QFETCH(QString, text);
        SearchFixture f;
        f.append(someEvent());
        f.index(100);
        // Words like any other, or ignored signs: never an error of the database, never more than the words say.
        const auto found = f.findText(text);
        QVERIFY(found.size() <= 1);
        QVERIFY(!(text.contains(QLatin1String("nothing")) && !found.empty()));
    }

    void wordsAreFoldedAndSplit()
    {
        QCOMPARE(wordsOf(u"Refund 42.00 EUR, Größe_Ё-x"), QStringList({QStringLiteral("refund"), QStringLiteral("42"), QStringLiteral("00"), QStringLiteral("eur"),
                                                                        QStringLiteral("größe"), QStringLiteral("ё"), QStringLiteral("x")}));
        QCOMPARE(wordsOf(QString(500, u'a')).constFirst().size(), kMaxWordLetters);
        QVERIFY(wordsOf(u"\u00b7 \u202e --").isEmpty());
    }

    void badSearchesAreExplained_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("long") << QString(kMaxQueryLetters + 1, u'a');
        QTest::newRow("many") << QStringLiteral("a b c d e f g h i j k l m n o p q");
        QTest::newRow("open quotation") << QStringLiteral("\"refund");
        QTest::newRow("everything") << QStringLiteral("a*");
    }

    void badSearchesAreExplained()
    {
        QFETCH(QString, text);
        const auto parsed = parseTextQuery(text);
        QVERIFY(!parsed);
        QVERIFY(parsed.error().detail.endsWith(u'.'));
    }

    void anErasedPayloadIsFoundNoMore()
    {
        SearchFixture f;
        AuditEvent event = someEvent(QStringLiteral("usr_9"));
        event.payload = {{QStringLiteral("reason"), QStringLiteral("Mrs Zyxwvut asked")}};
        f.append(event);
        f.append(someEvent());
        f.index(100);
        QCOMPARE(f.findText(QStringLiteral("zyxwvut")), std::vector<qint64>{0});
        QVERIFY(*f.store->write([](Transaction &tx) { return eraseEntry(tx, 0); }));
        QVERIFY(f.findText(QStringLiteral("zyxwvut")).empty());
        QVERIFY(f.findText(QStringLiteral("zyx*")).empty());
        AuditQuery query;
        query.actor = QStringLiteral("usr_9");
        QCOMPARE(f.find(query), std::vector<qint64>{0});
        QCOMPARE(*f.store->read([](Transaction &tx) { return tx.one("SELECT count(*) FROM audit_fts WHERE audit_fts MATCH 'zyxwvut'")->integer(0); }), 0);
        QVERIFY(f.store->write([](Transaction &tx) { tx.exec("INSERT INTO audit_fts (audit_fts) VALUES ('integrity-check')"); }));
    }

    void anErasureBetweenReadingAndIndexingPutsNoWordBack()
    {
        SearchFixture f;
        AuditEvent event = someEvent();
        event.payload = {{QStringLiteral("reason"), QStringLiteral("Mrs Zyxwvut asked")}};
        f.append(event);
        const auto batch = f.store->read([](Transaction &tx) { return nextIndexBatch(tx, 100); });
        QVERIFY(*f.store->write([](Transaction &tx) { return eraseEntry(tx, 0); }));
        QVERIFY(f.store->write([&](Transaction &tx) { applyIndexBatch(tx, *batch); }));
        QCOMPARE(*f.store->read(indexedTo), 0);
        f.index(100);
        QCOMPARE(*f.store->read([](Transaction &tx) { return tx.one("SELECT count(*) FROM audit_fts WHERE audit_fts MATCH 'zyxwvut'")->integer(0); }), 0);
        QVERIFY(!f.store->read([](Transaction &tx) { return tx.one("SELECT word FROM audit_word WHERE word = 'zyxwvut'"); })->has_value());
    }

    void oldPayloadsGoInSmallStepsAndOneEntryEach()
    {
        SearchFixture f;
        for (int i = 0; i < 60; ++i)
            QVERIFY(f.store->write([](Transaction &tx) {
                for (int n = 0; n < 10; ++n)
                    tx.audit(someEvent());
            }));
        f.clock.advanceMs(3 * 86'400'000);
        f.append(someEvent());
        f.index(1000);
        const auto sweep = [&] { return *f.store->write([](Transaction &tx) { return eraseOldPayloads(tx, tx.now() - 86'400, 1); }); };
        std::vector<qint64> erased;
        bool isBehind = true;
        while (isBehind) {
            const RetentionSweep done = sweep();
            QVERIFY(done.payloads <= kPayloadsPerSweep);
            erased.push_back(done.payloads);
            isBehind = done.isBehind;
        }
        QCOMPARE(erased, std::vector<qint64>({250, 250, 100}));
        QCOMPARE(sweep().payloads, 0);  // nothing left, and no entry about nothing
        QVERIFY(f.store->read([](Transaction &tx) {
            QCOMPARE(logSize(tx), 604);
            QVERIFY(entriesFrom(tx, 600, 1).front().payload);
            QVERIFY(!entriesFrom(tx, 599, 1).front().payload);
            QVERIFY(entriesFrom(tx, 602, 1).front().payload->contains("retention"));
        }));
        // Days later its own entries are old as well, and stay.
        f.clock.advanceMs(3 * 86'400'000);
        QCOMPARE(sweep().payloads, 1);
        QVERIFY(f.store->read([](Transaction &tx) { QVERIFY(entriesFrom(tx, 602, 1).front().payload); }));
    }

    // What there was no time to count is told as an estimate, over the whole time and not of its end alone.
    void whatWasNotCountedIsEstimated()
    {
        SearchFixture f;
        for (int hour = 0; hour < 64; ++hour) {
            // Ever more entries; a third of them is what is looked for, in the older half alone.
            for (int i = 0; i < 3 * (hour + 1); ++i)
                f.append(someEvent(hour < 32 && i % 3 == 0 ? QStringLiteral("usr_looked_for") : QStringLiteral("usr_other")));
            f.clock.advanceMs(3'600'000);
        }
        f.index(10'000);
        AuditQuery query;
        query.actor = QStringLiteral("usr_looked_for");
        const auto exact = *f.store->read([&](Transaction &tx) { return timeline(tx, query, 0); });
        QVERIFY(exact.isComplete);
        QCOMPARE(exact.count, 32 * 33 / 2);
        QCOMPARE(exact.buckets.size(), size_t(32));
        // As much as there is time for, over the whole time: with eight of sixty-four hours counted it is nearly right already.
        int looks = 7;
        const auto estimated = *f.store->read([&](Transaction &tx) { return timeline(tx, query, 0, [&looks] { return looks-- > 0; }); });
        QVERIFY(!estimated.isComplete);
        QVERIFY2(std::abs(estimated.count - exact.count) < exact.count / 4, qPrintable(QString::number(estimated.count)));
        const auto noTime = [] { return false; };
        query.actor = QStringLiteral("usr_other");
        const auto others = *f.store->read([&](Transaction &tx) { return timeline(tx, query, 0, noTime); });
        QVERIFY(!others.isComplete);
        QCOMPARE(others.buckets.size(), size_t(64));
        QCOMPARE(others.count, 3 * 64 * 65 / 2);
        QCOMPARE(others.buckets.front().entries, 3);
        // Without a filter nothing has to be counted.
        const auto all = *f.store->read([&](Transaction &tx) { return timeline(tx, {}, 0, noTime); });
        QVERIFY(all.isComplete);
        QCOMPARE(all.count, 3 * 64 * 65 / 2);
    }

    void theTimelineCountsWhatTheSearchFinds()
    {
        QRandomGenerator random(7);
        SearchFixture f;
        f.fill(random, 30, 4'000'000);
        f.index(1000);
        for (int i = 0; i < 40; ++i) {
            AuditQuery query = randomQuery(random);
            query.after = query.before = std::nullopt;
            const auto line = f.store->read([&](Transaction &tx) { return timeline(tx, query, 0); });
            QVERIFY(line);
            qint64 sum = 0, denied = 0;
            for (const TimelineBucket &bucket : line->buckets) {
                sum += bucket.entries;
                denied += bucket.denied;
                QVERIFY(bucket.entries > 0 && bucket.denied + bucket.anomalies <= bucket.entries);
            }
            QCOMPARE(sum, line->count);
            const auto found = f.truth(query);
            if (line->isComplete)
                QCOMPARE(line->count, static_cast<qint64>(found.size()));
            else
                QVERIFY(line->count >= static_cast<qint64>(found.size()));
            if (!query.outcome && line->isComplete) {
                query.outcome = QStringLiteral("denied");
                QCOMPARE(denied, static_cast<qint64>(f.truth(query).size()));
            }
        }
    }
};

QTEST_GUILESS_MAIN(StoreSearchTest)
#include "store_search_test.moc"
