#include "ui/widgets/section_header.h"

#include "ui/widgets/badge.h"

#include <QHBoxLayout>

namespace countersign::widgets {

SectionHeader::SectionHeader(const QString &title, const theme::TextStyle &style, QWidget *parent)
    : QWidget(parent), m_title(new PlainLabel(this)), m_badge(new Badge(this)), m_words(new QHBoxLayout), m_controls(new QHBoxLayout),
      m_all(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_title->setTextStyle(style);
    m_title->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_title->setOwnText(title);
    m_all->setContentsMargins(0, 0, 0, 0);
    for (QBoxLayout *each : std::initializer_list<QBoxLayout *>{m_all, m_words, m_controls})
        each->setSpacing(theme::space::s);
    m_words->addWidget(m_title);
    m_words->addWidget(m_badge, 0, Qt::AlignVCenter);
    m_words->addStretch(1);
    m_all->addLayout(m_words, 1);
    m_all->addLayout(m_controls);
}

void SectionHeader::setTitle(const QString &title)
{
    m_title->setOwnText(title);
    arrange();
}

void SectionHeader::setCount(int count)
{
    m_badge->setCount(count);
    arrange();
}

void SectionHeader::arrange()
{
    const int wanted = m_words->sizeHint().width() + m_all->spacing() + m_controls->sizeHint().width();
    m_all->setDirection(wanted > width() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_all->setAlignment(m_controls, wanted > width() ? Qt::AlignLeft : Qt::Alignment());
}

void SectionHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void SectionHeader::addControl(QWidget *control)
{
    m_controls->addWidget(control, 0, Qt::AlignVCenter);
    arrange();
}

}  // namespace countersign::widgets
