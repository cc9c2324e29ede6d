#include "ui/theme/countersign_style.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QApplication>
#include <QFontInfo>
#include <QPalette>
#include <QTest>

using namespace countersign::theme;

class ThemeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textIsReadableOnEverySurface_data();
    void textIsReadableOnEverySurface();
    void linesOfControlsAreVisible();
    void contrastMatchesKnownValues();
    void schemeFollowsChoiceThenSystem();
    void fontsAreTheBundledOnes();
    void figuresHaveOneWidth();
    void iconsTakeTheColourTheyAreGiven();
    void everyGlyphDraws();
    void scaleReachesWidgets();
};

namespace {

Theme &theTheme()
{
    static Theme theme(*static_cast<QApplication *>(QCoreApplication::instance()));
    return theme;
}

}  // namespace

void ThemeTest::textIsReadableOnEverySurface_data()
{
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("surface");
    for (const Tokens *t : {&lightTokens(), &darkTokens()}) {
        const char *mode = t->dark ? "dark" : "light";
        const QList<QPair<const char *, QColor>> surfaces{{"window", t->window}, {"rail", t->rail}, {"surface", t->surface},
            {"raised", t->raised}, {"hover", t->hover}, {"pressed", t->pressed}, {"selected", t->selected}};
        const QList<QPair<const char *, QColor>> texts{{"text", t->text}, {"muted", t->textMuted},
            {"neutral", t->neutral.strong}, {"accent", t->accent.strong}, {"ok", t->ok.strong}, {"warn", t->warn.strong},
            {"danger", t->danger.strong}};
        for (const auto &[surfaceName, surface] : surfaces)
            for (const auto &[textName, text] : texts)
                QTest::addRow("%s %s on %s", mode, textName, surfaceName) << text << surface;
        for (const Tone tone : {Tone::Neutral, Tone::Accent, Tone::Ok, Tone::Warn, Tone::Danger}) {
            QTest::addRow("%s tone %d on its soft", mode, int(tone)) << t->tone(tone).strong << t->tone(tone).soft;
            QTest::addRow("%s text on soft %d", mode, int(tone)) << t->text << t->tone(tone).soft;
        }
        for (const QColor &fill : {t->accentFill, t->accentFillHover, t->accentFillPressed, t->dangerFill,
                                   t->dangerFillHover, t->dangerFillPressed})
            QTest::addRow("%s on fill %s", mode, qPrintable(fill.name())) << t->textOnFill << fill;
        QTest::addRow("%s selected text", mode) << t->text << t->selection;
    }
}

void ThemeTest::textIsReadableOnEverySurface()
{
    QFETCH(QColor, text);
    QFETCH(QColor, surface);
    const double ratio = contrastRatio(text, surface);
    QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio, 'f', 2)));
}

// WCAG 1.4.11: what tells a control from its surroundings, 3:1.
void ThemeTest::linesOfControlsAreVisible()
{
    for (const Tokens *t : {&lightTokens(), &darkTokens()}) {
        for (const QColor &surface : {t->window, t->surface}) {
            QVERIFY2(contrastRatio(t->lineStrong, surface) >= 3.0, qPrintable(QString::number(contrastRatio(t->lineStrong, surface))));
            QVERIFY(contrastRatio(t->focus, surface) >= 3.0);
        }
        QVERIFY(contrastRatio(t->focus, t->selected) >= 3.0);
        QVERIFY(contrastRatio(t->textDisabled, t->surface) >= 2.5);
    }
}

void ThemeTest::contrastMatchesKnownValues()
{
    QCOMPARE(contrastRatio(QColor(Qt::black), QColor(Qt::white)), 21.0);
    QCOMPARE(contrastRatio(QColor(Qt::white), QColor(Qt::white)), 1.0);
    QCOMPARE(QString::number(contrastRatio(QColor(0x777777), QColor(Qt::white)), 'f', 2), QStringLiteral("4.48"));
}

void ThemeTest::schemeFollowsChoiceThenSystem()
{
    Theme &theme = theTheme();
    theme.setScheme(Scheme::System);
    theme.setSystemScheme(SystemScheme::Dark);
    QVERIFY(tokens().dark);
    QCOMPARE(qApp->palette().color(QPalette::Window), darkTokens().window);
    theme.setScheme(Scheme::Light);
    QVERIFY(!tokens().dark);
    theme.setSystemScheme(SystemScheme::Light);
    theme.setScheme(Scheme::Dark);
    QVERIFY(tokens().dark);
    theme.setScheme(Scheme::System);
    QVERIFY(!tokens().dark);
}

void ThemeTest::fontsAreTheBundledOnes()
{
    theTheme();
    QCOMPARE(QFontInfo(font(Type::Body)).family(), QStringLiteral("Inter"));
    QCOMPARE(QFontInfo(figures(Type::Body)).family(), QStringLiteral("Inter Figures"));
    QVERIFY(QFontInfo(font(Type::Body, Weight::Strong)).weight() > QFontInfo(font(Type::Body)).weight());
    QVERIFY(QFontInfo(figures(Type::Body, Weight::Strong)).weight() > QFontInfo(figures(Type::Body)).weight());
    QCOMPARE(font(Type::Headline).pointSizeF(), 17.0);
}

void ThemeTest::figuresHaveOneWidth()
{
    theTheme();
    for (const Weight weight : {Weight::Regular, Weight::Strong}) {
        const QFontMetricsF metrics(figures(Type::Headline, weight));
        const double width = metrics.horizontalAdvance(QLatin1Char('0'));
        for (char digit = '1'; digit <= '9'; ++digit)
            QCOMPARE(metrics.horizontalAdvance(QLatin1Char(digit)), width);
    }
    // Inter itself does not: were this to change, the second family would be dead weight.
    const QFontMetricsF plain(font(Type::Headline));
    QVERIFY(plain.horizontalAdvance(QLatin1Char('1')) < plain.horizontalAdvance(QLatin1Char('0')));
}

void ThemeTest::iconsTakeTheColourTheyAreGiven()
{
    theTheme().setScheme(Scheme::Light);
    const auto darkest = [](const QIcon &icon, QIcon::Mode mode) {
        const QImage image = icon.pixmap(QSize(20, 20), 2.0, mode).toImage();
        QColor found;
        int most = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (const QColor at = image.pixelColor(x, y); at.alpha() > most) {
                    most = at.alpha();
                    found = at;
                }
        return found.rgb();
    };
    const QIcon plain = icon(Glyph::Lock);
    QCOMPARE(darkest(plain, QIcon::Normal), lightTokens().textMuted.rgb());
    QCOMPARE(darkest(plain, QIcon::Disabled), lightTokens().textDisabled.rgb());
    QCOMPARE(darkest(icon(Glyph::Lock, Tone::Danger), QIcon::Normal), lightTokens().danger.strong.rgb());
    theTheme().setScheme(Scheme::Dark);
    QCOMPARE(darkest(plain, QIcon::Normal), darkTokens().textMuted.rgb());
    QCOMPARE(plain.pixmap(QSize(20, 20), 2.0).size(), QSize(40, 40));
}

void ThemeTest::everyGlyphDraws()
{
    for (int i = 0; i <= static_cast<int>(Glyph::Countersign); ++i) {
        const QImage image = icon(static_cast<Glyph>(i)).pixmap(20, 20).toImage();
        int inked = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                inked += image.pixelColor(x, y).alpha() > 60 ? 1 : 0;
        QVERIFY2(inked >= 12, qPrintable(QString::number(i)));
    }
}

void ThemeTest::scaleReachesWidgets()
{
    Theme &theme = theTheme();
    QPushButton *button = countersign::widgets::makeButton(ButtonRole::Plain, QStringLiteral("Deny"));
    button->ensurePolished();
    const QSize before = button->sizeHint();
    QVERIFY(before.height() >= minimumTarget);
    QVERIFY(!button->isDefault() && !button->autoDefault());
    theme.setScale(2.0);
    QCoreApplication::processEvents();
    QVERIFY(button->sizeHint().width() > before.width());
    QVERIFY(button->sizeHint().height() > before.height());
    theme.setScale(1.0);
    delete button;
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
