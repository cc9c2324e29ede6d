#include "ui/audit/timeline_chart.h"

#include "ui/theme/ink.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/row_text.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QStyleOption>

#include <algorithm>
#include <cmath>

namespace countersign::audit {

namespace {

constexpr int kLeastBar = 4;      // pixels, with the gap
constexpr int kWidestBar = 3;     // lines of text
constexpr int kGap = theme::space::xs;
constexpr theme::TextStyle kLabel{theme::Type::Caption, theme::Weight::Regular, theme::Face::Figures, theme::Ink::Muted};

int unit()
{
    return widgets::lineHeight(kLabel);
}

int shown(qint64 number)
{
    return static_cast<int>(std::min<qint64>(number, 1'000'000'000));
}

}  // namespace

TimelineChart::TimelineChart(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("auditTimeline"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    widgets::setAccessibleRole(*this, QAccessible::Chart);
    name();
}

void TimelineChart::show(const console::AuditTimeline *timeline)
{
    const QList<console::AuditBucket> buckets = timeline ? timeline->buckets : QList<console::AuditBucket>();
    if (buckets == m_buckets && (!timeline || timeline->bucketSeconds == m_bucketSeconds))
        return;
    m_buckets = buckets;
    m_bucketSeconds = timeline ? timeline->bucketSeconds : 3600;
    m_anchor = m_cursor = m_hovered = -1;
    m_drawing = false;
    gather();
}

// --- measures ------------------------------------------------------------------------------------------------------------

QSize TimelineChart::sizeHint() const
{
    const int side = unit() * 3 / 4;
    return {unit() * 20, unit() * 3 + 2 * (kGap + side) + kGap + unit() + 2 * theme::focusWidth};
}

TimelineChart::Places TimelineChart::places() const
{
    const int side = unit() * 3 / 4, edge = theme::focusWidth + 1;
    Places at;
    at.gutter = side + kGap;
    QRect row(edge, theme::focusWidth, width() - 2 * edge, unit() * 3);
    row.setLeft(row.left() + at.gutter);
    at.entries = row;
    row.moveTop(row.bottom() + 1 + kGap);
    row.setHeight(side);
    at.denied = row;
    row.moveTop(row.bottom() + 1 + kGap);
    at.anomalies = row;
    row.moveTop(row.bottom() + 1 + kGap);
    row.setHeight(unit());
    at.axis = row;
    return at;
}

// As many bars as there is room for, over an even number of buckets each; times without an entry are bars of nothing.
void TimelineChart::gather()
{
    m_bars.clear();
    if (!m_buckets.isEmpty()) {
        m_start = m_buckets.first().at;
        const qint64 count = (m_buckets.last().at - m_start) / m_bucketSeconds + 1;
        const qint64 most = std::max(1, places().entries.width() / kLeastBar);
        const qint64 each = (count + most - 1) / most;
        m_barSeconds = each * m_bucketSeconds;
        m_bars.resize(static_cast<size_t>((count + each - 1) / each));
        for (const console::AuditBucket &bucket : std::as_const(m_buckets)) {
            const qint64 at = (bucket.at - m_start) / m_barSeconds;
            if (at < 0 || at >= static_cast<qint64>(m_bars.size()))
                continue;  // out of order
            Bar &bar = m_bars[static_cast<size_t>(at)];
            bar.entries += bucket.entries;
            bar.denied += bucket.denied;
            bar.anomalies += bucket.anomalies;
        }
    }
    const int last = static_cast<int>(m_bars.size()) - 1;
    m_anchor = std::min(m_anchor, last);
    m_cursor = std::min(m_cursor, last);
    name();
    update();
}

int TimelineChart::barAt(int x) const
{
    const QRect row = places().entries;
    const int count = static_cast<int>(m_bars.size());
    const int along = layoutDirection() == Qt::RightToLeft ? width() - 1 - x - row.left() : x - row.left();
    return count == 0 ? -1 : std::clamp(along * count / std::max(1, row.width()), 0, count - 1);
}

QRectF TimelineChart::barRect(int bar, const QRect &row) const
{
    const double step = double(row.width()) / double(std::max<size_t>(1, m_bars.size()));
    const double left = std::round(row.left() + bar * step), right = std::round(row.left() + (bar + 1) * step);
    const double x = layoutDirection() == Qt::RightToLeft ? width() - right : left;
    return {x, double(row.top()), std::max(1.0, right - left), double(row.height())};
}

// --- words ---------------------------------------------------------------------------------------------------------------

QString TimelineChart::timeText(qint64 time) const
{
    //: Patterns of dates: only the order and the signs between the letters may change.
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(time), m_barSeconds < 86'400 ? tr("d MMM yyyy HH:mm") : tr("d MMM yyyy"));
}

QString TimelineChart::barText(int first, int last) const
{
    Bar sum;
    for (int bar = first; bar <= last; ++bar) {
        const Bar &each = m_bars[static_cast<size_t>(bar)];
        sum.entries += each.entries;
        sum.denied += each.denied;
        sum.anomalies += each.anomalies;
    }
    const QString entries = tr("%Ln entries", nullptr, shown(sum.entries)), denied = tr("%Ln denied", "entries of the log", shown(sum.denied)),
                  anomalies = tr("%Ln anomalies", nullptr, shown(sum.anomalies));
    //: A stretch of time and what happened in it: "3 Nov 14:00 to 3 Nov 15:00: 12 entries, 2 denied, 1 anomaly".
    return tr("%1 to %2: %3, %4, %5").arg(timeText(timeOf(first)), timeText(timeOf(last + 1)), entries, denied, anomalies);
}

void TimelineChart::name()
{
    if (m_bars.empty()) {
        setAccessibleName(tr("Entries by time: nothing to show"));
        return;
    }
    const int last = static_cast<int>(m_bars.size()) - 1;
    if (m_cursor >= 0)
        setAccessibleName(tr("Entries by time. Chosen: %1").arg(barText(std::min(m_anchor, m_cursor), std::max(m_anchor, m_cursor))));
    else
        setAccessibleName(tr("Entries by time. %1").arg(barText(0, last)));
    setAccessibleDescription(tr("Left and Right move, with Shift they choose a range, Enter makes it the filter, Space goes there."));
}

// --- choosing ------------------------------------------------------------------------------------------------------------

void TimelineChart::setSelection(int anchor, int cursor)
{
    const int last = static_cast<int>(m_bars.size()) - 1;
    m_anchor = std::clamp(anchor, -1, last);
    m_cursor = std::clamp(cursor, -1, last);
    name();
    if (hasFocus())
        widgets::announce(*this);
    update();
}

void TimelineChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_bars.empty())
        return;
    m_drawing = true;
    const int bar = barAt(event->pos().x());
    setSelection(bar, bar);
}

void TimelineChart::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = barAt(event->pos().x());
    if (m_drawing)
        setSelection(m_anchor, m_hovered);
    const Places at = places();
    const int y = event->pos().y();
    setToolTip(widgets::toolTipText(y < at.denied.top()      ? tr("Entries. Draw to choose a time, click to go there.")
                                    : y < at.anomalies.top() ? tr("Denied entries")
                                                             : tr("Anomalies: what was refused, failed, replayed or guessed")));
    update();
}

void TimelineChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (!std::exchange(m_drawing, false) || event->button() != Qt::LeftButton || m_cursor < 0)
        return;
    const int first = std::min(m_anchor, m_cursor), last = std::max(m_anchor, m_cursor);
    if (first == last)
        Q_EMIT jumped(timeOf(first + 1) - 1);
    else
        Q_EMIT chosen(timeOf(first), timeOf(last + 1));
}

void TimelineChart::leaveEvent(QEvent *event)
{
    m_hovered = -1;
    update();
    QWidget::leaveEvent(event);
}

void TimelineChart::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_bars.size()) - 1;
    const int forward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    int to = m_cursor;
    switch (event->key()) {
    case Qt::Key_Left: to = m_cursor < 0 ? last : std::clamp(m_cursor - forward, 0, last); break;
    case Qt::Key_Right: to = m_cursor < 0 ? last : std::clamp(m_cursor + forward, 0, last); break;
    case Qt::Key_Home: to = 0; break;
    case Qt::Key_End: to = last; break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_cursor >= 0)
            Q_EMIT chosen(timeOf(std::min(m_anchor, m_cursor)), timeOf(std::max(m_anchor, m_cursor) + 1));
        return;
    case Qt::Key_Space:
        if (m_cursor >= 0)
            Q_EMIT jumped(timeOf(m_cursor + 1) - 1);
        return;
    case Qt::Key_Escape:
        if (m_cursor >= 0) {
            setSelection(-1, -1);
            return;
        }
        [[fallthrough]];
    default: QWidget::keyPressEvent(event); return;
    }
    if (last < 0)
        return;
    const bool extends = event->modifiers().testFlag(Qt::ShiftModifier) && m_anchor >= 0;
    setSelection(extends ? m_anchor : to, to);
}

void TimelineChart::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

// --- painting ------------------------------------------------------------------------------------------------------------

void TimelineChart::paintRow(QPainter &painter, const QRect &row, qint64 Bar::*what, const QColor &color) const
{
    qint64 most = 0;
    for (const Bar &bar : m_bars)
        most = std::max(most, bar.*what);
    for (size_t i = 0; i < m_bars.size() && most > 0; ++i) {
        if (m_bars[i].*what == 0)
            continue;
        QRectF bar = barRect(static_cast<int>(i), row);
        // One beside a thousand must still be seen.
        const double height = std::max(2.0, std::round(row.height() * double(m_bars[i].*what) / double(most)));
        if (bar.width() >= 3)
            bar.setWidth(bar.width() - 1);
        // A log of few hours has bars, not walls.
        if (const double spare = bar.width() - kWidestBar * unit(); spare > 0)
            bar.adjust(spare / 2, 0, -spare / 2, 0);
        bar.setTop(bar.bottom() - height);
        painter.fillRect(bar, color);
    }
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), QRect(row.left(), row.bottom() + 1, row.width(), 1)), theme::tokens().line);
}

void TimelineChart::paintAxis(QPainter &painter, const QRect &line) const
{
    const theme::Tokens &t = theme::tokens();
    painter.setFont(theme::fontOf(kLabel));
    const int first = m_cursor >= 0 ? std::min(m_anchor, m_cursor) : m_hovered, last = m_cursor >= 0 ? std::max(m_anchor, m_cursor) : m_hovered;
    if (first >= 0) {
        painter.setPen(t.text);
        const QString words = barText(first, last);
        if (painter.fontMetrics().horizontalAdvance(words) <= line.width()) {
            widgets::drawLine(painter, line, static_cast<int>(Qt::AlignCenter), words);
            return;
        }
    }
    painter.setPen(t.textMuted);
    const auto side = [this](Qt::Alignment alignment) { return static_cast<int>(Qt::AlignVCenter | Qt::AlignAbsolute | QStyle::visualAlignment(layoutDirection(), alignment)); };
    widgets::drawLine(painter, line, side(Qt::AlignLeft), timeText(m_start));
    widgets::drawLine(painter, line, side(Qt::AlignRight), timeText(timeOf(static_cast<int>(m_bars.size()))));
}

void TimelineChart::paintEvent(QPaintEvent *)
{
    if (m_bars.empty())
        return;
    const theme::Tokens &t = theme::tokens();
    QPainter painter(this);
    const Places at = places();
    if (m_cursor >= 0) {
        const QRect whole(at.entries.topLeft(), at.anomalies.bottomRight());
        const QRectF from = barRect(std::min(m_anchor, m_cursor), whole), to = barRect(std::max(m_anchor, m_cursor), whole);
        painter.fillRect(from.united(to), t.accent.soft);
    } else if (m_hovered >= 0) {
        painter.fillRect(barRect(m_hovered, QRect(at.entries.topLeft(), at.anomalies.bottomRight())), t.hover);
    }
    paintRow(painter, at.entries, &Bar::entries, t.accent.strong);
    paintRow(painter, at.denied, &Bar::denied, t.danger.strong);
    paintRow(painter, at.anomalies, &Bar::anomalies, t.warn.strong);
    const auto mark = [&](const QRect &row, widgets::Chip::Mark shape, const theme::TonePair &pair) {
        const QRect square(row.left() - at.gutter, row.top(), row.height(), row.height());
        widgets::paintMark(painter, QRectF(QStyle::visualRect(layoutDirection(), rect(), square)), shape, pair);
    };
    mark(at.denied, widgets::Chip::Mark::Octagon, t.danger);
    mark(at.anomalies, widgets::Chip::Mark::Triangle, t.warn);
    paintAxis(painter, QStyle::visualRect(layoutDirection(), rect(), at.axis));
    QStyleOption option;
    option.initFrom(this);
    if (hasFocus() && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        theme::paintFocusRing(painter, rect(), theme::radius::small);
}

void TimelineChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    gather();
}

void TimelineChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange)
        updateGeometry();
}

}  // namespace countersign::audit
