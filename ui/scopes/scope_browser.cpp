#include "ui/scopes/scope_browser.h"

#include "ui/scopes/scope_card.h"
#include "ui/scopes/scope_delegate.h"
#include "ui/scopes/scope_rows.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/section_header.h"

#include <QComboBox>
#include <QFocusEvent>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QTreeView>
#include <QVBoxLayout>

namespace countersign::scopes {

using console::AuthorityCatalog;
using console::CatalogTree;
using Filter = CatalogTree::Filter;
using Reading = AuthorityCatalog::Reading;

ScopeBrowser::ScopeBrowser(QWidget *parent) : QWidget(parent), m_rows(new ScopeRows(m_tree, this))
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addWidget(makeList(), 2);
    m_right = makeDetail();
    line->addWidget(m_right, 3);
    connectTree();
}

QWidget *ScopeBrowser::makeList()
{
    auto *side = new QWidget;
    m_header = new widgets::SectionHeader(tr("Scopes"));
    m_history = widgets::makeIconButton(theme::Glyph::History, tr("Versions of the catalogue"));
    m_history->setObjectName(QStringLiteral("catalogHistory"));
    auto *again = widgets::makeIconButton(theme::Glyph::Refresh, tr("Read the catalogue again"));
    again->setObjectName(QStringLiteral("catalogReload"));
    m_edit = widgets::makeButton(theme::ButtonRole::Plain, tr("Edit"));
    m_edit->setObjectName(QStringLiteral("catalogEdit"));
    m_edit->setAccessibleName(tr("Edit the catalogue"));
    m_header->addControl(again);
    m_header->addControl(m_history);
    m_header->addControl(m_edit);
    m_search = new widgets::SearchField(tr("Search name, title, owner, reason"));
    m_filter = new QComboBox;
    m_filter->setObjectName(QStringLiteral("scopeFilter"));
    m_filter->setAccessibleName(tr("Which scopes"));
    for (const Filter filter : {Filter::All, Filter::HighRisk, Filter::Deprecated, Filter::Unused, Filter::Shadow})
        m_filter->addItem(QString(), static_cast<int>(filter));
    m_draft = new widgets::Banner(theme::Tone::Accent);
    m_draft->setObjectName(QStringLiteral("draftBanner"));
    m_draft->hide();
    m_loading = new widgets::ProgressLine(tr("Reading the catalogue…"));
    m_state = new widgets::EmptyState(theme::Glyph::Scopes);
    m_view = new QTreeView;
    m_view->setObjectName(QStringLiteral("scopeTree"));
    m_view->setAccessibleName(tr("Scopes by service"));
    m_view->setModel(m_rows);
    m_view->setItemDelegate(new ScopeDelegate(this));
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setIndentation(theme::space::l + 2);
    m_view->setMouseTracking(true);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->viewport()->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(theme::space::l, theme::space::l, theme::space::l, 0);
    column->setSpacing(theme::space::m);
    column->addWidget(m_header);
    column->addWidget(m_draft);
    column->addWidget(m_search);
    column->addWidget(m_filter, 0, Qt::AlignLeft);
    column->addWidget(m_loading);
    column->addWidget(m_state, 1);
    column->addWidget(m_view, 1);
    column->addStretch(0);  // takes the room while nothing else does
    connect(again, &QPushButton::clicked, this, &ScopeBrowser::reloadRequested);
    connect(m_history, &QPushButton::clicked, this, &ScopeBrowser::historyRequested);
    connect(m_edit, &QPushButton::clicked, this, [this] { Q_EMIT editRequested({}); });
    connect(m_draft, &widgets::Banner::actionRequested, this, [this] { Q_EMIT editRequested({}); });
    connect(m_state, &widgets::EmptyState::actionRequested, this, &ScopeBrowser::onStateAction);
    return side;
}

QWidget *ScopeBrowser::makeDetail()
{
    auto *side = new QWidget;
    m_card = new ScopeCard;
    m_nothingChosen = new widgets::EmptyState(theme::Glyph::Scopes);
    m_nothingChosen->setMessage(tr("Nothing is chosen"), tr("Choose a scope to see who owns it, who holds it, how it is used and what breaks when it goes."));
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(1, 0, 0, 0);  // the line between list and card
    column->addWidget(m_card, 1);
    column->addWidget(m_nothingChosen, 1);
    connect(m_card, &ScopeCard::editRequested, this, &ScopeBrowser::editRequested);
    connect(m_card, &ScopeCard::addRequested, this, &ScopeBrowser::addRequested);
    connect(m_card, &ScopeCard::scopeRequested, this, &ScopeBrowser::showScope);
    return side;
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
        showCard();
    });
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (m_rows->hasChildren(index))
            m_view->setExpanded(index, !m_view->isExpanded(index));
    });
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
    showCard();
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
    showStates();
    showCard();
}

void ScopeBrowser::showScope(const QString &scope)
{
    if (!m_tree.find(scope).isValid()) {
        m_search->clear();
        m_filter->setCurrentIndex(0);
    }
    if (const QModelIndex place = m_tree.find(scope); place.isValid()) {
        m_view->setCurrentIndex(m_rows->mapFromSource(place));
        m_view->scrollTo(m_view->currentIndex());
    }
}

void ScopeBrowser::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ScopeBrowser::addControl(QWidget *control)
{
    static_cast<QVBoxLayout *>(m_header->parentWidget()->layout())->insertWidget(1, control);
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

void ScopeBrowser::showStates()
{
    const Reading reading = m_catalog ? m_catalog->reading() : Reading::NotPermitted;
    const bool known = m_catalog && m_catalog->hasState();
    const bool nothingAtAll = known && m_tree.countOf(Filter::All) + m_tree.countOf(Filter::Shadow) == 0;
    const bool empty = m_rows->rowCount() == 0;
    const bool loading = !known && (reading == Reading::Now || reading == Reading::Never);
    m_header->setCount(known ? m_tree.scopeCount() : 0);
    m_loading->setVisible(loading);
    m_view->setVisible(!empty);
    m_view->setFocusPolicy(empty ? Qt::NoFocus : Qt::StrongFocus);
    m_state->setVisible(empty && !loading);
    m_search->setVisible(known && !nothingAtAll);
    m_filter->setVisible(known && !nothingAtAll);
    m_right->setVisible(known && !nothingAtAll);
    m_history->setVisible(known);
    if (nothingAtAll) {
        m_state->setGlyph(theme::Glyph::Scopes);
        m_state->setMessage(tr("The catalogue is empty"), tr("It names no scope yet, so no program can be given one. Add the first: its name, its owner and why it exists."));
        m_state->setAction(m_catalog->mayWrite() ? tr("Add a scope") : QString());
    } else if (known) {
        m_state->setGlyph(theme::Glyph::Search);
        m_state->setMessage(tr("Nothing matches"), tr("The catalogue has scopes, but none of this kind with these words."));
        m_state->setAction(tr("Show everything"));
    } else if (reading == Reading::NotPermitted) {
        m_state->setGlyph(theme::Glyph::Lock);
        m_state->setMessage(tr("You may not see this"), tr("Your sign-in does not allow you to read the catalogue, or this authority has none. An administrator of the authority can."));
        m_state->setAction({});
    } else {
        m_state->setGlyph(theme::Glyph::Warning, theme::Tone::Warn);
        m_state->setMessage(tr("The catalogue could not be read"), tr("The authority did not answer as expected. Nothing is known about its scopes until it does."));
        m_state->setAction(tr("Retry"));
    }
}

void ScopeBrowser::showCard()
{
    const QString scope = m_catalog && m_catalog->hasState() ? chosen() : QString();
    m_card->setVisible(!scope.isEmpty());
    m_nothingChosen->setVisible(scope.isEmpty());
    if (!scope.isEmpty())
        m_card->show(*m_catalog, scope);
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

// Whoever comes to this page by a key goes on in the tree by keys.
void ScopeBrowser::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (m_view->isVisible())
        m_view->setFocus(event->reason());
}

void ScopeBrowser::paintEvent(QPaintEvent *)
{
    if (!m_right->isVisible())
        return;
    QPainter painter(this);
    const int x = layoutDirection() == Qt::RightToLeft ? m_right->geometry().right() : m_right->geometry().left();
    painter.fillRect(x, m_right->y(), 1, m_right->height(), theme::tokens().line);
}

}  // namespace countersign::scopes
