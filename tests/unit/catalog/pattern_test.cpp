// Patterns from a catalogue answer in bounded time, whatever text they meet.
#include "app/catalog/fields.h"
#include "app/catalog/pattern.h"

#include <QtTest>

using namespace countersign;

class PatternTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void matchesTheWholeValue();
    void backtrackingHasAnEnd();
    void durations_data();
    void durations();
};

void PatternTest::accepts_data()
{
    QTest::addColumn<QString>("pattern");
    for (const char *pattern : {"^[0-9]{1,12}$", "^[a-z][a-z0-9-]*(:[a-z][a-z0-9-]*){1,3}$", "(SKU|REF)-[0-9]+", "[A-Z]{2}[0-9]{2}( ?[0-9A-Z]{4}){3,7}", "a{,3}", "[]a]+", "\\d+\\.\\d+",
                                "(?:abc)+", "(ab){3}", "[^/(]+", "\\(x\\)*", "(a|b)?", "[a-z\\]]+", ".*"})
        QTest::newRow(pattern) << QString::fromLatin1(pattern);
}

void PatternTest::accepts()
{
    QFETCH(QString, pattern);
    const auto fault = catalog::patternFault(pattern);
    QVERIFY2(!fault, qPrintable(fault.value_or(QString())));
    QVERIFY(catalog::wholePattern(pattern).isValid());
}

void PatternTest::refuses_data()
{
    QTest::addColumn<QString>("pattern");
    for (const char *pattern : {"(a+)+", "(a*)*b", "((a+))*", "(a|a)*", "(a|aa)+$", "(?:a{1,}){2,}", "(a?){50}", "((ab?)c)+", "(x+x+)+y", "(a|b|ab)*c", "(?=a)", "(?<n>a)\\k<n>", "(a)\\1",
                                "(?R)", "(*COMMIT)a", "(a", "a)", "a)|(b", "[a", "\\Qa", "(?i)a", "(?#x)a", "[[:alpha:]]", "a{2,1}", "(.*)*", "(a{1,20}){11}", "\\"})
        QTest::newRow(pattern) << QString::fromLatin1(pattern);
    QTest::newRow("long") << QString(201, u'a');
    QTest::newRow("deep") << QString(12, u'(') + u'a' + QString(12, u')');
}

void PatternTest::refuses()
{
    QFETCH(QString, pattern);
    QVERIFY(catalog::patternFault(pattern));
}

void PatternTest::matchesTheWholeValue()
{
    const QRegularExpression one = catalog::wholePattern(QStringLiteral("a|b"));
    QVERIFY(one.match(QStringLiteral("a")).hasMatch());
    QVERIFY(!one.match(QStringLiteral("ab")).hasMatch());
    QVERIFY(!one.match(QStringLiteral("xb")).hasMatch());
    QVERIFY(!catalog::wholePattern(QStringLiteral("^a$")).match(QStringLiteral("a\n")).hasMatch());
}

void PatternTest::backtrackingHasAnEnd()
{
    // Polynomial of degree twelve: let through, and stopped by the limit.
    const QString pattern = QStringLiteral(".*").repeated(12) + QStringLiteral("[=:]");
    QVERIFY(!catalog::patternFault(pattern));
    QElapsedTimer timer;
    timer.start();
    const auto match = catalog::wholePattern(pattern).match(QString(8000, u'a'));
    QVERIFY(!match.hasMatch());
    QVERIFY(!match.isValid());
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
}

void PatternTest::durations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("seconds");  // -1: refused
    const auto row = [](const char *text, qint64 seconds) { QTest::newRow(text) << QString::fromLatin1(text) << seconds; };
    row("60s", 60);
    row("5m", 300);
    row("2h", 7200);
    row("0s", 0);
    row("5d", 432'000);
    for (const char *bad : {"", "s", "5", "5 m", "-5m", "+5m", "05m", "5M", "1.5h", "5ms", "999999999h", "99999999999999999999s"})
        row(bad, -1);
}

void PatternTest::durations()
{
    QFETCH(QString, text);
    QFETCH(qint64, seconds);
    QCOMPARE(catalog::parseDuration(text).value_or(-1), seconds);
}

QTEST_GUILESS_MAIN(PatternTest)
#include "pattern_test.moc"
