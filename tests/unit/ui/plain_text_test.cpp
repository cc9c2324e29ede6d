#include "ui/theme/theme.h"
#include "ui/widgets/countdown_ring.h"
#include "ui/widgets/fact_sheet.h"
#include "ui/widgets/fold_toggle.h"
#include "ui/widgets/long_value.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/rail_button.h"
#include "ui/widgets/risk_chip.h"
#include "ui/widgets/text_area.h"
#include "ui/widgets/toast_area.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>

using namespace countersign;
using namespace countersign::widgets;
using namespace std::chrono_literals;

class PlainTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void markupStaysText();
    void accessibleNameIsTheText();
    void longWordsBreakInsteadOfBeingCut();
    void ampersandsAreLiteral();
    void toolTipsAreInert();
    void copies();
    void longValueIsUnseenUntilItsEndWasOnScreen();
    void longValueCutsNoEscapeInTwo();
    void factSheetShowsCanonicalAndWarns();
    void newFactsAreUnseen();
    void countdownFigures();
    void countdownSpeaks();
    void railButtonNamesItsCount();
    void foldExposesItsState();
    void chipSaysItsWord();
    void textAreaWritesOutHiddenCharacters();
    void toastsKeepToThree();
};

namespace {

QAccessibleInterface *accessible(QWidget &widget)
{
    return QAccessible::queryAccessibleInterface(&widget);
}

QString visibleWords(const QWidget &root)
{
    QStringList words;
    for (const auto *label : root.findChildren<PlainLabel *>())
        words += label->text();
    return words.join(QLatin1Char('|'));
}

void settle()
{
    for (int i = 0; i < 5; ++i)
        QApplication::processEvents();
}

}  // namespace

void PlainTextTest::initTestCase()
{
    new theme::Theme(*qApp);
}

// UI-20, UI-21
void PlainTextTest::markupStaysText()
{
    PlainLabel label;
    label.setText(QStringLiteral("<img src='x'><b>paid</b> [x](http://a) &amp;"));
    QCOMPARE(label.textFormat(), Qt::PlainText);
    QCOMPARE(label.text(), QStringLiteral("<img src='x'><b>paid</b> [x](http://a) &amp;"));
    QVERIFY(!label.openExternalLinks());
}

void PlainTextTest::accessibleNameIsTheText()
{
    PlainLabel label(QStringLiteral("AT&T \u202Ex"), theme::style::body);
    QCOMPARE(accessible(label)->text(QAccessible::Name), QStringLiteral("AT&T [U+202E]x"));
    QCOMPARE(accessible(label)->role(), QAccessible::StaticText);
    QVERIFY(label.accessibleName().isEmpty());
}

// UI-09
void PlainTextTest::longWordsBreakInsteadOfBeingCut()
{
    const QString word(500, QLatin1Char('W'));
    PlainLabel label(word, theme::style::body);
    const int narrow = label.heightForWidth(200);
    const int line = label.heightForWidth(100'000);
    const int needed = (QFontMetrics(label.font()).horizontalAdvance(word) + 199) / 200;
    QVERIFY2(narrow >= needed * line, qPrintable(QString::number(narrow)));
    QVERIFY(label.minimumSizeHint().width() < 200);
}

// UI-05
void PlainTextTest::ampersandsAreLiteral()
{
    QPushButton button(buttonText(QStringLiteral("AT&T")));
    QVERIFY(button.shortcut().isEmpty());
    QCOMPARE(button.text(), QStringLiteral("AT&&T"));
}

void PlainTextTest::toolTipsAreInert()
{
    const QString tip = toolTipText(QStringLiteral("<a href='x'>y</a>\u200B"));
    QVERIFY(!tip.contains(QStringLiteral("<a")));
    QVERIFY(tip.contains(QStringLiteral("&lt;a href='x'&gt;y&lt;/a&gt;[U+200B]")));
}

void PlainTextTest::copies()
{
    PlainLabel label(QStringLiteral("INV-20417"), theme::style::value);
    label.setCopyable(PlainLabel::Copy::Yes);
    QTest::keySequence(&label, QKeySequence::Copy);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("INV-20417"));
}

void PlainTextTest::longValueIsUnseenUntilItsEndWasOnScreen()
{
    QScrollArea area;
    area.setWidgetResizable(true);
    auto *value = new LongValue(QStringLiteral("word ").repeated(2000), theme::style::value);
    area.setWidget(value);
    area.resize(300, 200);
    area.show();
    settle();
    QSignalSpy seen(value, &LongValue::endSeen);
    QVERIFY(value->isFolded());
    QVERIFY(!value->isEndSeen());
    auto *more = value->findChild<QPushButton *>(QStringLiteral("moreButton"));
    QVERIFY(more->isVisible());
    QCOMPARE(more->text(), QStringLiteral("9,760 more characters"));
    more->click();
    settle();
    QVERIFY(!value->isEndSeen());  // open, but its end is far below
    area.ensureVisible(0, value->height());
    settle();
    QVERIFY(value->isEndSeen());
    QCOMPARE(seen.count(), 1);
    value->setValue(QStringLiteral("word ").repeated(2000));
    QVERIFY(!value->isEndSeen());
}

void PlainTextTest::longValueCutsNoEscapeInTwo()
{
    for (int lead = LongValue::foldedLength - 10; lead <= LongValue::foldedLength; ++lead) {
        LongValue value(QString(lead, QLatin1Char('a')) + QString(300, QChar(0x202E)), theme::style::value);
        const QString shown = value.findChild<PlainLabel *>()->text();
        QCOMPARE(shown.count(QLatin1Char('[')), shown.count(QLatin1Char(']')));
    }
}

// UI-08, UI-10, UI-11
void PlainTextTest::factSheetShowsCanonicalAndWarns()
{
    FactSheet sheet;
    sheet.setFacts({{QStringLiteral("Amount"), QStringLiteral("1,000.00 EUR"), QStringLiteral("1000.00 EUR")},
                    {QStringLiteral("Customer"), QStringLiteral("p\u0430ypal"), {}},
                    {QStringLiteral("Note"), QStringLiteral("a\nStatus: approved"), {}}});
    const QString words = visibleWords(sheet);
    QVERIFY(words.contains(QStringLiteral("1,000.00 EUR")));
    QVERIFY(words.contains(QStringLiteral("|1000.00 EUR")));
    QVERIFY(words.contains(QStringLiteral("Mixes letters")));
    QVERIFY(words.contains(QStringLiteral("a[U+000A]Status: approved")));
}

void PlainTextTest::newFactsAreUnseen()
{
    FactSheet sheet;
    sheet.setFacts({{QStringLiteral("A"), QStringLiteral("1"), {}}});
    QSignalSpy seen(&sheet, &FactSheet::endSeen);
    sheet.resize(400, 200);
    sheet.show();
    settle();
    QVERIFY(sheet.isEndSeen());
    QCOMPARE(seen.count(), 1);
    sheet.setFacts({{QStringLiteral("A"), QStringLiteral("2"), {}}});
    QVERIFY(!sheet.isEndSeen());
}

void PlainTextTest::countdownFigures()
{
    QCOMPARE(countdownFigure(-5s), QStringLiteral("0"));
    QCOMPARE(countdownFigure(1999ms), QStringLiteral("1"));
    QCOMPARE(countdownFigure(99s), QStringLiteral("99"));
    QCOMPARE(countdownFigure(100s), QStringLiteral("1:40"));
    QCOMPARE(countdownFigure(243s), QStringLiteral("4:03"));
    QCOMPARE(countdownFigure(600s), QStringLiteral("10m"));
    QCOMPARE(countdownFigure(100min), QStringLiteral("1h"));
    QCOMPARE(countdownFigure(72h), QStringLiteral("3d"));
}

void PlainTextTest::countdownSpeaks()
{
    CountdownRing ring;
    ring.setCountdown({252s, 300s});
    QCOMPARE(accessible(ring)->text(QAccessible::Name), QStringLiteral("4 min 12 s left"));
    QCOMPARE(accessible(ring)->role(), QAccessible::StaticText);
    ring.setCountdown({0s, 300s});
    QCOMPARE(accessible(ring)->text(QAccessible::Name), QStringLiteral("No time left"));
}

void PlainTextTest::railButtonNamesItsCount()
{
    RailButton button(theme::Glyph::Inbox, QStringLiteral("Inbox"));
    QCOMPARE(accessible(button)->text(QAccessible::Name), QStringLiteral("Inbox"));
    button.setPending(3);
    QCOMPARE(accessible(button)->text(QAccessible::Name), QStringLiteral("Inbox, 3 pending"));
}

void PlainTextTest::foldExposesItsState()
{
    auto *content = new QWidget;
    Fold fold(QStringLiteral("Show the canonical text"), content);
    QVERIFY(content->isHidden());
    QVERIFY(!accessible(*fold.button())->state().checked);
    fold.show();
    fold.button()->setFocus();
    QTest::keyClick(fold.button(), Qt::Key_Space);
    QVERIFY(!content->isHidden());
    QVERIFY(accessible(*fold.button())->state().checked);
    QCOMPARE(accessible(*fold.button())->text(QAccessible::Name), QStringLiteral("Show the canonical text"));
}

void PlainTextTest::chipSaysItsWord()
{
    const std::unique_ptr<Chip> chip(makeRiskChip(approval::Tier::High));
    QCOMPARE(accessible(*chip)->text(QAccessible::Name), QStringLiteral("High risk"));
    QVERIFY(riskKind(approval::Tier::High).mark != riskKind(approval::Tier::Critical).mark);
}

void PlainTextTest::textAreaWritesOutHiddenCharacters()
{
    TextArea area(TextArea::Use::ReadCode, QStringLiteral("Canonical text"));
    area.showOutside(QStringLiteral("a\u202Eb\n<b>c</b>"));
    QCOMPARE(area.toPlainText(), QStringLiteral("a[U+202E]b\n<b>c</b>"));
    QVERIFY(area.isReadOnly());
}

void PlainTextTest::toastsKeepToThree()
{
    QWidget host;
    host.resize(500, 300);
    ToastArea area(&host);
    host.show();
    for (int i = 0; i < 5; ++i)
        area.say(QStringLiteral("Message %1").arg(i));
    QCOMPARE(area.standing(), 3);
    QVERIFY(QApplication::focusWidget() == nullptr || !area.isAncestorOf(QApplication::focusWidget()));
}

QTEST_MAIN(PlainTextTest)
#include "plain_text_test.moc"
