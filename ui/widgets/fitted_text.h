// Text in one painted line that says how much of it is missing, instead of leaving off in silence.
#pragma once

#include <QString>

class QFontMetrics;

namespace countersign::widgets {

// `visible` has passed visibleText. The whole of it when it fits into `width`, or "the beginning… 34 more".
[[nodiscard]] QString fittedText(const QString &visible, const QFontMetrics &metrics, int width);

}  // namespace countersign::widgets
