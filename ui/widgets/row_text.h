// For delegates: one line of text in a row of a list.
#pragma once

#include "ui/theme/ink.h"

class QPainter;
class QRect;
class QString;

namespace countersign::widgets {

[[nodiscard]] int lineHeight(const theme::TextStyle &style);

// A text runs as its own letters do, whatever the direction of the window: "12 s" stays "12 s".
void drawLine(QPainter &painter, const QRect &rect, int alignment, const QString &text);

}  // namespace countersign::widgets
