#include "ui/audit/filter_chip.h"

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fitted_text.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/row_text.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyleOption>

namespace countersign::audit {

namespace {

constexpr theme::TextStyle kStyle{theme::Type::Caption, theme::Weight::Strong, theme::Face::Figures, theme::Ink::Accent};
constexpr int kPad = theme::space::s + 2;

int glyphSide()
{
    return theme::scaledIconSize() - 6;
}

}  // namespace

FilterChip::FilterChip(const QString &words, QWidget *parent) : QAbstractButton(parent), m_words(words)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    //: %1 is a filter: "Outcome: Denied".
    setAccessibleName(tr("Filter %1, remove").arg(words));
    setToolTip(widgets::toolTipText(tr("%1. Press to remove.").arg(words)));
}

QSize FilterChip::sizeHint() const
{
    const QFontMetrics metrics(theme::fontOf(kStyle));
    const int text = std::min(metrics.horizontalAdvance(m_words), metrics.averageCharWidth() * 44);
    return {text + glyphSide() + 2 * kPad + theme::space::xs + 2, widgets::lineHeight(theme::style::body) + 2 * 7};
}

void FilterChip::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
    case Qt::Key_Return:
    case Qt::Key_Enter: click(); break;
    default: QAbstractButton::keyPressEvent(event);
    }
}

void FilterChip::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        updateGeometry();
}

void FilterChip::paintEvent(QPaintEvent *)
{
    const theme::Tokens &t = theme::tokens();
    QPainter painter(this);
    // As high as the buttons beside it, the pill itself a little less.
    const QRect pill = rect().adjusted(0, 4, 0, -4);
    const double corner = pill.height() / 2.0;
    theme::paintFrame(painter, pill, {isDown() ? t.pressed : t.accent.soft, underMouse() ? t.accent.strong : QColor(), corner});
    const int side = glyphSide();
    const QRect inner = rect().adjusted(kPad, 0, -kPad, 0);
    const QRect glyph(inner.right() + 1 - side, (height() - side) / 2, side, side);
    theme::paintGlyph(painter, QStyle::visualRect(layoutDirection(), rect(), glyph), theme::Glyph::Cross, t.accent.strong);
    painter.setFont(theme::fontOf(kStyle));
    painter.setPen(t.accent.strong);
    const QRect line = inner.adjusted(0, 0, -side - theme::space::xs, 0);
    const auto alignment = Qt::AlignVCenter | Qt::AlignAbsolute | QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft);
    widgets::drawLine(painter, QStyle::visualRect(layoutDirection(), rect(), line), static_cast<int>(alignment), widgets::fittedText(m_words, painter.fontMetrics(), line.width()));
    QStyleOption option;
    option.initFrom(this);
    if (hasFocus() && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        theme::paintFocusRing(painter, pill, corner);
}

}  // namespace countersign::audit
