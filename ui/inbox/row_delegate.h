// Paints one request: risk as word, shape and colour, the sentence, who asks for whom, and the time left.
#pragma once

#include <QCache>
#include <QStyledItemDelegate>

#include <memory>

class QTextLayout;

namespace countersign::inbox {

class RowDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit RowDelegate(QObject *parent = nullptr);
    ~RowDelegate() override;

    enum class Authorities { One, Several };
    // Several: each row names the one it belongs to.
    void setAuthorities(Authorities authorities);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    // The same for every row, so that ten thousand of them cost nothing to lay out.
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void forgetLayouts() { m_layouts.clear(); }

private:
    struct Words;
    struct Area;
    [[nodiscard]] QTextLayout *layout(const Words &words, int width, Qt::LayoutDirection direction) const;
    void paintTop(QPainter &painter, const Area &area, const QModelIndex &index) const;
    void paintRing(QPainter &painter, const Area &area, const QModelIndex &index) const;
    void paintFoot(QPainter &painter, const Area &area, const QModelIndex &index) const;

    Authorities m_authorities = Authorities::One;
    mutable QCache<QString, QTextLayout> m_layouts;
};

}  // namespace countersign::inbox
