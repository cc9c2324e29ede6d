// When time cannot be trusted for a moment (console.md "clock unsure").
#include "app/console/clock_watch.h"

#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using console::ClockWatch;

class ClockWatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordinarySecondsAreNoDoubt()
    {
        base::ManualClock clock(5'000'000);
        ClockWatch watch(clock);
        QSignalSpy doubted(&watch, &ClockWatch::doubted);
        for (int i = 0; i < 100; ++i) {
            clock.advanceMs(i % 7 == 0 ? 4'000 : 1'000);  // a busy machine is late now and then
            clock.stepMs(i % 2 == 0 ? 40 : -40);          // a disciplined clock drifts
            watch.look();
        }
        QVERIFY(doubted.isEmpty());
    }
    void aClockThatIsSetIsDoubted_data()
    {
        QTest::addColumn<qint64>("stepMs");
        QTest::newRow("an hour on") << qint64(3'600'000);
        QTest::newRow("an hour back") << qint64(-3'600'000);
        QTest::newRow("a day back") << qint64(-86'400'000);
        QTest::newRow("six seconds") << qint64(6'000);
    }
    void aClockThatIsSetIsDoubted()
    {
        QFETCH(qint64, stepMs);
        base::ManualClock clock(500'000'000);
        ClockWatch watch(clock);
        QSignalSpy doubted(&watch, &ClockWatch::doubted);
        clock.advanceMs(1'000);
        clock.stepMs(stepMs);
        watch.look();
        QCOMPARE(doubted.size(), 1);
        clock.advanceMs(1'000);
        watch.look();
        QCOMPARE(doubted.size(), 1);  // once for each step, and then it is the time
    }
    void sleepIsDoubted()
    {
        base::ManualClock clock(500'000'000);
        ClockWatch watch(clock);
        QSignalSpy doubted(&watch, &ClockWatch::doubted);
        clock.advanceMs(8 * 3'600'000);  // both clocks went on: CLOCK_BOOTTIME counts through suspend
        watch.look();
        QCOMPARE(doubted.size(), 1);
    }
};

QTEST_GUILESS_MAIN(ClockWatchTest)
#include "clock_watch_test.moc"
