#include "ui/text/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QRegularExpression>

#include <array>
#include <memory>

// Outside every namespace, as Q_INIT_RESOURCE demands.
static void initialiseTranslations()
{
    Q_INIT_RESOURCE(countersign_translations);
}

namespace countersign::text {

namespace {

QStringList placeholdersOf(const QString &text)
{
    static const QRegularExpression placeholder(QStringLiteral("%L?(?:\\d{1,2}|n)"));
    QStringList found;
    for (auto match = placeholder.globalMatch(text); match.hasNext();)
        found.append(match.next().captured());
    found.removeDuplicates();
    found.sort();
    return found;
}

void install(QCoreApplication &application, std::unique_ptr<QTranslator> translator)
{
    translator->setParent(&application);
    QCoreApplication::installTranslator(translator.release());
}

}  // namespace

bool standsInFor(const QString &translation, const QString &source)
{
    constexpr std::array kForeign{u'<', u'>', u'&'};
    for (const char16_t sign : kForeign) {
        if (translation.contains(QChar(sign)) && !source.contains(QChar(sign)))
            return false;
    }
    return placeholdersOf(translation) == placeholdersOf(source);
}

QString CheckedTranslator::translate(const char *context, const char *sourceText, const char *disambiguation, int n) const
{
    const QString found = QTranslator::translate(context, sourceText, disambiguation, n);
    if (found.isEmpty() || !standsInFor(found, QString::fromUtf8(sourceText)))
        return {};
    return found;
}

void installTranslations(QCoreApplication &application, const QLocale &locale)
{
    initialiseTranslations();
    const QString folder = QStringLiteral(":/translations");
    auto own = std::make_unique<CheckedTranslator>();
    // The sources are English but for their plural forms, so even English needs its file.
    if (!own->load(locale, QStringLiteral("countersign"), QStringLiteral("_"), folder) && !own->load(QStringLiteral("countersign_en"), folder))
        return;
    // Never a language of its own: a French menu in an English window helps nobody.
    auto qt = std::make_unique<QTranslator>();
    if (qt->load(QLocale(own->language()), QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        install(application, std::move(qt));
    install(application, std::move(own));
}

}  // namespace countersign::text
