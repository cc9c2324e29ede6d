#include "ui/widgets/card.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace countersign::widgets {

Card::Card(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(theme::space::l, theme::space::m, theme::space::l, theme::space::m);
    m_column->setSpacing(theme::space::s);
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const theme::Tokens &t = theme::tokens();
    theme::paintFrame(painter, rect(), {t.surface, t.line, theme::radius::large});
}

}  // namespace countersign::widgets
