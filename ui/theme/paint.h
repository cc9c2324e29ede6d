// Painting shared by the style, the widgets and the delegates: crisp frames, focus rings, marks.
#pragma once

#include "ui/theme/tokens.h"

#include <QRectF>

class QPainter;

namespace countersign::theme {

// Fill and one-pixel outline of a rounded rectangle. An invalid QColor leaves its part out.
struct Frame {
    QColor fill;
    QColor line;
    double radius = radius::small;
};

// Paints inside `rect`: the line lies on whole device pixels at every scale.
void paintFrame(QPainter &painter, const QRectF &rect, const Frame &frame);

// A ring of focusWidth pixels just inside `rect`.
void paintFocusRing(QPainter &painter, const QRectF &rect, double radius);

// Soft shadow around `rect`, for what floats above the page.
void paintShadow(QPainter &painter, const QRectF &rect, double radius);

}  // namespace countersign::theme
