#include "ui/text/duration_text.h"
#include "ui/text/error_text.h"
#include "ui/text/flag_text.h"
#include "ui/text/risk_text.h"

#include <QDateTime>
#include <QLocale>
#include <QSet>
#include <QTest>

using namespace countersign;
using namespace std::chrono_literals;

class TextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void durations();
    void relativeTimes();
    void everyErrorHasItsOwnSentence();
    void everyFlagIsNamed();
};

void TextTest::durations()
{
    QCOMPARE(text::duration(-3s), QStringLiteral("0 s"));
    QCOMPARE(text::duration(59999ms), QStringLiteral("59 s"));
    QCOMPARE(text::duration(60s), QStringLiteral("1 min"));
    QCOMPARE(text::duration(252s), QStringLiteral("4 min 12 s"));
    QCOMPARE(text::duration(2h + 5min + 59s), QStringLiteral("2 h 5 min"));
    QCOMPARE(text::duration(76h), QStringLiteral("3 d 4 h"));
}

void TextTest::relativeTimes()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    const QDateTime now(QDate(2026, 11, 22), QTime(14, 2), Qt::UTC);
    QCOMPARE(text::relativeTime(now.addSecs(-2), now), QStringLiteral("just now"));
    QCOMPARE(text::relativeTime(now.addSecs(-200), now), QStringLiteral("3 min ago"));
    QCOMPARE(text::relativeTime(now.addSecs(7300), now), QStringLiteral("in 2 h"));
    QVERIFY(text::relativeTime(now.addYears(-1), now).contains(QStringLiteral("2025")));
    QVERIFY(!text::relativeTime(now.addDays(-3), now).contains(QStringLiteral("2026")));
}

void TextTest::everyErrorHasItsOwnSentence()
{
    QSet<QString> sentences;
    for (int code = 0; code <= static_cast<int>(base::Errc::Internal); ++code) {
        const QString sentence = text::errorSentence(static_cast<base::Errc>(code));
        QVERIFY2(sentence.endsWith(QLatin1Char('.')), qPrintable(sentence));
        QVERIFY2(!sentences.contains(sentence), qPrintable(sentence));
        sentences.insert(sentence);
        QVERIFY(!text::errorTitle(static_cast<base::Errc>(code)).isEmpty());
    }
}

void TextTest::everyFlagIsNamed()
{
    approval::TextFlags all{true, true, true, true, true, true};
    QCOMPARE(text::flagNotices(all).size(), 5);
    approval::TextFlags honest;
    honest.rightToLeft = true;
    QVERIFY(text::flagNotices(honest).isEmpty());
}

QTEST_APPLESS_MAIN(TextTest)
#include "text_test.moc"
