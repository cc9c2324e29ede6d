#include "app/approval/look_alike.h"

#include <QList>
#include <QRegularExpression>

#include <unicode/uspoof.h>

#include <memory>

namespace countersign::approval {

namespace {

struct CloseChecker {
    void operator()(USpoofChecker *checker) const { uspoof_close(checker); }
};

// Read only once it is open, and then safe for all threads (uspoof.h). Without its data nobody could be told apart from anybody.
const USpoofChecker *checker()
{
    static const std::unique_ptr<USpoofChecker, CloseChecker> opened = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<USpoofChecker, CloseChecker> made(uspoof_open(&status));
        if (U_FAILURE(status))
            qFatal("ICU cannot tell which letters look alike: %s", u_errorName(status));
        return made;
    }();
    return opened.get();
}

QString skeletonOf(const QString &text)
{
    // One letter becomes at most 18 (UTS 39, confusables.txt).
    QString skeleton(18 * text.size() + 1, Qt::Uninitialized);
    UErrorCode status = U_ZERO_ERROR;
    const int32_t size = uspoof_getSkeleton(checker(), 0, reinterpret_cast<const UChar *>(text.utf16()), static_cast<int32_t>(text.size()),
                                            reinterpret_cast<UChar *>(skeleton.data()), static_cast<int32_t>(skeleton.size()), &status);
    if (U_FAILURE(status))
        return text;
    skeleton.truncate(size);
    return skeleton;
}

}  // namespace

QString lookAlikeKey(const QString &text)
{
    // Before folding, for a capital I is an l to the eye; after it, for a capital alpha becomes a small one, which is an a.
    const QString skeleton = skeletonOf(skeletonOf(text.normalized(QString::NormalizationForm_KC)).toCaseFolded()).toCaseFolded();
    QString key;
    const QList<uint> letters = skeleton.toUcs4();
    for (const uint c : letters) {
        if (c == 'i')
            key += u'l';
        else if (QChar::isLetterOrNumber(c))
            key += QString::fromUcs4(reinterpret_cast<const char32_t *>(&c), 1);
    }
    return key.replace(QLatin1String("vv"), QLatin1String("w"));
}

QStringList lookAlikeNames(const QString &text)
{
    static const QRegularExpression between(QStringLiteral("[\\s,;:/|<>()\\[\\]{}\"]+"), QRegularExpression::UseUnicodePropertiesOption);
    QStringList keys{lookAlikeKey(text)};
    for (const QString &name : text.normalized(QString::NormalizationForm_KC).split(between, Qt::SkipEmptyParts))
        keys.append(lookAlikeKey(name.section(u'@', 0, 0)));
    keys.removeAll(QString());
    keys.removeDuplicates();
    return keys;
}

}  // namespace countersign::approval
