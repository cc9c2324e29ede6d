#include "ui/widgets/countdown_ring.h"

#include "ui/text/duration_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessible_role.h"

#include <QPainter>

#include <algorithm>

namespace countersign::widgets {

using namespace std::chrono_literals;

namespace {

Countdown quantised(const Countdown &countdown)
{
    const auto step = theme::motion() == theme::Motion::Reduced ? 1000ms : 250ms;
    const auto left = std::max(0ms, countdown.left);
    return {left - left % step, countdown.total};
}

}  // namespace

QString countdownFigure(std::chrono::milliseconds left)
{
    const qint64 seconds = std::max<qint64>(0, std::chrono::floor<std::chrono::seconds>(left).count());
    if (seconds < 100)
        return QString::number(seconds);
    if (seconds < 600)
        return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    //: Very short: minutes, hours, days left, inside a small ring.
    if (seconds < 100 * 60)
        return CountdownRing::tr("%1m").arg(seconds / 60);
    if (seconds < 48 * 3600)
        return CountdownRing::tr("%1h").arg(seconds / 3600);
    return CountdownRing::tr("%1d").arg(seconds / 86400);
}

int countdownSide(const QFontMetrics &metrics)
{
    return std::max(44, metrics.height() * 5 / 2) & ~1;
}

void paintCountdown(QPainter &painter, const QRectF &square, const Countdown &countdown)
{
    const theme::Tokens &t = theme::tokens();
    const bool urgent = countdown.left < urgentBelow;
    const QColor color = countdown.left.count() <= 0 ? t.textMuted : urgent ? t.danger.strong : t.accent.strong;
    const double width = square.width() / 13.0;
    const QRectF arc = square.adjusted(width / 2 + 0.5, width / 2 + 0.5, -width / 2 - 0.5, -width / 2 - 0.5);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.pressed, width));
    painter.drawEllipse(arc);
    const double part = countdown.total.count() > 0
                            ? std::clamp(double(countdown.left.count()) / double(countdown.total.count()), 0.0, 1.0) : 0.0;
    if (part > 0) {
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap));
        painter.drawArc(arc, 90 * 16, static_cast<int>(part * 360 * 16));
    }
    painter.setFont(theme::figures(theme::Type::Caption, theme::Weight::Strong));
    painter.setPen(color);
    painter.drawText(square, Qt::AlignCenter, countdownFigure(countdown.left));
    painter.restore();
}

CountdownRing::CountdownRing(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleRole(*this, QAccessible::StaticText);
    setCountdown({});
}

void CountdownRing::setCountdown(const Countdown &countdown)
{
    const Countdown shown = quantised(countdown);
    if (shown == m_shown && !accessibleName().isEmpty())
        return;
    m_shown = shown;
    //: For screen readers; %1 is a duration such as "4 min 12 s".
    const QString name = shown.left.count() > 0 ? tr("%1 left").arg(text::duration(shown.left)) : tr("No time left");
    if (name != accessibleName())
        setAccessibleName(name);
    update();
}

QSize CountdownRing::sizeHint() const
{
    const int side = countdownSide(fontMetrics());
    return {side, side};
}

void CountdownRing::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const double side = std::min(width(), height());
    QRectF square(0, 0, side, side);
    square.moveCenter(QRectF(rect()).center());
    paintCountdown(painter, square, m_shown);
}

}  // namespace countersign::widgets
