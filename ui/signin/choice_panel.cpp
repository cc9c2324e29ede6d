#include "ui/signin/choice_panel.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/glyph_view.h"
#include "ui/widgets/plain_text.h"

#include <QVBoxLayout>

namespace countersign::signin {

namespace {

struct Choice {
    theme::Glyph glyph;
    QString title;
    QString sentence;
    QPushButton *button;
};

widgets::Card *makeChoice(const Choice &choice)
{
    auto *card = new widgets::Card;
    card->column()->setContentsMargins(theme::space::l, theme::space::l, theme::space::l, theme::space::l);
    auto *line = new QHBoxLayout;
    line->setSpacing(theme::space::l);
    auto *glyph = new widgets::GlyphView(choice.glyph, theme::Ink::Accent);
    glyph->setSide(theme::scaledIconSize() * 7 / 5);
    line->addWidget(glyph, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout;
    column->setSpacing(theme::space::xs);
    auto *title = new widgets::PlainLabel;
    title->setTextStyle(theme::style::title);
    title->setOwnText(choice.title);
    auto *sentence = new widgets::PlainLabel;
    sentence->setTextStyle(theme::style::muted);
    sentence->setOwnText(choice.sentence);
    column->addWidget(title);
    column->addWidget(sentence);
    column->addSpacing(theme::space::s);
    column->addWidget(choice.button, 0, Qt::AlignLeft);
    line->addLayout(column, 1);
    card->column()->addLayout(line);
    return card;
}

}  // namespace

ChoicePanel::ChoicePanel(QWidget *parent) : QWidget(parent)
{
    auto *local = widgets::makeButton(theme::ButtonRole::Filled, tr("Start on this computer"));
    local->setObjectName(QStringLiteral("startLocalButton"));
    auto *remote = widgets::makeButton(theme::ButtonRole::Plain, tr("Connect to an authority"));
    remote->setObjectName(QStringLiteral("connectButton"));
    m_first = local;
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::m);
    column->addWidget(makeChoice({theme::Glyph::Monitor, tr("For this computer alone"),
                                  tr("Runs a small authority beside this window. Programs on this computer ask it, and you decide. Nothing leaves the "
                                     "computer, and no account is needed."),
                                  local}));
    column->addWidget(makeChoice({theme::Glyph::Server, tr("For your team"),
                                  tr("Connects to the approval authority your organisation runs. You need its address and an account there; you sign in "
                                     "through your web browser."),
                                  remote}));
    connect(local, &QPushButton::clicked, this, &ChoicePanel::localRequested);
    connect(remote, &QPushButton::clicked, this, &ChoicePanel::connectRequested);
}

void ChoicePanel::focusFirst()
{
    m_first->setFocus(Qt::OtherFocusReason);
}

}  // namespace countersign::signin
