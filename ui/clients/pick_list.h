// Things from the catalogue to choose from, thousands of them: a search, and rows with a box, a name, an owner and a risk.
#pragma once

#include "app/approval/risk.h"
#include "app/console/clients/client_facts.h"

#include <QAbstractListModel>
#include <QSet>
#include <QStyledItemDelegate>
#include <QWidget>

#include <optional>

class QListView;

namespace countersign::widgets {
class PlainLabel;
class SearchField;
}

namespace countersign::clients {

// All text comes from outside.
struct PickItem {
    QString name;    // what is chosen
    QString detail;  // title and owner, in one line; our words, values through visibleText
    approval::Tier risk = approval::Tier::Critical;
    enum class State { Current, Deprecated } state = State::Current;
};

[[nodiscard]] QList<PickItem> pickItems(const QList<console::CatalogScope> &scopes);
[[nodiscard]] QList<PickItem> pickItems(const QList<console::CatalogAction> &actions);

class PickModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { DetailRole = Qt::UserRole + 1, RiskRole, DeprecatedRole };
    using QAbstractListModel::QAbstractListModel;

    void setItems(const QList<PickItem> &items);
    void setSearch(const QString &words);
    void setChosen(const QStringList &names);
    // In the order of the items; those that are no longer offered stay chosen, at the end.
    [[nodiscard]] QStringList chosen() const;
    [[nodiscard]] int total() const { return static_cast<int>(m_items.size()); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void chosenChanged();

private:
    void filter();

    QList<PickItem> m_items;
    QList<int> m_shown;
    QSet<QString> m_chosen;
    QStringList m_words;
};

class PickDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    // A click anywhere on the row, and Space, change its box.
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index) override;
};

class PickList : public QWidget {
    Q_OBJECT
public:
    // `name` and `search` are our own, translated accessible names.
    PickList(const QString &name, const QString &search, QWidget *parent = nullptr);

    void setItems(const QList<PickItem> &items);
    void setChosen(const QStringList &names) { m_model->setChosen(names); }
    [[nodiscard]] QStringList chosen() const { return m_model->chosen(); }
    [[nodiscard]] PickModel &model() { return *m_model; }
    [[nodiscard]] QListView &view() { return *m_view; }
    // Below this many the search is not worth its room.
    static constexpr int searchFrom = 6;

Q_SIGNALS:
    void chosenChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void fit();

    PickModel *m_model;
    widgets::SearchField *m_search;
    widgets::PlainLabel *m_none;
    QListView *m_view;
};

}  // namespace countersign::clients
