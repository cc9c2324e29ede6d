#include "ui/widgets/plain_text.h"

#include "app/approval/visible_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStringBuilder>
#include <QStyle>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace countersign::widgets {

namespace {

constexpr int kReadableColumns = 68;  // a label asks for no wider line than this, in average characters

// Distance from one line to the next: a little air, the same for one line and for many.
int linePitch(const QFontMetricsF &metrics)
{
    return static_cast<int>(std::ceil(metrics.height() * 1.14));
}

}  // namespace

PlainLabel::PlainLabel(QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);  // QLabel ties the height-for-width policy to it
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    applyStyle();
}

PlainLabel::PlainLabel(const QString &outside, const theme::TextStyle &style, QWidget *parent) : PlainLabel(parent)
{
    setTextStyle(style);
    setText(outside);
}

PlainLabel::~PlainLabel() = default;

void PlainLabel::setText(const QString &outside)
{
    setOwnText(approval::visibleText(outside));
}

void PlainLabel::setOwnText(const QString &text)
{
    m_natural = -1;
    QLabel::setText(text);
}

void PlainLabel::setTextStyle(const theme::TextStyle &style)
{
    m_style = style;
    applyStyle();
}

void PlainLabel::setInk(theme::Ink ink)
{
    m_style.ink = ink;
    update();
}

void PlainLabel::setCopyable(Copy copy)
{
    m_copy = copy;
    setFocusPolicy(copy == Copy::Yes ? Qt::TabFocus : Qt::NoFocus);
    const int ring = copy == Copy::Yes ? focusRoom : 0;
    setContentsMargins(2 * ring, ring, 2 * ring, ring);
    updateGeometry();
}

void PlainLabel::applyStyle()
{
    m_natural = -1;
    setFont(theme::fontOf(m_style));
    updateGeometry();
    update();
}

int PlainLabel::naturalWidth() const
{
    if (m_natural < 0) {
        const QFontMetricsF metrics(font());
        double widest = 0;
        for (const QString &line : text().split(QLatin1Char('\n')))
            widest = std::max(widest, metrics.horizontalAdvance(line));
        m_natural = static_cast<int>(std::ceil(widest)) + 1;
    }
    return m_natural;
}

double PlainLabel::layOut(QTextLayout &layout, double width) const
{
    QString lines = text();
    lines.replace(QLatin1Char('\n'), QChar::LineSeparator);
    layout.setText(lines);
    layout.setFont(font());
    QTextOption option;
    // A value runs in its own direction; where it starts is the page's business.
    option.setTextDirection(Qt::LayoutDirectionAuto);
    option.setAlignment(QStyle::visualAlignment(layoutDirection(), alignment()) | Qt::AlignAbsolute);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    const QFontMetricsF metrics(font());
    const int pitch = linePitch(metrics);
    double y = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(1.0, width));
        // Characters of a fallback face may be taller; the line then is too, instead of being cut.
        const double height = std::max(double(pitch), std::ceil(line.height()));
        line.setPosition({0, std::round(y + (height - line.height()) / 2)});
        y += height;
    }
    layout.endLayout();
    return std::max(y, double(pitch));
}

QSize PlainLabel::sizeHint() const
{
    const QMargins margins = contentsMargins();
    const int readable = QFontMetrics(font()).averageCharWidth() * kReadableColumns;
    const int width = std::min(naturalWidth(), readable) + margins.left() + margins.right();
    return {width, heightForWidth(width)};
}

QSize PlainLabel::minimumSizeHint() const
{
    const QMargins margins = contentsMargins();
    const QFontMetricsF metrics(font());
    const int width = std::min(naturalWidth(), static_cast<int>(metrics.averageCharWidth() * 8));
    return {width + margins.left() + margins.right(), linePitch(metrics) + margins.top() + margins.bottom()};
}

int PlainLabel::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    QTextLayout layout;
    const double height = layOut(layout, width - margins.left() - margins.right());
    return static_cast<int>(std::ceil(height)) + margins.top() + margins.bottom();
}

void PlainLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QTextLayout layout;
    const QRect rect = textRect();
    const double height = layOut(layout, rect.width());
    double top = rect.top();
    if (alignment() & Qt::AlignVCenter)
        top += std::floor((rect.height() - height) / 2);
    else if (alignment() & Qt::AlignBottom)
        top += rect.height() - height;
    painter.setPen(theme::inkColor(isEnabled() ? m_style.ink : theme::Ink::Disabled));
    layout.draw(&painter, QPointF(rect.left(), top));
    if (hasFocus())
        theme::paintFocusRing(painter, this->rect(), theme::radius::small);
}

void PlainLabel::changeEvent(QEvent *event)
{
    // A new text scale arrives as a new application font; our own fonts were set by hand and must follow.
    if (event->type() == QEvent::ApplicationFontChange)
        applyStyle();
    if (event->type() == QEvent::PaletteChange)
        update();
    QLabel::changeEvent(event);
}

void PlainLabel::keyPressEvent(QKeyEvent *event)
{
    if (m_copy == Copy::Yes && event->matches(QKeySequence::Copy))
        copy();
    else
        QLabel::keyPressEvent(event);
}

void PlainLabel::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_copy == Copy::No) {
        event->ignore();
        return;
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(theme::icon(theme::Glyph::Copy), tr("Copy")), &QAction::triggered, this, [this] { copy(); });
    menu->popup(event->globalPos());
}

void PlainLabel::copy() const
{
    copyToClipboard(text());
}

QString buttonText(const QString &outside)
{
    return approval::visibleText(outside).replace(QLatin1Char('&'), QLatin1String("&&"));
}

QString toolTipText(const QString &outside)
{
    return QLatin1String("<p style=\"white-space:pre-wrap\">") % approval::visibleText(outside).toHtmlEscaped()
           % QLatin1String("</p>");
}

void copyToClipboard(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

}  // namespace countersign::widgets
