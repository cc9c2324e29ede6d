#include "app/approval/visible_text.h"

#include <QTest>

using namespace countersign::approval;

class VisibleTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesOutWhatDoesNotShow_data();
    void writesOutWhatDoesNotShow();
    void leavesHonestTextAlone_data();
    void leavesHonestTextAlone();
    void holdsNothingUnseenAfterwards();
    void capsMarks();
    void tellsTextsApart();
    void flags_data();
    void flags();
    void hosts_data();
    void hosts();
};

// UI-07, UI-10
void VisibleTextTest::writesOutWhatDoesNotShow_data()
{
    QTest::addColumn<QString>("outside");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, const QString &outside, const QString &shown) {
        QTest::newRow(name) << outside << shown;
    };
    row("right-to-left override", QStringLiteral("a\u202Eb"), QStringLiteral("a[U+202E]b"));
    row("isolate", QStringLiteral("\u2066x\u2069"), QStringLiteral("[U+2066]x[U+2069]"));
    row("newline", QStringLiteral("a\nStatus: approved"), QStringLiteral("a[U+000A]Status: approved"));
    row("tab and return", QStringLiteral("\t\r"), QStringLiteral("[U+0009][U+000D]"));
    row("nul", QString(QChar(0)), QStringLiteral("[U+0000]"));
    row("zero width", QStringLiteral("pay\u200Bee\u200D"), QStringLiteral("pay[U+200B]ee[U+200D]"));
    row("soft hyphen", QStringLiteral("pay\u00ADee"), QStringLiteral("pay[U+00AD]ee"));
    row("byte order mark", QStringLiteral("\uFEFFa"), QStringLiteral("[U+FEFF]a"));
    row("no-break space", QStringLiteral("a\u00A0b"), QStringLiteral("a[U+00A0]b"));
    row("line separator", QStringLiteral("a\u2028b"), QStringLiteral("a[U+2028]b"));
    row("hangul filler", QStringLiteral("a\u3164"), QStringLiteral("a[U+3164]"));
    row("variation selector", QStringLiteral("a\uFE0F"), QStringLiteral("a[U+FE0F]"));
    row("braille blank", QStringLiteral("\u2800"), QStringLiteral("[U+2800]"));
    row("private use", QStringLiteral("\uF8FF"), QStringLiteral("[U+F8FF]"));
    row("tag letter", QString::fromUcs4(U"\U000E0041"), QStringLiteral("[U+E0041]"));
    row("unassigned", QString::fromUcs4(U"\U0003FFFE"), QStringLiteral("[U+3FFFE]"));
    row("lone surrogate", QString(QChar(0xD800)) + QLatin1Char('a'), QStringLiteral("[U+D800]a"));
    row("strike-through", QStringLiteral("ok\u0336"), QStringLiteral("ok[U+0336]"));
    row("mark first", QStringLiteral("\u0301a"), QStringLiteral("[U+0301]a"));
    row("mark on a space", QStringLiteral("a \u0301"), QStringLiteral("a [U+0301]"));
    row("mark on our bracket", QStringLiteral("\u202E\u0301"), QStringLiteral("[U+202E][U+0301]"));
    row("imitated notation", QStringLiteral("[U+202E]"), QStringLiteral("[U+005B]U+202E]"));
}

void VisibleTextTest::writesOutWhatDoesNotShow()
{
    QFETCH(QString, outside);
    QFETCH(QString, shown);
    QCOMPARE(visibleText(outside), shown);
    QVERIFY(inspect(outside).hidden);
}

void VisibleTextTest::leavesHonestTextAlone_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("ascii") << QStringLiteral("Refund 12,400.00 EUR <b>&amp;</b> [x] %1");
    QTest::newRow("german") << QStringLiteral("Grüße aus Köln");
    QTest::newRow("vietnamese") << QStringLiteral("Tiếng Việt");
    QTest::newRow("hebrew") << QStringLiteral("שלום");
    QTest::newRow("japanese") << QStringLiteral("東京タワー");
    QTest::newRow("devanagari") << QStringLiteral("नमस्ते");
    QTest::newRow("emoji") << QString::fromUcs4(U"\U0001F600");
    QTest::newRow("empty") << QString();
}

void VisibleTextTest::leavesHonestTextAlone()
{
    QFETCH(QString, text);
    QCOMPARE(visibleText(text), text);
    QVERIFY(!inspect(text).hidden);
    QVERIFY(!inspect(text).suspicious());
}

// Every code point on its own: what comes out is graphic, and applying it to its own graphic part changes nothing.
void VisibleTextTest::holdsNothingUnseenAfterwards()
{
    for (char32_t code = 0; code <= 0x10FFFF; ++code) {
        const QString one = QChar::requiresSurrogates(code) ? QString::fromUcs4(&code, 1) : QString(QChar(char16_t(code)));
        for (const char32_t out : visibleText(one).toUcs4()) {
            const auto category = QChar::category(out);
            const bool unseen = category == QChar::Other_Control || category == QChar::Other_Format
                                || category == QChar::Other_Surrogate || category == QChar::Other_PrivateUse
                                || category == QChar::Other_NotAssigned || category == QChar::Separator_Line
                                || category == QChar::Separator_Paragraph || (category == QChar::Separator_Space && out != 0x20);
            QVERIFY2(!unseen, qPrintable(QString::number(uint(code), 16)));
        }
    }
}

void VisibleTextTest::capsMarks()
{
    const QString zalgo = QLatin1Char('a') + QString(40, QChar(0x0301));
    const QString shown = visibleText(zalgo);
    QCOMPARE(shown.count(QChar(0x0301)), 3);
    QCOMPARE(shown.count(QStringLiteral("[U+0301]")), 37);
}

void VisibleTextTest::tellsTextsApart()
{
    // Texts that try to be shown alike.
    const QStringList texts{QStringLiteral("\u202E"), QStringLiteral("[U+202E]"), QStringLiteral("[U+005B]U+202E]"),
                            QStringLiteral("[\u200BU+202E]"), QStringLiteral("a b"), QStringLiteral("a\u00A0b")};
    for (qsizetype i = 0; i < texts.size(); ++i)
        for (qsizetype j = 0; j < i; ++j)
            QVERIFY2(visibleText(texts.at(i)) != visibleText(texts.at(j)), qPrintable(visibleText(texts.at(i))));
}

// UI-08, UI-11
void VisibleTextTest::flags_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("latin") << QStringLiteral("billing-agent") << QString();
    QTest::newRow("cyrillic a in a latin word") << QStringLiteral("p\u0430yments") << QStringLiteral("mixed");
    QTest::newRow("greek o in a latin word") << QStringLiteral("g\u03BFogle") << QStringLiteral("mixed");
    QTest::newRow("mixed across the dot") << QStringLiteral("\u0430\u0440\u0440\u04CF\u0435.com") << QStringLiteral("mixed");
    QTest::newRow("wholly lookalike") << QStringLiteral("\u0430\u0440\u0440\u04CF\u0435") << QStringLiteral("lookalike");
    QTest::newRow("a russian sentence") << QStringLiteral("Возврат денег") << QString();
    QTest::newRow("two words, two scripts") << QStringLiteral("Заказ order") << QString();
    QTest::newRow("latin beside han") << QStringLiteral("Suica東京") << QString();
    QTest::newRow("cyrillic beside han") << QStringLiteral("ж東京") << QStringLiteral("mixed");
    QTest::newRow("armenian in thai") << QStringLiteral("\u0578\u0E01") << QStringLiteral("mixed");
    QTest::newRow("decomposed") << QStringLiteral("e\u0301") << QStringLiteral("nfc");
    QTest::newRow("arabic digits") << QStringLiteral("\u0661\u0662") << QStringLiteral("digits");
    QTest::newRow("fullwidth digits") << QStringLiteral("\uFF11") << QStringLiteral("digits");
    QTest::newRow("hebrew") << QStringLiteral("שלום") << QStringLiteral("rtl");
}

void VisibleTextTest::flags()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    TextFlags wanted;
    wanted.mixedScripts = expected == QStringLiteral("mixed");
    wanted.lookalike = expected == QStringLiteral("lookalike");
    wanted.notNormalised = expected == QStringLiteral("nfc");
    wanted.foreignDigits = expected == QStringLiteral("digits");
    wanted.rightToLeft = expected == QStringLiteral("rtl");
    QVERIFY(inspect(text) == wanted);
}

void VisibleTextTest::hosts_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << QStringLiteral("Auth.Example.COM") << QStringLiteral("auth.example.com");
    QTest::newRow("cyrillic apple") << QStringLiteral("\u0430\u0440\u0440\u04CF\u0435.com") << QStringLiteral("xn--80ak6aa92e.com");
    QTest::newRow("german") << QStringLiteral("münchen.de") << QStringLiteral("xn--mnchen-3ya.de");
    QTest::newRow("already punycode") << QStringLiteral("xn--80ak6aa92e.com") << QStringLiteral("xn--80ak6aa92e.com");
    QTest::newRow("override") << QStringLiteral("a\u202E.com") << QStringLiteral("a[U+202E].com");
    QTest::newRow("space") << QStringLiteral("a b") << QStringLiteral("a[U+0020]b");
    QTest::newRow("ipv6") << QStringLiteral("[::1]") << QStringLiteral("[::1]");
}

void VisibleTextTest::hosts()
{
    QFETCH(QString, host);
    QFETCH(QString, shown);
    QCOMPARE(visibleHost(host), shown);
}

QTEST_APPLESS_MAIN(VisibleTextTest)
#include "visible_text_test.moc"
