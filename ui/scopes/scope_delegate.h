// Paints one line of the tree: a service with its count, or a scope with its risk and what is wrong with it.
#pragma once

#include <QStyledItemDelegate>

namespace countersign::scopes {

class ScopeDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    // The same for every row, so that thousands of them cost nothing to lay out.
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

}  // namespace countersign::scopes
