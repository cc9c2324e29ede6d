#include "ui/settings/authorities_section.h"

#include "ui/settings/authority_row.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plain_text.h"

namespace countersign::settings {

AuthoritiesSection::AuthoritiesSection(console::Console &console, QWidget *parent)
    : Section(tr("Authorities and keys of this device"), parent), m_console(console), m_rows(new QVBoxLayout)
{
    auto *none = new widgets::PlainLabel;
    none->setTextStyle(theme::style::muted);
    none->setOwnText(tr("There is none yet."));
    m_none = none;
    m_rows->setSpacing(theme::space::m);
    column()->addWidget(m_none);
    column()->addLayout(m_rows);
    // Before the button below them is made, so that Tab comes to them first.
    for (int row = 0; row < console.authorities().rowCount(); ++row)
        addRow(console.authorities().at(row));
    auto *add = widgets::makeButton(theme::ButtonRole::Plain, theme::Glyph::Plus, tr("Add an authority"));
    add->setObjectName(QStringLiteral("addAuthority"));
    column()->addWidget(add, 0, Qt::AlignLeft);
    addNote(tr("Each decision is signed by the key of this device, which stays in your keychain. A lost computer: remove its key at the authority, or have an "
               "administrator do it."));
    connect(add, &QPushButton::clicked, this, &AuthoritiesSection::addRequested);
    connect(&console.authorities(), &console::AuthorityList::added, this, &AuthoritiesSection::addRow);
    connect(&console.authorities(), &console::AuthorityList::aboutToRemove, this, &AuthoritiesSection::dropRow);
    refresh();
}

void AuthoritiesSection::addRow(console::AuthoritySession *session)
{
    auto *row = new AuthorityRow(*session);
    const console::AuthorityId id = session->id();
    connect(row, &AuthorityRow::removeConfirmed, &m_console, [this, id] { m_console.forget(id); });
    m_rows->addWidget(row);
    refresh();
}

void AuthoritiesSection::dropRow(const console::AuthoritySession *session)
{
    for (int i = m_rows->count() - 1; i >= 0; --i) {
        auto *row = qobject_cast<AuthorityRow *>(m_rows->itemAt(i)->widget());
        if (row && &row->session() == session)
            delete row;  // at once: the session goes with this call; the layout lets go of it by itself
    }
    refresh();
}

void AuthoritiesSection::refresh()
{
    m_none->setVisible(m_rows->count() == 0);
}

}  // namespace countersign::settings
