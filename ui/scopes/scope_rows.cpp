#include "ui/scopes/scope_rows.h"

#include "app/approval/visible_text.h"
#include "ui/text/scope_text.h"

namespace countersign::scopes {

using console::CatalogTree;

ScopeRows::ScopeRows(CatalogTree &tree, QObject *parent) : QIdentityProxyModel(parent)
{
    setSourceModel(&tree);
}

QVariant ScopeRows::data(const QModelIndex &index, int role) const
{
    if (role == Qt::DisplayRole)
        return approval::visibleText(QIdentityProxyModel::data(index, CatalogTree::NameRole).toString());
    if (role == Qt::AccessibleTextRole)
        return text::scopeRowName(index);
    return QIdentityProxyModel::data(index, role);
}

}  // namespace countersign::scopes
