#include "app/backends/countersign/event_stream.h"
#include "app/backends/countersign/sse_parser.h"

#include <QTest>

using namespace countersign;
using backends::SseEvent;
using backends::SseParser;

class SseParserTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEventsHoweverTheyAreCut()
    {
        const QByteArray stream = "\xEF\xBB\xBFid: 1\nevent: approval\ndata: {\"id\":\"apr_1\"}\n\n: hb\n\nid:2\r\nevent:audit\r\ndata:{}\r\n\r\nretry: 5\ndata: x\n\n";
        const QList<SseEvent> expected{{"approval", "{\"id\":\"apr_1\"}", "1"}, {"audit", "{}", "2"}, {"", "x", "2"}};
        for (qsizetype size = 1; size < stream.size(); ++size) {
            SseParser parser;
            QList<SseEvent> found;
            for (qsizetype at = 0; at < stream.size(); at += size) {
                const auto events = parser.feed(QByteArrayView(stream).sliced(at, std::min(size, stream.size() - at)));
                QVERIFY(events);
                found += *events;
            }
            QCOMPARE(found, expected);
            QCOMPARE(parser.lastEventId(), QByteArray("2"));
        }
    }

    void anEndlessLineIsRefused()  // EV-10
    {
        SseParser parser;
        QVERIFY(parser.feed(QByteArray("data: ") + QByteArray(backends::kMaxEventBytes - 6, 'x')));
        const auto over = parser.feed("y");
        QVERIFY(!over);
        QCOMPARE(over.error().code, base::Errc::TooLarge);
        QVERIFY(!parser.feed("\n\n"));  // stays broken
    }

    void manySmallLinesAreOneEventToo()
    {
        SseParser parser;
        QByteArray line = "id: " + QByteArray(1000, '7') + "\n";
        bool refused = false;
        for (int i = 0; i < 100 && !refused; ++i)
            refused = !parser.feed(line);
        QVERIFY(refused);
    }

    void heartbeatsNeverAddUp()
    {
        SseParser parser;
        for (int i = 0; i < 50'000; ++i)
            QVERIFY(parser.feed(": hb\n"));
        QVERIFY(parser.feed("data: x\n\n"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("NUL") << QByteArray("data: a\0b\n\n", 11);
        QTest::newRow("not UTF-8") << QByteArray("data: \xff\xfe\n\n");
        QTest::newRow("surrogate") << QByteArray("data: \xed\xa0\x80\n\n");
        QTest::newRow("two data lines") << QByteArray("data: a\ndata: b\n\n");
    }
    void refuses()
    {
        QFETCH(QByteArray, bytes);
        SseParser parser;
        QVERIFY(!parser.feed(bytes));
    }

    void hintsAreReadStrictly()
    {
        const auto good = backends::readHint({"approval", R"({"id":"apr_1","version":3,"status":"pending"})", {}});
        QVERIFY(good && *good);
        QCOMPARE((*good)->id.text(), QStringLiteral("apr_1"));
        QCOMPARE((*good)->version, 3);
        QVERIFY(!backends::readHint({"approval", R"({"id":"apr_1"})", {}}));
        QVERIFY(!backends::readHint({"approval", R"({"id":"apr_1","id":"apr_2","version":1})", {}}));
        QVERIFY(!backends::readHint({"approval", R"({"id":7,"version":1})", {}}));
        const auto unknown = backends::readHint({"new-thing", "whatever", {}});
        QVERIFY(unknown && !*unknown);
    }
};

QTEST_GUILESS_MAIN(SseParserTest)
#include "sse_parser_test.moc"
