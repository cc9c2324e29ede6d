// Paints one live access: its kind, its title, who holds it for whom, and how much of its life is left.
#pragma once

#include <QStyledItemDelegate>

namespace countersign::grants {

class GrantDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    enum class Authorities { One, Several };
    // Several: each row shows the colour and the name of the one it belongs to.
    void setAuthorities(Authorities authorities) { m_authorities = authorities; }

    // The width of the rows. Where kind and time do not fit on one line, the time has a line of its own. Returns whether
    // the rows' height changed.
    bool setRoom(int width);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    // The same for every row, so that thousands of them cost nothing to lay out.
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    struct Lines;
    void paintTop(QPainter &painter, const Lines &lines, const QModelIndex &index) const;
    void paintFoot(QPainter &painter, const Lines &lines, const QModelIndex &index) const;

    Authorities m_authorities = Authorities::One;
    bool m_tall = false;
};

}  // namespace countersign::grants
