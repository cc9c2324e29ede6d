#include "ui/clients/client_list.h"

#include "app/approval/visible_text.h"
#include "ui/clients/client_delegate.h"
#include "ui/text/client_text.h"

#include <QKeyEvent>
#include <QScopedValueRollback>

namespace countersign::clients {

using console::ClientRef;
using console::ClientsModel;

QVariant ClientRows::data(const QModelIndex &index, int role) const
{
    if (role == Qt::DisplayRole)
        return approval::visibleText(QIdentityProxyModel::data(index, ClientsModel::NameRole).toString());
    if (role == Qt::AccessibleTextRole)
        return text::clientName(index);
    return QIdentityProxyModel::data(index, role);
}

ClientList::ClientList(ClientsModel &model, QWidget *parent)
    : QListView(parent), m_model(model), m_rows(new ClientRows(this)), m_delegate(new ClientDelegate(this))
{
    setObjectName(QStringLiteral("clientList"));
    setAccessibleName(tr("Clients"));
    setUniformItemSizes(true);
    setSelectionMode(SingleSelection);
    setItemDelegate(m_delegate);
    m_rows->setSourceModel(&model);
    setModel(m_rows);
    // Filtering makes all rows anew; the open one stays the chosen one.
    connect(m_rows, &QAbstractItemModel::modelReset, this, [this] { choose(m_chosen); });
    connect(m_rows, &QAbstractItemModel::rowsInserted, this, [this] {
        if (!currentIndex().isValid() && !m_chosen.isEmpty())
            choose(m_chosen);
    });
}

ClientList::~ClientList()
{
    setModel(nullptr);
}

void ClientList::chooseRow(int row)
{
    const QScopedValueRollback<bool> quiet(m_quiet, true);
    setCurrentIndex(row < 0 ? QModelIndex() : m_rows->index(row, 0));
    if (row < 0)
        clearSelection();
}

void ClientList::choose(const ClientRef &ref)
{
    m_chosen = ref;
    chooseRow(m_model.rowOf(ref));
}

void ClientList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (m_quiet || !current.isValid())
        return;
    m_chosen = current.data(ClientsModel::RefRole).value<ClientRef>();
    Q_EMIT chosen(m_chosen);
}

void ClientList::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    // When a row goes, Qt makes its neighbour current; nobody chose that one.
    const QScopedValueRollback<bool> quiet(m_quiet, true);
    if (currentIndex().isValid() && currentIndex().row() >= start && currentIndex().row() <= end)
        chooseRow(-1);
    QListView::rowsAboutToBeRemoved(parent, start, end);
}

void ClientList::dataChanged(const QModelIndex &from, const QModelIndex &to, const QList<int> &roles)
{
    // A tick of the clock changes no geometry; laying out ten thousand rows each second would be felt.
    viewport()->update();
    Q_UNUSED(from)
    Q_UNUSED(to)
    Q_UNUSED(roles)
}

void ClientList::focusInEvent(QFocusEvent *event)
{
    // QAbstractItemView makes the first row current here; opening it is left to a person's key or click.
    const QScopedValueRollback<bool> quiet(m_quiet, true);
    const bool none = !currentIndex().isValid();
    QListView::focusInEvent(event);
    if (none)
        chooseRow(-1);
}

void ClientList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down && !currentIndex().isValid() && m_rows->rowCount() > 0)
        setCurrentIndex(m_rows->index(0, 0));
    else
        QListView::keyPressEvent(event);
}

void ClientList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        scheduleDelayedItemsLayout();
    QListView::changeEvent(event);
}

}  // namespace countersign::clients
