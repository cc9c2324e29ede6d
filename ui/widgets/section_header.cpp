#include "ui/widgets/section_header.h"

#include "ui/widgets/badge.h"

#include <QHBoxLayout>

namespace countersign::widgets {

SectionHeader::SectionHeader(const QString &title, const theme::TextStyle &style, QWidget *parent)
    : QWidget(parent), m_title(new PlainLabel(this)), m_badge(new Badge(this)), m_line(new QHBoxLayout(this))
{
    m_title->setTextStyle(style);
    m_title->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_title->setOwnText(title);
    m_line->setContentsMargins(0, 0, 0, 0);
    m_line->setSpacing(theme::space::s);
    m_line->addWidget(m_title);
    m_line->addWidget(m_badge, 0, Qt::AlignVCenter);
    m_line->addStretch(1);
}

void SectionHeader::setTitle(const QString &title)
{
    m_title->setOwnText(title);
}

void SectionHeader::setCount(int count)
{
    m_badge->setCount(count);
}

void SectionHeader::addControl(QWidget *control)
{
    m_line->addWidget(control, 0, Qt::AlignVCenter);
}

}  // namespace countersign::widgets
