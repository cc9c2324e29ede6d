#include "ui/theme/paint.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace countersign::theme {

void paintFrame(QPainter &painter, const QRectF &rect, const Frame &frame)
{
    // The line is a whole number of device pixels, so that it is one crisp line at 125 % too.
    const double ratio = painter.device()->devicePixelRatioF();
    const double line = std::max(1.0, std::floor(ratio)) / ratio;
    const auto snap = [ratio](double at) { return std::round(at * ratio) / ratio; };
    QRectF box(QPointF(snap(rect.left()), snap(rect.top())), QPointF(snap(rect.right()), snap(rect.bottom())));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(frame.fill.isValid() ? QBrush(frame.fill) : QBrush(Qt::NoBrush));
    if (frame.line.isValid()) {
        painter.setPen(QPen(frame.line, line));
        box.adjust(line / 2, line / 2, -line / 2, -line / 2);
    } else {
        painter.setPen(Qt::NoPen);
    }
    const double corner = std::min({frame.radius, box.width() / 2, box.height() / 2});
    painter.drawRoundedRect(box, corner, corner);
    painter.restore();
}

void paintFocusRing(QPainter &painter, const QRectF &rect, double radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(tokens().focus, focusWidth));
    const double inset = focusWidth / 2.0;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

void paintShadow(QPainter &painter, const QRectF &rect, double radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QColor color = tokens().shadow;
    constexpr int steps = 5;
    color.setAlphaF(color.alphaF() / (steps + 2));
    for (int step = steps; step > 0; --step) {
        painter.setBrush(color);
        painter.drawRoundedRect(rect.adjusted(-step, 1 - step, step, 1 + step), radius + step, radius + step);
    }
    painter.restore();
}

}  // namespace countersign::theme
