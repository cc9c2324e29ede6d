#include "ui/widgets/fold_toggle.h"

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleOption>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::widgets {

FoldButton::FoldButton(const QString &title, QWidget *parent) : QAbstractButton(parent)
{
    setText(title);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

QSize FoldButton::sizeHint() const
{
    const int height = std::max(theme::minimumTarget, fontMetrics().height() + theme::space::s);
    return {fontMetrics().horizontalAdvance(text()) + theme::scaledIconSize() + 2 * theme::space::s, height};
}

void FoldButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const theme::Tokens &t = theme::tokens();
    QStyleOption option;
    option.initFrom(this);
    if (underMouse() && isEnabled())
        theme::paintFrame(painter, rect(), {isDown() ? t.pressed : t.hover, QColor(), theme::radius::small});
    const int side = theme::scaledIconSize();
    const QRect mark(0, (height() - side) / 2, side, side);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto glyph = isChecked() ? theme::Glyph::ChevronDown : mirrored ? theme::Glyph::ChevronLeft : theme::Glyph::ChevronRight;
    theme::paintGlyph(painter, QStyle::visualRect(layoutDirection(), rect(), mark), glyph, t.textMuted);
    const QRect words = rect().adjusted(side + theme::space::s, 0, -theme::space::s, 0);
    painter.setPen(isEnabled() ? t.text : t.textDisabled);
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), words), Qt::AlignVCenter | int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)), text());
    if (hasFocus() && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        theme::paintFocusRing(painter, rect(), theme::radius::small);
}

Fold::Fold(const QString &title, QWidget *content, QWidget *parent) : QWidget(parent), m_button(new FoldButton(title, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::xs);
    column->addWidget(m_button, 0, Qt::AlignLeft);
    column->addWidget(content);
    content->setVisible(false);
    connect(m_button, &QAbstractButton::toggled, content, &QWidget::setVisible);
}

}  // namespace countersign::widgets
