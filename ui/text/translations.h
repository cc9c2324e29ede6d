// The language of the window: which texts are taken, and which are not.
#pragma once

#include <QTranslator>

class QCoreApplication;
class QLocale;

namespace countersign::text {

// Whether `translation` can stand in for `source`: it has the same placeholders (%1, %L1, %n) and neither markup nor
// an accelerator of its own. A value may otherwise vanish from a sentence on which somebody decides.
[[nodiscard]] bool standsInFor(const QString &translation, const QString &source);

// A translator whose faulty texts are passed over, so that the next translator, or the source, is shown instead.
class CheckedTranslator : public QTranslator {
    Q_OBJECT
public:
    using QTranslator::QTranslator;

    [[nodiscard]] QString translate(const char *context, const char *sourceText, const char *disambiguation = nullptr,
                                    int n = -1) const override;
};

// Installs what is built in for `locale`, English when there is nothing, and Qt's own texts in the same language where
// the system has them. Call it before the first widget; the translators belong to `application`.
void installTranslations(QCoreApplication &application, const QLocale &locale);

}  // namespace countersign::text
