#include "ui/signin/keychain_panel.h"

#include "ui/text/trouble_text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/glyph_view.h"
#include "ui/widgets/plain_text.h"

namespace countersign::signin {

using State = console::Console::KeychainState;

KeychainPanel::KeychainPanel(QWidget *parent)
    : QWidget(parent)
    , m_glyph(new widgets::GlyphView(theme::Glyph::Lock, theme::Ink::Warn))
    , m_title(new widgets::PlainLabel)
    , m_sentence(new widgets::PlainLabel)
    , m_retry(widgets::makeButton(theme::ButtonRole::Filled, tr("Retry")))
    , m_memory(widgets::makeButton(theme::ButtonRole::Plain, tr("Continue in memory only")))
{
    m_retry->setObjectName(QStringLiteral("keychainRetryButton"));
    m_memory->setObjectName(QStringLiteral("memoryOnlyButton"));
    m_title->setTextStyle(theme::style::title);
    m_sentence->setTextStyle(theme::style::body);
    m_glyph->setSide(theme::scaledIconSize() * 7 / 5);
    auto *card = new widgets::Card;
    card->column()->setContentsMargins(theme::space::l, theme::space::l, theme::space::l, theme::space::l);
    auto *line = new QHBoxLayout;
    line->setSpacing(theme::space::l);
    line->addWidget(m_glyph, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout;
    column->setSpacing(theme::space::xs);
    column->addWidget(m_title);
    column->addWidget(m_sentence);
    column->addSpacing(theme::space::s);
    auto *foot = new widgets::FlowLayout;
    foot->addWidget(m_retry);
    foot->addWidget(m_memory);
    column->addLayout(foot);
    line->addLayout(column, 1);
    card->column()->addLayout(line);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(card);
    connect(m_retry, &QPushButton::clicked, this, &KeychainPanel::retryRequested);
    connect(m_memory, &QPushButton::clicked, this, &KeychainPanel::memoryRequested);
}

void KeychainPanel::setState(State state)
{
    const bool locked = state == State::Locked;
    const auto trouble = locked ? console::Trouble::KeychainLocked : console::Trouble::KeychainAbsent;
    m_glyph->setGlyph(locked ? theme::Glyph::Lock : theme::Glyph::Key);
    m_title->setOwnText(text::troubleTitle(trouble));
    m_sentence->setOwnText(text::troubleSentence(trouble));
    // What is kept in a locked keychain must not be made a second time beside it.
    m_memory->setVisible(!locked);
}

}  // namespace countersign::signin
