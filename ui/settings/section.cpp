#include "ui/settings/section.h"

#include "ui/widgets/plain_text.h"

namespace countersign::settings {

Section::Section(const QString &title, QWidget *parent) : QWidget(parent), m_card(new widgets::Card)
{
    auto *heading = new widgets::PlainLabel;
    heading->setTextStyle(theme::style::title);
    heading->setOwnText(title);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::s);
    column->addWidget(heading);
    column->addWidget(m_card);
}

void Section::addNote(const QString &sentence)
{
    auto *note = new widgets::PlainLabel;
    note->setTextStyle(theme::style::caption);
    note->setOwnText(sentence);
    column()->addWidget(note);
}

}  // namespace countersign::settings
