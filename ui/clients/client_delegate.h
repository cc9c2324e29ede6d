// Paints one client: what it is, its name, who answers for it, what it may do, and how much of its life is left.
#pragma once

#include <QStyledItemDelegate>

namespace countersign::clients {

class ClientDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    enum class Authorities { One, Several };
    // Several: each row shows the colour and the name of the one it belongs to.
    void setAuthorities(Authorities authorities) { m_authorities = authorities; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    // The same for every row, so that thousands of them cost nothing to lay out.
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    struct Lines;
    void paintTop(QPainter &painter, const Lines &lines, const QModelIndex &index) const;
    void paintName(QPainter &painter, const Lines &lines, const QModelIndex &index) const;
    void paintFoot(QPainter &painter, const Lines &lines, const QModelIndex &index) const;

    Authorities m_authorities = Authorities::One;
};

}  // namespace countersign::clients
