#include "ui/widgets/chip.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace countersign::widgets {

namespace {

QPolygonF regular(const QRectF &rect, int corners, double turn)
{
    QPolygonF shape;
    const double reach = rect.width() / 2;
    for (int i = 0; i < corners; ++i) {
        const double angle = turn + 2 * std::numbers::pi * i / corners;
        shape << rect.center() + QPointF(std::cos(angle), std::sin(angle)) * reach;
    }
    return shape;
}

}  // namespace

void paintMark(QPainter &painter, const QRectF &rect, Chip::Mark mark, const theme::TonePair &colors)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.strong);
    switch (mark) {
    case Chip::Mark::None: break;
    case Chip::Mark::Circle: painter.drawEllipse(rect.adjusted(1, 1, -1, -1)); break;
    case Chip::Mark::Triangle:
        painter.drawPolygon(QPolygonF({{rect.center().x(), rect.top() + 0.5}, {rect.right(), rect.bottom() - 0.5}, {rect.left(), rect.bottom() - 0.5}}));
        break;
    case Chip::Mark::Diamond: painter.drawPolygon(regular(rect, 4, 0)); break;
    case Chip::Mark::Octagon: {
        // At this size an octagon alone could be taken for the circle of the lowest tier.
        const QRectF large = rect.adjusted(-1, -1, 1, 1);
        painter.drawPolygon(regular(large, 8, std::numbers::pi / 8));
        const double bar = large.width() / 6;
        painter.setBrush(colors.soft);
        painter.drawRect(QRectF(large.center().x() - bar / 2, large.top() + large.height() * 0.2, bar, large.height() * 0.36));
        painter.drawRect(QRectF(large.center().x() - bar / 2, large.top() + large.height() * 0.66, bar, bar));
        break;
    }
    }
    painter.restore();
}

Chip::Chip(const QString &outside, Kind kind, QWidget *parent) : PlainLabel(outside, theme::TextStyle{}, parent)
{
    setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    QSizePolicy policy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setKind(kind);
}

void Chip::setKind(Kind kind)
{
    m_kind = kind;
    const auto weight = kind.tone == theme::Tone::Neutral ? theme::Weight::Regular : theme::Weight::Strong;
    setTextStyle({theme::Type::Caption, weight, theme::Face::Figures, theme::inkOf(kind.tone)});
    updateMargins();
}

void Chip::updateMargins()
{
    const int mark = m_kind.mark == Mark::None ? 0 : fontMetrics().height() * 6 / 10 + 7;
    const bool rightToLeft = layoutDirection() == Qt::RightToLeft;
    const int side = theme::space::s + 1;
    setContentsMargins(side + (rightToLeft ? 0 : mark), 2, side + (rightToLeft ? mark : 0), 2);
}

void Chip::changeEvent(QEvent *event)
{
    PlainLabel::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::FontChange)
        updateMargins();
}

void Chip::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(this);
        const theme::TonePair &pair = theme::tokens().tone(m_kind.tone);
        const bool outline = m_kind.look == Look::Outline;
        const double corner = std::min<double>(height() / 2.0, fontMetrics().height());
        theme::paintFrame(painter, rect(), {outline ? QColor() : pair.soft, outline ? theme::tokens().lineControl : QColor(), corner});
        if (m_kind.mark != Mark::None) {
            const double side = fontMetrics().height() * 6 / 10;
            const double x = layoutDirection() == Qt::RightToLeft ? width() - theme::space::s - 1 - side : theme::space::s + 1;
            paintMark(painter, QRectF(x, (height() - side) / 2.0, side, side), m_kind.mark, pair);
        }
    }
    PlainLabel::paintEvent(event);
}

}  // namespace countersign::widgets
