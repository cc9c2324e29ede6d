#include "ui/inbox/list_pane.h"

#include "ui/theme/tokens.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/section_header.h"

#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::inbox {

using namespace widgets;

ListPane::ListPane(console::Console &console, QWidget *parent)
    : QWidget(parent), m_console(console), m_rows(console.inbox()), m_header(new SectionHeader(tr("Waiting for you"), theme::style::title, this)),
      m_search(new SearchField(tr("Search client, action, person"), this)), m_new(makeButton(theme::ButtonRole::Plain, theme::Glyph::ChevronDown, QString(), this)),
      m_pages(new QStackedLayout), m_list(new RequestList(m_rows, console.inbox(), this)), m_empty(new EmptyState(theme::Glyph::Inbox, this))
{
    m_new->setObjectName(QStringLiteral("newButton"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::space::l, theme::space::l, theme::space::s, 0);
    column->setSpacing(theme::space::m);
    column->addWidget(m_header);
    column->addWidget(m_search);
    column->addWidget(m_new);
    column->addLayout(m_pages, 1);
    m_pages->addWidget(m_list);
    m_pages->addWidget(m_empty);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_rows.setSearch(words);
        refresh();
    });
    connect(m_new, &QPushButton::clicked, &console.inbox(), &console::InboxModel::revealWaiting);
    connect(m_empty, &EmptyState::actionRequested, this, &ListPane::onAction);
    connect(&console, &console::Console::changed, this, &ListPane::refresh);
    connect(&console.inbox(), &console::InboxModel::pendingCountChanged, this, &ListPane::refresh);
    connect(&console.inbox(), &console::InboxModel::waitingChanged, this, &ListPane::refresh);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_rows, signal, this, &ListPane::refresh);
    connect(&m_rows, &QAbstractItemModel::modelReset, this, &ListPane::refresh);
    refresh();
}

void ListPane::setAuthority(const console::AuthorityId &authority)
{
    m_rows.setAuthority(authority);
    refresh();
}

void ListPane::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ListPane::refresh()
{
    m_header->setCount(m_console.inbox().pendingCount());
    const int waiting = m_console.inbox().waiting();
    //: A button that lets rows in which arrived while the list was held still.
    m_new->setText(tr("%n new", nullptr, waiting));
    m_new->setAccessibleName(m_new->text());
    m_new->setVisible(waiting > 0);
    m_list->rowDelegate().setAuthorities(m_console.authorities().rowCount() > 1 ? RowDelegate::Authorities::Several : RowDelegate::Authorities::One);
    const bool wasFilled = isFilled();
    m_state = inboxState(m_console, {m_console.inbox().rowCount(), m_rows.rowCount()});
    if (isFilled() != wasFilled)
        Q_EMIT filledChanged();
    if (isFilled()) {
        m_pages->setCurrentWidget(m_list);
        return;
    }
    showMessage();
}

void ListPane::showMessage()
{
    m_empty->setGlyph(m_state.glyph, m_state.kind == InboxState::Kind::Failed ? theme::Tone::Warn : theme::Tone::Neutral);
    m_empty->setMessage(m_state.title, m_state.sentence);
    switch (m_state.action) {
    case InboxState::Action::None: m_empty->setAction({}); break;
    case InboxState::Action::Retry: m_empty->setAction(tr("Retry")); break;
    case InboxState::Action::SignIn: m_empty->setAction(tr("Connect")); break;
    case InboxState::Action::ClearSearch: m_empty->setAction(tr("Show all")); break;
    }
    m_pages->setCurrentWidget(m_empty);
}

void ListPane::setColumnWidth(int width)
{
    const QMargins room = layout()->contentsMargins();
    const int inner = width == QWIDGETSIZE_MAX ? width : std::max(0, width - room.left() - room.right());
    m_search->setMaximumWidth(inner);
    m_new->setMaximumWidth(inner);
}

void ListPane::onAction()
{
    switch (m_state.action) {
    case InboxState::Action::Retry:
        for (int row = 0; row < m_console.authorities().rowCount(); ++row)
            m_console.authorities().at(row)->retry();
        break;
    case InboxState::Action::SignIn: Q_EMIT signInRequested(); break;
    case InboxState::Action::ClearSearch: m_search->clear(); break;
    case InboxState::Action::None: break;
    }
}

}  // namespace countersign::inbox
