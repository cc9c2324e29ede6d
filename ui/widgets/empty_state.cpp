#include "ui/widgets/empty_state.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/glyph_view.h"
#include "ui/widgets/plain_text.h"

#include <QVBoxLayout>

namespace countersign::widgets {

EmptyState::EmptyState(theme::Glyph glyph, QWidget *parent)
    : QWidget(parent)
    , m_glyph(new GlyphView(glyph, theme::Ink::Muted, this))
    , m_title(new PlainLabel(this))
    , m_sentence(new PlainLabel(this))
    , m_action(makeButton(theme::ButtonRole::Plain, QString(), this))
{
    using namespace theme;
    m_glyph->setSide(2 * scaledIconSize());
    m_title->setTextStyle(style::title);
    m_title->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_sentence->setTextStyle(style::muted);
    m_sentence->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_sentence->setMaximumWidth(fontMetrics().averageCharWidth() * 56);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::xl);
    column->setSpacing(0);
    column->addStretch(2);
    column->addWidget(m_glyph, 0, Qt::AlignHCenter);
    column->addSpacing(space::m);
    column->addWidget(m_title, 0);
    column->addSpacing(space::xs);
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(m_sentence, 100);
    middle->addStretch(1);
    column->addLayout(middle);
    column->addSpacing(space::l);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(3);
    m_action->setObjectName(QStringLiteral("emptyAction"));
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionRequested);
}

void EmptyState::setMessage(const QString &title, const QString &sentence)
{
    m_title->setOwnText(title);
    m_sentence->setOwnText(sentence);
}

void EmptyState::setGlyph(theme::Glyph glyph, theme::Tone tone)
{
    m_glyph->setGlyph(glyph);
    m_glyph->setInk(tone == theme::Tone::Neutral ? theme::Ink::Muted : theme::inkOf(tone));
}

void EmptyState::setAction(const QString &text)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
}

}  // namespace countersign::widgets
