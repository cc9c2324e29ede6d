#include "ui/inbox/request_list.h"

#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>

namespace countersign::inbox {

using console::InboxModel;

RequestList::RequestList(RequestRows &rows, InboxModel &inbox, QWidget *parent)
    : QListView(parent), m_rows(rows), m_inbox(inbox), m_delegate(new RowDelegate(this))
{
    setObjectName(QStringLiteral("inboxList"));
    setAccessibleName(tr("Pending requests"));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setItemDelegate(m_delegate);
    setModel(&rows);
}

RequestList::~RequestList()
{
    setModel(nullptr);
}

void RequestList::choose(const console::ApprovalRef &ref)
{
    const QScopedValueRollback<bool> quiet(m_quiet, true);
    setCurrentIndex(m_rows.indexOf(ref));
}

void RequestList::chooseNone()
{
    const QScopedValueRollback<bool> quiet(m_quiet, true);
    setCurrentIndex({});
    clearSelection();
}

void RequestList::step(Way way)
{
    const int rows = m_rows.rowCount();
    if (rows == 0)
        return;
    const QModelIndex now = currentIndex();
    const int row = !now.isValid() ? 0 : way == Way::Next ? now.row() + 1 : now.row() - 1;
    setCurrentIndex(m_rows.index(std::clamp(row, 0, rows - 1), 0));
}

void RequestList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (!m_quiet && current.isValid())
        Q_EMIT chosen(m_rows.refAt(current));
}

void RequestList::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    // When a row goes, Qt makes its neighbour current; nobody chose that one, so nothing is opened.
    const QScopedValueRollback<bool> quiet(m_quiet, true);
    if (currentIndex().isValid() && currentIndex().row() >= start && currentIndex().row() <= end)
        chooseNone();
    QListView::rowsAboutToBeRemoved(parent, start, end);
}

void RequestList::dataChanged(const QModelIndex &from, const QModelIndex &to, const QList<int> &roles)
{
    // A tick of the clock changes no geometry; laying out ten thousand rows each second would be felt.
    viewport()->update();
    Q_UNUSED(from)
    Q_UNUSED(to)
    Q_UNUSED(roles)
}

bool RequestList::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::HoverEnter || event->type() == QEvent::MouseMove) {
        m_pointedAt = true;
        m_inbox.hold(InboxModel::Hold::Pointer);
    } else if (event->type() == QEvent::Leave || event->type() == QEvent::HoverLeave) {
        letGo();
    }
    return QListView::viewportEvent(event);
}

// Later: the list may be hidden by the very change that letting go would start.
void RequestList::letGo()
{
    m_pointedAt = false;
    QTimer::singleShot(0, this, [this] {
        if (!m_pointedAt)
            m_inbox.release(InboxModel::Hold::Pointer);
    });
}

void RequestList::hideEvent(QHideEvent *event)
{
    letGo();
    QListView::hideEvent(event);
}

void RequestList::focusInEvent(QFocusEvent *event)
{
    // QAbstractItemView makes the first row current here; opening a request is left to a person's key or click.
    const QScopedValueRollback<bool> quiet(m_quiet, true);
    const bool none = !currentIndex().isValid();
    QListView::focusInEvent(event);
    if (none)
        chooseNone();
}

void RequestList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down && !currentIndex().isValid()) {
        step(Way::Next);
        return;
    }
    QListView::keyPressEvent(event);
}

void RequestList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        m_delegate->forgetLayouts();
        scheduleDelayedItemsLayout();
    }
    QListView::changeEvent(event);
}

}  // namespace countersign::inbox
