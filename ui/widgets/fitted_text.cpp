#include "ui/widgets/fitted_text.h"

#include <QCoreApplication>
#include <QFontMetrics>

#include <algorithm>

namespace countersign::widgets {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::widgets::FittedText)
};

// No line holds more; measuring a megabyte for each frame would be slow.
constexpr qsizetype kLongest = 400;

}  // namespace

QString fittedText(const QString &visible, const QFontMetrics &metrics, int width)
{
    if (visible.size() <= kLongest && metrics.horizontalAdvance(visible) <= width)
        return visible;
    const auto cut = [&visible](qsizetype keep) {
        if (keep > 0 && visible.at(keep - 1).isHighSurrogate())
            --keep;
        //: The beginning of a text, and how many characters follow.
        return Words::tr("%1… %2 more").arg(visible.first(keep), QString::number(visible.size() - keep));
    };
    qsizetype low = 0;
    qsizetype high = std::min(visible.size() - 1, kLongest);
    while (low < high) {
        const qsizetype middle = (low + high + 1) / 2;
        if (metrics.horizontalAdvance(cut(middle)) <= width)
            low = middle;
        else
            high = middle - 1;
    }
    return cut(low);
}

}  // namespace countersign::widgets
