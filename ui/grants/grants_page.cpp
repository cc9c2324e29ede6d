#include "ui/grants/grants_page.h"

#include "ui/grants/grant_card.h"
#include "ui/grants/grant_delegate.h"
#include "ui/grants/grant_rows.h"
#include "ui/text/grant_text.h"
#include "ui/text/link_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessible_role.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/section_header.h"

#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QListView>
#include <QPushButton>
#include <QShortcut>

namespace countersign::grants {

using console::GrantKind;
using console::GrantsModel;
using Reading = GrantsModel::Reading;

GrantsPage::GrantsPage(GrantsModel &model, console::AuthorityList &authorities, QWidget *parent)
    : ListBesideCard({tr("Active access"), tr("Reading what is active…"), tr("Choose an entry to see who approved it, how it was used and how it ends."), theme::Glyph::Key}, parent),
      m_model(model), m_authorities(authorities), m_rows(new GrantRows(model, this)), m_delegate(new GrantDelegate(this))
{
    setObjectName(QStringLiteral("grantsPage"));
    widgets::setAccessibleRole(*this, QAccessible::Pane, tr("Active access"));
    build();
    connectModel();
    refresh();
}

void GrantsPage::build()
{
    auto *again = widgets::makeIconButton(theme::Glyph::Refresh, tr("Read the list again"));
    again->setObjectName(QStringLiteral("grantsReload"));
    connect(again, &QPushButton::clicked, &m_model, &GrantsModel::reload);
    header().addControl(again);
    m_search = new widgets::SearchField(tr("Filter by action, program, person or scope"));
    m_kind = new QComboBox;
    m_kind->setObjectName(QStringLiteral("grantKind"));
    m_kind->setAccessibleName(tr("Kind of access"));
    m_kind->addItem(tr("All kinds"));
    m_kind->addItem(tr("Credentials"), static_cast<int>(GrantKind::Credential));
    m_kind->addItem(tr("Windows"), static_cast<int>(GrantKind::Window));
    m_kind->addItem(tr("Sessions"), static_cast<int>(GrantKind::Session));
    m_kind->addItem(tr("Base tokens"), static_cast<int>(GrantKind::Base));
    m_list = new QListView;
    m_list->setObjectName(QStringLiteral("grantsList"));
    m_list->setAccessibleName(tr("Active access"));
    m_list->setModel(m_rows);
    m_list->setItemDelegate(m_delegate);
    m_list->setUniformItemSizes(true);
    m_list->viewport()->installEventFilter(this);
    m_card = new GrantCard;
    m_card->setObjectName(QStringLiteral("grantCard"));
    addAbove(m_search);
    addAbove(m_kind, Qt::AlignLeft);
    setList(m_list);
    addCard(m_card);
    const auto key = [this](const QKeySequence &keys, auto slot) {
        connect(new QShortcut(keys, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated, this, slot);
    };
    const auto toSearch = [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    };
    key(QKeySequence(QKeySequence::Find), toSearch);
    key(QKeySequence(Qt::Key_Slash), toSearch);
    key(QKeySequence(Qt::Key_F6), [this] { switchSide(); });
    key(QKeySequence(Qt::Key_Escape), &GrantsPage::leaveCard);
}

void GrantsPage::connectModel()
{
    connect(&m_model, &GrantsModel::readingChanged, this, &GrantsPage::refresh);
    connect(&m_authorities, &console::AuthorityList::anyChanged, this, &GrantsPage::refresh);
    connect(&m_authorities, &console::AuthorityList::rowsRemoved, this, &GrantsPage::refresh);
    connect(m_rows, &GrantRows::rowsInserted, this, &GrantsPage::refresh);
    connect(m_rows, &GrantRows::rowsRemoved, this, &GrantsPage::refresh);
    connect(m_rows, &GrantRows::modelReset, this, &GrantsPage::refresh);
    connect(m_rows, &GrantRows::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
        const QModelIndex current = m_list->currentIndex();
        if (current.isValid() && current.row() >= first.row() && current.row() <= last.row())
            showCurrent();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &GrantsPage::showCurrent);
    // Merely moving in the list opens nothing in its place.
    for (const auto signal : {&QListView::clicked, &QListView::activated}) {
        connect(m_list, signal, this, [this] {
            m_cardOpen = true;
            showCurrent();
            if (isNarrow())
                back().setFocus(Qt::OtherFocusReason);
        });
    }
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_rows->setSearch(words);
        refresh();
    });
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        const QVariant kind = m_kind->currentData();
        m_rows->setKind(kind.isValid() ? std::optional(static_cast<GrantKind>(kind.toInt())) : std::nullopt);
        refresh();
    });
    connect(m_card, &GrantCard::revokeRequested, this, &GrantsPage::revoke);
    connect(this, &GrantsPage::leaveRequested, this, &GrantsPage::leaveCard);
    connect(&banner(), &widgets::Banner::actionRequested, this, [this] {
        m_authorities.retryAll();
        m_model.reload();
    });
    connect(&state(), &widgets::EmptyState::actionRequested, this, &GrantsPage::onStateAction);
}

void GrantsPage::refresh()
{
    m_delegate->setAuthorities(m_authorities.rowCount() > 1 ? GrantDelegate::Authorities::Several : GrantDelegate::Authorities::One);
    header().setCount(m_rows->rowCount());
    showLink();
    showStates();
    showCurrent();
}

void GrantsPage::showLink()
{
    const qint64 since = m_authorities.offlineSinceMs();
    const bool failed = m_model.reading() == Reading::Failed && m_model.rowCount() > 0;
    banner().setVisible(since > 0 || failed);
    banner().setAction(tr("Retry"));
    if (since > 0)
        banner().setMessage(text::offlineTitle(since), tr("What stands here may have been used or have ended meanwhile. A revocation counts only once the authority confirms it."));
    else if (failed)
        banner().setMessage(tr("The list could not be read again"), tr("What stands here is from before. Revoking still works if the authority answers."));
}

void GrantsPage::showStates()
{
    using theme::Glyph;
    const Reading reading = m_model.reading();
    const bool empty = m_rows->rowCount() == 0;
    const bool nothingKnown = m_model.rowCount() == 0;
    const bool loading = nothingKnown && (reading == Reading::Now || reading == Reading::Never);
    showRows(loading ? Rows::Loading : empty ? Rows::None : Rows::Some);
    m_search->setVisible(!nothingKnown);
    m_kind->setVisible(!nothingKnown);
    if (!nothingKnown)
        showState(Glyph::Search, {tr("Nothing matches"), tr("There is active access, but none of this kind with these words.")}, tr("Show everything"));
    else if (reading == Reading::NotPermitted)
        showState(Glyph::Lock, {tr("You may not see this"), tr("Your sign-in does not allow you to list active access. An administrator of the authority can.")});
    else if (reading == Reading::Failed)
        showState(Glyph::Warning, {tr("The list could not be read"), tr("The authority did not answer as expected. There may be active access that is not shown.")}, tr("Retry"));
    else
        showState(Glyph::ShieldCheck, {tr("Nothing is active"), tr("No credential, window or session is alive at the moment. What you approve appears here until it ends.")});
}

// In a narrow window the card stands in the list's place once it was opened.
void GrantsPage::showCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (current.isValid())
        m_card->show(current);
    const bool open = m_cardOpen && current.isValid();
    showCard(current.isValid() ? m_card : nullptr, m_model.rowCount() == 0 ? Card::None : open ? Card::Open : Card::Beside);
    fitRows();
}

void GrantsPage::fitRows()
{
    if (m_delegate->setRoom(m_list->viewport()->width()))
        m_list->doItemsLayout();
}

// The list is as wide as it will be only after the page has laid it out.
bool GrantsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == m_list->viewport())
        fitRows();
    return QWidget::eventFilter(watched, event);
}

void GrantsPage::leaveCard()
{
    const bool fromCard = isNarrow() && cardSide()->isAncestorOf(QApplication::focusWidget());
    m_cardOpen = false;
    showCurrent();
    if (fromCard)
        m_list->setFocus(Qt::OtherFocusReason);
}

void GrantsPage::revoke(const QString &reason)
{
    const QModelIndex current = m_list->currentIndex();
    if (current.isValid())
        m_model.revoke(m_rows->mapToSource(current).row(), reason);
}

void GrantsPage::onStateAction()
{
    if (m_rows->isFiltering() && m_model.rowCount() > 0) {
        m_search->clear();
        m_kind->setCurrentIndex(0);
        m_search->setFocus(Qt::OtherFocusReason);
    } else {
        m_model.reload();
    }
}

}  // namespace countersign::grants
