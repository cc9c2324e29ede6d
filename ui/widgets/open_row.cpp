#include "ui/widgets/open_row.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/glyph_view.h"
#include "ui/widgets/plain_text.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyleOption>

namespace countersign::widgets {

OpenRow::OpenRow(const QString &words, const QString &name, QWidget *parent) : QAbstractButton(parent), m_label(new PlainLabel(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setMinimumHeight(theme::minimumTarget);
    // A button asks for its whole width by itself; this one wraps, or it would push the card past its edge.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(name);
    m_label->setTextStyle(theme::style::caption);
    m_label->setOwnText(words);
    m_label->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_label->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *open = new GlyphView(QGuiApplication::isRightToLeft() ? theme::Glyph::ChevronLeft : theme::Glyph::ChevronRight, theme::Ink::Muted, this);
    open->setSide(theme::scaledIconSize() - 4);
    open->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(theme::space::xs, 0, theme::space::xs, 0);
    line->setSpacing(theme::space::xs);
    line->addWidget(m_label, 1);
    line->addWidget(open, 0, Qt::AlignVCenter);
}

void OpenRow::setTextStyle(const theme::TextStyle &style)
{
    m_label->setTextStyle(style);
}

void OpenRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const theme::Tokens &t = theme::tokens();
    if (isDown() || underMouse())
        theme::paintFrame(painter, rect(), {isDown() ? t.pressed : t.hover, QColor(), theme::radius::small});
    QStyleOption option;
    option.initFrom(this);
    if (hasFocus() && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        theme::paintFocusRing(painter, rect(), theme::radius::small);
}

}  // namespace countersign::widgets
