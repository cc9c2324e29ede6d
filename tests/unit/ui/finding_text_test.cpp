// Whatever the checker of a catalogue finds is said in the language of the window, with the names it speaks of.
#include "ui/text/finding_text.h"

#include "app/catalog/lint.h"
#include "tests/support/small_catalog.h"
#include "ui/text/translations.h"

#include <QLocale>
#include <QTest>

using namespace countersign;
using console::CatalogFinding;

namespace {

QString said(const QString &code, const QString &message)
{
    return text::findingSentence({CatalogFinding::Severity::Error, 3, code, message});
}

}  // namespace

class FindingTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { text::installTranslations(*QCoreApplication::instance(), QLocale(QStringLiteral("de"))); }
    void cleanup()
    {
        for (QTranslator *translator : QCoreApplication::instance()->findChildren<QTranslator *>())
            delete translator;
    }

    // A new rule without words for people fails here.
    void everyRuleHasASentence()
    {
        QVERIFY(catalog::lintRules().size() > 40);
        for (const catalog::Rule &rule : catalog::lintRules()) {
            const QString code = QString::fromLatin1(rule.code);
            const QString sentence = said(code, QStringLiteral("Scope a:b is as it is."));
            QVERIFY2(sentence.startsWith(QStringLiteral("Berechtigung a:b: ")), qPrintable(code + QStringLiteral(": ") + sentence));
            QVERIFY2(!sentence.contains(QStringLiteral("is as it is")) && !sentence.contains(QLatin1String(rule.about)), qPrintable(code + QStringLiteral(": ") + sentence));
        }
    }

    // What the checker really says: nothing of English is left, and every name is there.
    void realFindingsKeepTheirNames()
    {
        const QByteArray toml = QByteArray(tests::kSmallCatalog)
                                + "[[scope]]\nname = \"orders:*\"\n"
                                  "[[scope]]\nname = \"Orders Read\"\ntitle = \"Read\"\nowner = \"o@example\"\nreason = \"r\"\nresource = \"https://stock.example\"\nrisk = \"huge\"\ncolour = \"red\"\n";
        const auto findings = catalog::check(toml).findings;
        QStringList german;
        for (const catalog::Finding &finding : findings) {
            const QString sentence = said(finding.code, finding.message);
            QVERIFY2(!sentence.contains(QStringLiteral(" the ")) && sentence != finding.message, qPrintable(sentence));
            german.append(sentence);
        }
        const QString all = german.join(QLatin1Char('\n'));
        for (const char *name : {"orders:*", "Orders", "https://stock.example", "\"risk\"", "colour"})
            QVERIFY2(all.contains(QLatin1String(name)), qPrintable(QLatin1String(name) + QStringLiteral(" is not in\n") + all));
    }

    void unknownOnesAreQuoted()
    {
        const QString sentence = said(QStringLiteral("quantum_leap"), QStringLiteral("Scope a:b leaps\u202e."));
        QVERIFY2(sentence.contains(QStringLiteral("Scope a:b leaps[U+202E].")), qPrintable(sentence));
        QVERIFY2(sentence != QStringLiteral("Scope a:b leaps[U+202E]."), "the authority's words are not marked as such");
    }

    void inEnglishTheCheckerSpeaksForItself()
    {
        cleanup();
        const QString message = QStringLiteral("Scope orders:all: [naming] forbids \"all\".");
        QCOMPARE(said(QStringLiteral("forbidden_word"), message), message);
        QCOMPARE(said(QStringLiteral("forbidden_word"), QStringLiteral("a\u202eb")), QStringLiteral("a[U+202E]b"));
    }
};

QTEST_MAIN(FindingTextTest)
#include "finding_text_test.moc"
