#include "ui/widgets/authority_mark.h"

#include "ui/theme/authority_color.h"
#include "ui/theme/paint.h"
#include "ui/widgets/plain_text.h"

#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace countersign::widgets {

namespace {

constexpr int kSide = 10;

}  // namespace

AuthorityMark::AuthorityMark(Detail detail, QWidget *parent)
    : QWidget(parent), m_detail(detail), m_name(new PlainLabel(this)), m_host(new PlainLabel(this))
{
    m_name->setTextStyle(detail == Detail::Name ? theme::style::body : theme::style::strong);
    m_host->setTextStyle({theme::Type::Caption, theme::Weight::Regular, theme::Face::Figures, theme::Ink::Muted});
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_name);
    column->addWidget(m_host);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addSpacing(kSide + theme::space::s);
    line->addLayout(column, 1);
    m_host->setVisible(detail == Detail::NameAndHost);
}

void AuthorityMark::setBadge(const console::AuthorityBadge &badge)
{
    m_color = badge.colourIndex;
    m_name->setText(badge.name.isEmpty() ? badge.host : badge.name);
    m_host->setText(badge.host);
    m_host->setVisible(m_detail == Detail::NameAndHost && !badge.name.isEmpty() && !badge.host.isEmpty() && badge.name != badge.host);
    update();
}

QRectF AuthorityMark::square() const
{
    const double middle = m_name->y() + QFontMetricsF(m_name->font()).height() / 2;
    const double left = layoutDirection() == Qt::RightToLeft ? width() - kSide : 0;
    return {left, middle - kSide / 2.0, kSide, kSide};
}

void AuthorityMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    theme::paintFrame(painter, square(), {theme::authorityColor(m_color), QColor(), 3});
}

}  // namespace countersign::widgets
