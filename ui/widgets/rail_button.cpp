#include "ui/widgets/rail_button.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/plain_text.h"

#include <QEvent>
#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace countersign::widgets {

namespace {

constexpr int kWidth = 76;

int glyphSide()
{
    return theme::scaledIconSize() + 2;
}

}  // namespace

RailButton::RailButton(theme::Glyph glyph, const QString &label, QWidget *parent) : QAbstractButton(parent), m_glyph(glyph)
{
    setText(label);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::MinimumExpanding, QSizePolicy::Fixed);
    setFont(theme::font(theme::Type::Caption));
    updateName();
}

void RailButton::setPending(int count)
{
    if (count == m_pending)
        return;
    m_pending = count;
    updateName();
    update();
}

void RailButton::setWords(Words words)
{
    m_words = words;
    setToolTip(words == Words::Hidden ? toolTipText(text()) : QString());
    updateGeometry();
    update();
}

void RailButton::updateName()
{
    //: %1 is the name of a place in the rail.
    setAccessibleName(m_pending > 0 ? tr("%1, %n pending", nullptr, m_pending).arg(text()) : text());
}

QSize RailButton::sizeHint() const
{
    const int side = glyphSide();
    if (m_words == Words::Hidden)
        return {side + 20, side + 20};
    const QRect words = fontMetrics().boundingRect(QRect(0, 0, std::max(kWidth - 8, fontMetrics().averageCharWidth() * 10), 1000),
                                                   Qt::AlignHCenter | Qt::TextWordWrap, text());
    return {std::max(kWidth, words.width() + 8), side + words.height() + 20};
}

void RailButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int side = glyphSide();
    const theme::Tokens &t = theme::tokens();
    QStyleOption option;
    option.initFrom(this);
    const QColor fill = isChecked() ? t.selected : isDown() ? t.pressed : underMouse() && isEnabled() ? t.hover : QColor();
    theme::paintFrame(painter, rect(), {fill, QColor(), theme::radius::medium});
    const QColor color = !isEnabled() ? t.textDisabled : isChecked() ? t.accent.strong : t.textMuted;
    const QRectF glyph((width() - side) / 2.0, m_words == Words::Hidden ? (height() - side) / 2.0 : 9, side, side);
    theme::paintGlyph(painter, glyph, m_glyph, color);
    painter.setFont(font());
    painter.setPen(color);
    if (m_words == Words::Shown)
        painter.drawText(QRect(4, side + 12, width() - 8, height() - side - 12), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, text());
    if (m_pending > 0) {
        const QString count = m_pending > 99 ? QStringLiteral("99+") : badgeText(m_pending);
        painter.setFont(theme::figures(theme::Type::Caption, theme::Weight::Strong));
        const double high = painter.fontMetrics().height() + 1;
        const double wide = std::max(high, painter.fontMetrics().horizontalAdvance(count) + 9.0);
        // Sits on the glyph's outer corner; mirrored it stays off the window's edge.
        double x = glyph.center().x() + 4;
        if (option.direction == Qt::RightToLeft)
            x = glyph.center().x() - 4 - wide;
        x = std::clamp(x, 2.0, std::max(2.0, width() - wide - 2));
        const QRectF pill(x, 2, wide, high);
        theme::paintFrame(painter, pill.adjusted(-2, -2, 2, 2), {fill.isValid() ? fill : t.rail, QColor(), high});
        theme::paintFrame(painter, pill, {t.accentFill, QColor(), high / 2});
        painter.setPen(t.textOnFill);
        painter.setLayoutDirection(Qt::LeftToRight);  // "99+" stays "99+"
        painter.drawText(pill, Qt::AlignCenter, count);
    }
    if (hasFocus() && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        theme::paintFocusRing(painter, rect(), theme::radius::medium);
}

void RailButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        setFont(theme::font(theme::Type::Caption));
    QAbstractButton::changeEvent(event);
}

}  // namespace countersign::widgets
