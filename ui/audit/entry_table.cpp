#include "ui/audit/entry_table.h"

#include "app/approval/visible_text.h"
#include "ui/audit/entry_delegate.h"
#include "ui/text/audit_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_text.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace countersign::audit {

using console::AuditEntryFacts;
using console::AuditRows;

namespace {

// Heads of columns in the manner of everything else: small, muted, over a thin line.
class Heads final : public QHeaderView {
public:
    explicit Heads(QWidget *parent) : QHeaderView(Qt::Horizontal, parent)
    {
        setSectionResizeMode(QHeaderView::Fixed);
        setSectionsClickable(false);
        setHighlightSections(false);
        setFocusPolicy(Qt::NoFocus);
    }
    [[nodiscard]] QSize sizeHint() const override { return {0, widgets::lineHeight(theme::style::caption) + 2 * 5}; }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int column) const override
    {
        const theme::Tokens &t = theme::tokens();
        painter->save();
        painter->fillRect(rect, t.window);
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), t.line);
        painter->setFont(theme::fontOf({theme::Type::Caption, theme::Weight::Strong, theme::Face::Text, theme::Ink::Muted}));
        painter->setPen(t.textMuted);
        const auto alignment = Qt::AlignVCenter | Qt::AlignAbsolute | QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft);
        widgets::drawLine(*painter, rect.adjusted(theme::space::s, 0, -theme::space::s, 0), static_cast<int>(alignment),
                          model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        painter->restore();
    }
};

}  // namespace

const AuditEntryFacts *EntryRows::entryAt(const QModelIndex &index) const
{
    const auto *entries = qobject_cast<const AuditRows *>(sourceModel());
    return entries && index.isValid() ? entries->at(index.row()) : nullptr;
}

QVariant EntryRows::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    const AuditEntryFacts *entry = entryAt(index);
    if (!entry)
        return tr("Being read");
    switch (index.column()) {
    case AuditRows::Time: return text::auditTime(entry->time);
    case AuditRows::What: return role == Qt::AccessibleTextRole ? text::auditRowName(*entry) : approval::visibleText(text::auditHeadline(*entry));
    case AuditRows::Who: return text::actorWord(*entry);
    case AuditRows::Client: return entry->client.isEmpty() && role == Qt::AccessibleTextRole ? tr("No client") : approval::visibleText(entry->client);
    default: return approval::visibleText(text::outcomeWord(entry->outcome));
    }
}

QVariant EntryRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case AuditRows::Time: return tr("When");
    case AuditRows::What: return tr("What happened");
    case AuditRows::Who: return tr("Who");
    case AuditRows::Client: return tr("Client");
    default: return tr("Outcome");
    }
}

EntryTable::EntryTable(QWidget *parent) : QTableView(parent), m_rows(new EntryRows(this)), m_delegate(new EntryDelegate(this))
{
    setObjectName(QStringLiteral("auditTable"));
    setAccessibleName(tr("Audit entries"));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setSelectionBehavior(SelectRows);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerItem);
    viewport()->setAutoFillBackground(false);
    setHorizontalHeader(new Heads(this));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(EntryDelegate::rowHeight());
    setItemDelegate(m_delegate);
    setModel(m_rows);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &EntryTable::lookAt);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &EntryTable::lookAt);
    connect(m_rows, &QAbstractItemModel::modelReset, this, &EntryTable::keepChosen);
}

EntryTable::~EntryTable()
{
    setModel(nullptr);
}

void EntryTable::show(AuditRows *rows)
{
    if (m_entries == rows)
        return;
    m_chosen = -1;
    m_entries = rows;
    m_delegate->setEntries(rows);
    m_rows->setSourceModel(rows);
    arrange();
    lookAt();
}

const AuditEntryFacts *EntryTable::chosen() const
{
    return m_entries && currentIndex().isValid() ? m_entries->at(currentIndex().row()) : nullptr;
}

void EntryTable::choose(int row)
{
    const QScopedValueRollback<bool> quiet(m_quiet, true);
    if (row < 0 || row >= m_rows->rowCount()) {
        setCurrentIndex({});
        clearSelection();
        m_chosen = -1;
        return;
    }
    setCurrentIndex(m_rows->index(row, AuditRows::What));
    const AuditEntryFacts *entry = chosen();
    m_chosen = entry ? entry->seq : -1;
}

void EntryTable::toTop()
{
    verticalScrollBar()->setValue(0);
}

// Another question made all rows anew; the one that was chosen stays so where it is among them.
void EntryTable::keepChosen()
{
    const int row = m_entries && m_chosen >= 0 ? m_entries->rowOf(m_chosen) : -1;
    const QScopedValueRollback<bool> quiet(m_quiet, true);
    if (row >= 0 && m_entries->at(row))
        setCurrentIndex(m_rows->index(row, AuditRows::What));
    else
        toTop();
}

void EntryTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (m_quiet || !current.isValid())
        return;
    const AuditEntryFacts *entry = chosen();
    m_chosen = entry ? entry->seq : -1;
    Q_EMIT moved();
}

QModelIndex EntryTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const int rows = m_rows->rowCount();
    if (rows == 0)
        return {};
    // A row is one thing: there is nothing to go to at its sides.
    switch (action) {
    case MoveHome: return m_rows->index(0, AuditRows::What);
    case MoveEnd: return m_rows->index(rows - 1, AuditRows::What);
    case MoveLeft:
    case MoveRight: return currentIndex();
    default: break;
    }
    if (!currentIndex().isValid())
        return m_rows->index(std::max(0, rowAt(0)), AuditRows::What);
    return QTableView::moveCursor(action, modifiers).siblingAtColumn(AuditRows::What);
}

void EntryTable::keyPressEvent(QKeyEvent *event)
{
    const bool enters = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enters && event->modifiers() == Qt::NoModifier && currentIndex().isValid())
        Q_EMIT opened();
    else
        QTableView::keyPressEvent(event);
}

void EntryTable::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && indexAt(event->pos()).isValid() && indexAt(event->pos()).row() == currentIndex().row())
        Q_EMIT opened();
}

void EntryTable::focusInEvent(QFocusEvent *event)
{
    // QAbstractItemView makes the first row current here; choosing is left to a person.
    const QScopedValueRollback<bool> quiet(m_quiet, true);
    const bool none = !currentIndex().isValid();
    QTableView::focusInEvent(event);
    if (none)
        choose(-1);
}

void EntryTable::lookAt()
{
    if (!m_entries)
        return;
    const int first = std::max(0, rowAt(0)), last = rowAt(viewport()->height() - 1);
    m_entries->look(first, last < 0 ? m_rows->rowCount() - 1 : last);
}

// What does not fit goes, the least telling first; who reads on finds it in the open entry.
void EntryTable::arrange()
{
    const int room = viewport()->width(), character = QFontMetrics(theme::fontOf(theme::style::caption)).averageCharWidth();
    const int time = EntryDelegate::timeWidth(), who = character * 24, client = character * 18, outcome = character * 12, least = character * 38;
    const bool showsWho = room >= time + least + who, showsOutcome = room >= time + least + who + outcome, showsClient = room >= time + least + who + outcome + client;
    setColumnHidden(AuditRows::Who, !showsWho);
    setColumnHidden(AuditRows::Outcome, !showsOutcome);
    setColumnHidden(AuditRows::Client, !showsClient);
    const int taken = time + (showsWho ? who : 0) + (showsOutcome ? outcome : 0) + (showsClient ? client : 0);
    setColumnWidth(AuditRows::Time, time);
    // Whoever did it may have a long name; what happened rarely needs all the room of a wide window.
    const int more = showsWho ? std::clamp((room - taken - least) / 3, 0, character * 18) : 0;
    setColumnWidth(AuditRows::What, std::max(least / 2, room - taken - more));
    setColumnWidth(AuditRows::Who, who + more);
    setColumnWidth(AuditRows::Client, client);
    setColumnWidth(AuditRows::Outcome, outcome);
}

void EntryTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    arrange();
    lookAt();
}

void EntryTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::ApplicationFontChange)
        return;
    verticalHeader()->setDefaultSectionSize(EntryDelegate::rowHeight());
    arrange();
}

}  // namespace countersign::audit
