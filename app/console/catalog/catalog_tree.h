// The scopes of one authority as a tree by service, searched and filtered. What is held or asked for and was never
// catalogued stands in a group of its own, first.
#pragma once

#include "app/console/catalog/authority_catalog.h"

#include <QAbstractItemModel>
#include <QPointer>

#include <vector>

namespace countersign::console {

class CatalogTree : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role {
        KindRole = Qt::UserRole + 1,  // int(Kind)
        NameRole,                     // QString, text from outside: scope, or service
        DetailRole,                   // QString, text from outside: title, or address of the service
        RiskRole,                     // int(approval::Tier), of scopes
        DeprecatedRole,               // bool
        EndedRole,                    // bool
        UnusedRole,                   // bool
        CountRole,                    // int, of services: scopes shown
    };
    enum class Kind { Service, Scope, Shadows, Shadow };
    enum class Filter { All, Deprecated, Unused, Shadow, HighRisk };

    using QAbstractItemModel::QAbstractItemModel;

    void setCatalog(AuthorityCatalog *catalog);  // null: empty
    void setFilter(Filter filter);
    void setSearch(const QString &words);
    [[nodiscard]] Filter filter() const { return m_filter; }
    [[nodiscard]] bool isFiltering() const { return m_filter != Filter::All || !m_words.isEmpty(); }

    [[nodiscard]] int scopeCount() const;                     // shown, without shadows
    [[nodiscard]] int countOf(Filter filter) const;           // in the whole catalogue
    [[nodiscard]] QModelIndex find(const QString &scope) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    using QObject::parent;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Leaf {
        QString name;
        ScopeMarks marks;
    };
    struct Group {
        QString id, name;
        bool shadows = false;
        std::vector<Leaf> leaves;
    };
    void rebuild();
    void refill();
    // Null for shadows.
    [[nodiscard]] const CatalogScope *scopeOf(const Leaf &leaf) const;
    [[nodiscard]] bool belongsTo(const Leaf &leaf, Filter filter) const;
    [[nodiscard]] bool matches(const Leaf &leaf) const;
    [[nodiscard]] std::vector<Group> groups() const;
    [[nodiscard]] QVariant leafData(const Leaf &leaf, int role) const;
    [[nodiscard]] static QVariant groupData(const Group &group, int role);

    QPointer<AuthorityCatalog> m_catalog;
    std::vector<Leaf> m_all;       // of the catalogue, in its order, then the shadows
    std::vector<Group> m_groups;   // what is shown
    QStringList m_words;
    Filter m_filter = Filter::All;
};

}  // namespace countersign::console
