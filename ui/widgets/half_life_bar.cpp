#include "ui/widgets/half_life_bar.h"

#include "ui/text/duration_text.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessible_role.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace countersign::widgets {

void paintHalfLife(QPainter &painter, const QRectF &rect, const Countdown &countdown, Qt::LayoutDirection direction)
{
    const theme::Tokens &t = theme::tokens();
    const double total = static_cast<double>(countdown.total.count());
    const double part = total > 0 ? std::clamp(static_cast<double>(countdown.left.count()) / total, 0.0, 1.0) : 0.0;
    const theme::Tone tone = part > 0.5 ? theme::Tone::Ok : part > 0.15 ? theme::Tone::Warn : theme::Tone::Danger;
    const double round = rect.height() / 2;
    theme::paintFrame(painter, rect, {t.pressed, QColor(), round});
    QRectF bar = rect;
    bar.setWidth(part > 0 ? std::max(rect.height(), rect.width() * part) : 0);
    if (direction == Qt::RightToLeft)
        bar.moveRight(rect.right());
    if (bar.width() > 0)
        theme::paintFrame(painter, bar, {t.tone(tone).strong, QColor(), round});
    painter.fillRect(QRectF(std::round(rect.center().x()), rect.top(), 1, rect.height()), t.surface);
}

HalfLifeBar::HalfLifeBar(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleRole(*this, QAccessible::StaticText);
}

void HalfLifeBar::setCountdown(const Countdown &countdown)
{
    m_countdown = countdown;
    //: For screen readers; both are durations such as "2 h 5 min".
    setAccessibleName(tr("%1 of %2 left").arg(text::duration(countdown.left), text::duration(countdown.total)));
    update();
}

QSize HalfLifeBar::sizeHint() const
{
    return {120, 6};
}

void HalfLifeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintHalfLife(painter, rect(), m_countdown, layoutDirection());
}

}  // namespace countersign::widgets
