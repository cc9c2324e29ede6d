#include "ui/widgets/row_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace countersign::widgets {

int lineHeight(const theme::TextStyle &style)
{
    return static_cast<int>(std::ceil(QFontMetricsF(theme::fontOf(style)).height()));
}

void drawLine(QPainter &painter, const QRect &rect, int alignment, const QString &text)
{
    painter.setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    painter.drawText(rect, alignment, text);
}

}  // namespace countersign::widgets
