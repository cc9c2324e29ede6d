#include "ui/scopes/scope_browser.h"

#include "ui/scopes/scope_card.h"
#include "ui/scopes/scope_delegate.h"
#include "ui/scopes/scope_rows.h"
#include "ui/text/proposal_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/section_header.h"

#include <QComboBox>
#include <QPushButton>
#include <QScrollBar>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::scopes {

using console::AuthorityCatalog;
using console::CatalogTree;
using Filter = CatalogTree::Filter;
using Reading = AuthorityCatalog::Reading;

ScopeBrowser::ScopeBrowser(QWidget *parent)
    : ListBesideCard({tr("Scopes"), tr("Reading the catalogue…"), tr("Choose a scope to see who owns it, who holds it, how it is used and what breaks when it goes."), theme::Glyph::Scopes}, parent),
      m_rows(new ScopeRows(m_tree, this))
{
    buildControls();
    buildList();
    connectTree();
}

void ScopeBrowser::buildControls()
{
    auto *again = widgets::makeIconButton(theme::Glyph::Refresh, tr("Read the catalogue again"));
    again->setObjectName(QStringLiteral("catalogReload"));
    m_history = widgets::makeIconButton(theme::Glyph::History, tr("Versions of the catalogue"));
    m_history->setObjectName(QStringLiteral("catalogHistory"));
    m_edit = widgets::makeButton(theme::ButtonRole::Plain, tr("Edit"));
    m_edit->setObjectName(QStringLiteral("catalogEdit"));
    m_edit->setAccessibleName(tr("Edit the catalogue"));
    for (QPushButton *button : {again, m_history, m_edit})
        header().addControl(button);
    m_controls = new QVBoxLayout;
    m_draft = new widgets::Banner(theme::Tone::Accent);
    m_draft->setObjectName(QStringLiteral("draftBanner"));
    m_waiting = new widgets::Banner(theme::Tone::Accent);
    m_waiting->setObjectName(QStringLiteral("waitingBanner"));
    m_search = new widgets::SearchField(tr("Search name, title, owner, reason"));
    m_filter = new QComboBox;
    m_filter->setObjectName(QStringLiteral("scopeFilter"));
    m_filter->setAccessibleName(tr("Which scopes"));
    for (const Filter filter : {Filter::All, Filter::HighRisk, Filter::Deprecated, Filter::Unused, Filter::Shadow})
        m_filter->addItem(QString(), static_cast<int>(filter));
    addAbove(m_controls);
    addAbove(m_draft);
    addAbove(m_waiting);
    addAbove(m_search);
    addAbove(m_filter, Qt::AlignLeft);
    connect(again, &QPushButton::clicked, this, &ScopeBrowser::reloadRequested);
    connect(m_history, &QPushButton::clicked, this, &ScopeBrowser::historyRequested);
    connect(m_edit, &QPushButton::clicked, this, [this] { Q_EMIT editRequested({}); });
    connect(m_draft, &widgets::Banner::actionRequested, this, [this] { Q_EMIT editRequested({}); });
    connect(m_waiting, &widgets::Banner::actionRequested, this, &ScopeBrowser::proposalsRequested);
    connect(&state(), &widgets::EmptyState::actionRequested, this, &ScopeBrowser::onStateAction);
}

void ScopeBrowser::buildList()
{
    m_view = new QTreeView;
    m_view->setObjectName(QStringLiteral("scopeTree"));
    m_view->setAccessibleName(tr("Scopes by service"));
    m_view->setModel(m_rows);
    m_view->setItemDelegate(new ScopeDelegate(this));
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setIndentation(theme::space::l + 2);
    setList(m_view);
    m_card = new ScopeCard;
    addCard(m_card);
    connect(m_card, &ScopeCard::editRequested, this, &ScopeBrowser::editRequested);
    connect(m_card, &ScopeCard::addRequested, this, &ScopeBrowser::addRequested);
    connect(m_card, &ScopeCard::scopeRequested, this, &ScopeBrowser::showScope);
    connect(this, &ScopeBrowser::leaveRequested, this, &ScopeBrowser::leaveCard);
}

void ScopeBrowser::connectTree()
{
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_tree.setSearch(words);
        showStates();
    });
    connect(m_filter, &QComboBox::currentIndexChanged, this, [this] {
        m_tree.setFilter(static_cast<Filter>(m_filter->currentData().toInt()));
        showStates();
    });
    connect(m_rows, &QAbstractItemModel::modelAboutToBeReset, this, &ScopeBrowser::keepPlace);
    connect(m_rows, &QAbstractItemModel::modelReset, this, &ScopeBrowser::restorePlace);
    connect(m_view, &QTreeView::expanded, this, [this](const QModelIndex &index) { m_closed.remove(index.data(CatalogTree::DetailRole).toString()); });
    connect(m_view, &QTreeView::collapsed, this, [this](const QModelIndex &index) { m_closed.insert(index.data(CatalogTree::DetailRole).toString()); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (const QString now = chosen(); !now.isEmpty())
            m_chosen = now;
        showChosen();
    });
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (m_rows->hasChildren(index))
            m_view->setExpanded(index, !m_view->isExpanded(index));
    });
    // Merely moving in the tree opens nothing in its place.
    for (const auto signal : {&QTreeView::clicked, &QTreeView::activated}) {
        connect(m_view, signal, this, [this] {
            m_cardOpen = !chosen().isEmpty();
            showChosen();
            if (isNarrow() && m_cardOpen)
                back().setFocus(Qt::OtherFocusReason);
        });
    }
}

QString ScopeBrowser::chosen() const
{
    const QModelIndex current = m_view->currentIndex();
    return current.parent().isValid() ? current.data(CatalogTree::NameRole).toString() : QString();
}

void ScopeBrowser::keepPlace()
{
    m_scrolled = m_view->verticalScrollBar()->value();
}

void ScopeBrowser::restorePlace()
{
    const QSet<QString> closed = m_closed;
    // What is searched for is shown, also in a service that was closed before.
    const QSignalBlocker quiet(m_view);
    m_view->expandAll();
    for (int row = 0; !m_tree.isFiltering() && row < m_rows->rowCount(); ++row) {
        const QModelIndex group = m_rows->index(row, 0);
        if (closed.contains(group.data(CatalogTree::DetailRole).toString()))
            m_view->collapse(group);
    }
    m_closed = closed;
    const QModelIndex place = m_tree.find(m_chosen);
    if (place.isValid())
        m_view->setCurrentIndex(m_rows->mapFromSource(place));
    m_view->verticalScrollBar()->setValue(m_scrolled);
    showChosen();
}

void ScopeBrowser::show(AuthorityCatalog *catalog)
{
    if (std::exchange(m_catalog, catalog) != catalog) {
        m_chosen.clear();
        m_closed.clear();
        m_tree.setCatalog(catalog);
    }
    showFilterCounts();
    showDraft();
    showWaiting();
    showStates();
    showChosen();
}

void ScopeBrowser::showScope(const QString &scope)
{
    if (!m_tree.find(scope).isValid()) {
        m_search->clear();
        m_filter->setCurrentIndex(0);
    }
    if (const QModelIndex place = m_tree.find(scope); place.isValid()) {
        m_cardOpen = true;
        m_view->setCurrentIndex(m_rows->mapFromSource(place));
        m_view->scrollTo(m_view->currentIndex());
        showChosen();
    }
}

void ScopeBrowser::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ScopeBrowser::addControl(QWidget *control)
{
    m_controls->addWidget(control);
}

void ScopeBrowser::showFilterCounts()
{
    const auto label = [this](Filter filter) {
        const int count = m_tree.countOf(filter);
        switch (filter) {
        case Filter::All: break;
        case Filter::Deprecated: return tr("Deprecated (%1)").arg(count);
        case Filter::Unused: return tr("Unused (%1)").arg(count);
        case Filter::Shadow: return tr("Not catalogued (%1)").arg(count);
        case Filter::HighRisk: return tr("High risk and above (%1)").arg(count);
        }
        return tr("All scopes (%1)").arg(count);
    };
    for (int i = 0; i < m_filter->count(); ++i)
        m_filter->setItemText(i, label(static_cast<Filter>(m_filter->itemData(i).toInt())));
}

void ScopeBrowser::showDraft()
{
    console::CatalogDraft *draft = m_catalog ? &m_catalog->draft() : nullptr;
    const bool dirty = draft && draft->isDirty();
    m_draft->setVisible(dirty);
    m_edit->setVisible(!dirty && m_catalog && m_catalog->mayWrite() && m_catalog->hasState());
    if (!dirty)
        return;
    const bool waiting = draft->step() == console::CatalogDraft::Step::Waiting;
    m_draft->setMessage(waiting ? tr("Your change waits for a second admin") : tr("You have a change that is not applied"),
                        tr("It began with version %1. What stands below is in force.").arg(draft->baseVersion()));
    m_draft->setAction(tr("Continue"));
}

// What was asked of a second admin, also by a console that has been closed since.
void ScopeBrowser::showWaiting()
{
    const QList<console::CatalogProposal> proposals = m_catalog ? m_catalog->proposalsBesideDraft() : QList<console::CatalogProposal>();
    m_waiting->setVisible(!proposals.isEmpty());
    if (proposals.isEmpty())
        return;
    const auto waits = [](const console::CatalogProposal &each) { return each.status == approval::Status::Pending; };
    const int waiting = static_cast<int>(std::count_if(proposals.begin(), proposals.end(), waits));
    if (waiting > 0)
        m_waiting->setMessage(tr("%n of your changes wait for a second admin", nullptr, waiting), tr("What stands below is in force."));
    else if (proposals.size() == 1)
        m_waiting->setMessage(tr("Your change was decided"), text::proposalSentence(proposals.first().status));
    else
        m_waiting->setMessage(tr("Your changes were decided"));
    m_waiting->setAction(tr("Look at it"));
}

void ScopeBrowser::showStates()
{
    using theme::Glyph;
    const Reading reading = m_catalog ? m_catalog->reading() : Reading::NotPermitted;
    const bool known = m_catalog && m_catalog->hasState();
    const bool nothingAtAll = known && m_tree.countOf(Filter::All) + m_tree.countOf(Filter::Shadow) == 0;
    const bool empty = m_rows->rowCount() == 0;
    const bool loading = !known && (reading == Reading::Now || reading == Reading::Never);
    header().setCount(known ? m_tree.scopeCount() : 0);
    showRows(loading ? Rows::Loading : empty ? Rows::None : Rows::Some);
    m_search->setVisible(known && !nothingAtAll);
    m_filter->setVisible(known && !nothingAtAll);
    m_history->setVisible(known);
    if (nothingAtAll)
        showState(Glyph::Scopes, {tr("The catalogue is empty"), tr("It names no scope yet, so no program can be given one. Add the first: its name, its owner and why it exists.")},
                  m_catalog->mayWrite() ? tr("Add a scope") : QString());
    else if (known)
        showState(Glyph::Search, {tr("Nothing matches"), tr("The catalogue has scopes, but none of this kind with these words.")}, tr("Show everything"));
    else if (reading == Reading::NotPermitted)
        showState(Glyph::Lock, {tr("You may not see this"), tr("Your sign-in does not allow you to read the catalogue, or this authority has none. An administrator of the authority can.")});
    else
        showState(Glyph::Warning, {tr("The catalogue could not be read"), tr("The authority did not answer as expected. Nothing is known about its scopes until it does.")}, tr("Retry"));
}

void ScopeBrowser::showChosen()
{
    const bool known = m_catalog && m_catalog->hasState();
    const bool some = known && m_tree.countOf(Filter::All) + m_tree.countOf(Filter::Shadow) > 0;
    const QString scope = known ? chosen() : QString();
    if (!scope.isEmpty())
        m_card->show(*m_catalog, scope);
    const bool open = m_cardOpen && !scope.isEmpty();
    showCard(scope.isEmpty() ? nullptr : m_card, !some ? Card::None : open ? Card::Open : Card::Beside);
}

void ScopeBrowser::leaveCard()
{
    m_cardOpen = false;
    showChosen();
    m_view->setFocus(Qt::OtherFocusReason);
}

void ScopeBrowser::onStateAction()
{
    if (m_catalog && m_catalog->hasState() && m_tree.isFiltering()) {
        m_search->clear();
        m_filter->setCurrentIndex(0);
        m_search->setFocus(Qt::OtherFocusReason);
    } else if (m_catalog && m_catalog->hasState()) {
        Q_EMIT addRequested({});
    } else {
        Q_EMIT reloadRequested();
    }
}

}  // namespace countersign::scopes
