#include "ui/widgets/use_plot.h"

#include "ui/theme/ink.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/plain_text.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace countersign::widgets {

namespace {

QDate dateOf(qint64 day)
{
    return QDate(1970, 1, 1).addDays(day);
}

QString shortDate(qint64 day)
{
    //: A day without its year; format of QDate.
    return QLocale().toString(dateOf(day), UsePlot::tr("d MMM"));
}

}  // namespace

UsePlot::UsePlot(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleRole(*this, QAccessible::Chart);
}

void UsePlot::setUses(const QList<Day> &uses, qint64 today)
{
    m_today = today;
    m_uses = QList<qint64>(days, 0);
    for (const Day &each : uses) {
        if (const qint64 at = each.day - (today - days + 1); at >= 0 && at < days)
            m_uses[at] += each.uses;
    }
    const auto most = std::max_element(m_uses.begin(), m_uses.end());
    m_most = *most;
    qint64 sum = 0;
    for (const qint64 each : std::as_const(m_uses))
        sum += each;
    if (m_most == 0)
        setAccessibleName(tr("Not used in %n days", nullptr, days));
    else
        //: %1 and %2 are numbers of uses, %3 a day such as "3 Nov".
        setAccessibleName(tr("%1 uses in 90 days, most on %3: %2").arg(QLocale().toString(sum), QLocale().toString(m_most), shortDate(today - days + 1 + (most - m_uses.begin()))));
    update();
}

int UsePlot::plotHeight() const
{
    return QFontMetrics(theme::font(theme::Type::Body)).height() * 3;
}

QSize UsePlot::sizeHint() const
{
    return {days * 3, plotHeight() + 2 + QFontMetrics(theme::figures(theme::Type::Caption)).height() + theme::space::xs};
}

QString UsePlot::dayText(int index) const
{
    //: %1 is a day such as "3 Nov".
    return tr("%1: used %n times", nullptr, static_cast<int>(std::min<qint64>(m_uses.at(index), 1'000'000'000))).arg(shortDate(m_today - days + 1 + index));
}

void UsePlot::paintEvent(QPaintEvent *)
{
    const theme::Tokens &t = theme::tokens();
    QPainter painter(this);
    const int ground = plotHeight();
    const double step = double(width()) / days;
    const double bar = std::max(1.0, std::floor(step) - (step > 3 ? 1 : 0));
    for (int i = 0; i < m_uses.size(); ++i) {
        // A day with one use must be seen beside one with a thousand.
        const double height = m_most > 0 && m_uses.at(i) > 0 ? std::max(2.0, std::round(double(ground - 2) * double(m_uses.at(i)) / double(m_most))) : 0;
        const double x = layoutDirection() == Qt::RightToLeft ? width() - (i + 1) * step : i * step;
        if (height > 0)
            painter.fillRect(QRectF(std::round(x), ground - height, bar, height), t.accent.strong);
    }
    painter.fillRect(QRect(0, ground, width(), 1), t.line);
    painter.setFont(theme::figures(theme::Type::Caption));
    painter.setPen(t.textMuted);
    const QRect line(0, ground + 2 + theme::space::xs, width(), painter.fontMetrics().height());
    painter.drawText(line, static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignAbsolute), shortDate(m_today - days + 1));
    painter.drawText(line, static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignRight) | Qt::AlignAbsolute), tr("today"));
    if (m_most > 0)
        painter.drawText(line, Qt::AlignHCenter, tr("at most %1 a day").arg(QLocale().toString(m_most)));
}

bool UsePlot::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && !m_uses.isEmpty()) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int x = layoutDirection() == Qt::RightToLeft ? width() - 1 - help->x() : help->x();
        QToolTip::showText(help->globalPos(), toolTipText(dayText(std::clamp(x * days / std::max(1, width()), 0, days - 1))), this);
        return true;
    }
    return QWidget::event(event);
}

void UsePlot::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

}  // namespace countersign::widgets
