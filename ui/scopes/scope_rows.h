// The tree of scopes as a view shows it: words for screen readers, nothing else added.
#pragma once

#include "app/console/catalog/catalog_tree.h"

#include <QIdentityProxyModel>

namespace countersign::scopes {

class ScopeRows : public QIdentityProxyModel {
    Q_OBJECT
public:
    ScopeRows(console::CatalogTree &tree, QObject *parent);
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
};

}  // namespace countersign::scopes
