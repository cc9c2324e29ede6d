#include "app/console/catalog/catalog_tree.h"

#include <algorithm>

namespace countersign::console {

void CatalogTree::setCatalog(AuthorityCatalog *catalog)
{
    if (m_catalog)
        m_catalog->disconnect(this);
    m_catalog = catalog;
    if (m_catalog)
        connect(m_catalog, &AuthorityCatalog::changed, this, &CatalogTree::rebuild);
    rebuild();
}

void CatalogTree::setFilter(Filter filter)
{
    m_filter = filter;
    refill();
}

void CatalogTree::setSearch(const QString &words)
{
    m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    refill();
}

void CatalogTree::rebuild()
{
    std::vector<Leaf> all;
    if (m_catalog && m_catalog->hasState()) {
        const QList<CatalogScope> &scopes = m_catalog->state().scopes;
        all.reserve(static_cast<size_t>(scopes.size()));
        for (const CatalogScope &scope : scopes)
            all.push_back({scope.name, m_catalog->marksOf(scope.name)});
        for (const ShadowScope &shadow : m_catalog->usage().shadow) {
            if (!m_catalog->scope(shadow.scope))
                all.push_back({shadow.scope, m_catalog->marksOf(shadow.scope)});
        }
    }
    m_all = std::move(all);
    refill();
}

const CatalogScope *CatalogTree::scopeOf(const Leaf &leaf) const
{
    return leaf.marks.shadow || !m_catalog ? nullptr : m_catalog->scope(leaf.name);
}

bool CatalogTree::belongsTo(const Leaf &leaf, Filter filter) const
{
    const CatalogScope *scope = scopeOf(leaf);
    switch (filter) {
    case Filter::All: return true;
    case Filter::Deprecated: return scope && scope->deprecated.has_value();
    case Filter::Unused: return leaf.marks.unused;
    case Filter::Shadow: return leaf.marks.shadow;
    case Filter::HighRisk: return scope && scope->risk >= approval::Tier::High;
    }
    return true;
}

bool CatalogTree::matches(const Leaf &leaf) const
{
    const CatalogScope *scope = scopeOf(leaf);
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
        const auto has = [&word](const QString &text) { return text.contains(word, Qt::CaseInsensitive); };
        if (has(leaf.name))
            return true;
        return scope && (has(scope->title) || has(scope->owner) || has(scope->reason) || has(m_catalog->resourceName(scope->resource)));
    });
}

std::vector<CatalogTree::Group> CatalogTree::groups() const
{
    std::vector<Group> found;
    QHash<QString, size_t> byResource;
    if (!m_catalog)
        return found;
    Group shadows;
    shadows.shadows = true;
    for (const backends::CatalogResource &resource : m_catalog->state().resources) {
        byResource.insert(resource.id, found.size());
        found.push_back({resource.id, resource.name.isEmpty() ? resource.id : resource.name, false, {}});
    }
    for (const Leaf &leaf : m_all) {
        if (!belongsTo(leaf, m_filter) || !matches(leaf))
            continue;
        const CatalogScope *scope = scopeOf(leaf);
        if (!scope) {
            shadows.leaves.push_back(leaf);
            continue;
        }
        const QString &resource = scope->resource;
        auto place = byResource.constFind(resource);
        if (place == byResource.constEnd()) {
            place = byResource.insert(resource, found.size());
            found.push_back({resource, resource, false, {}});
        }
        found[*place].leaves.push_back(leaf);
    }
    for (Group &group : found)
        std::sort(group.leaves.begin(), group.leaves.end(), [](const Leaf &a, const Leaf &b) { return a.name < b.name; });
    std::erase_if(found, [](const Group &group) { return group.leaves.empty(); });
    if (!shadows.leaves.empty())
        found.insert(found.begin(), std::move(shadows));
    return found;
}

void CatalogTree::refill()
{
    std::vector<Group> now = groups();
    // Most news change no row: then nothing moves under the eyes of whoever reads.
    const auto sameLeaf = [](const Leaf &a, const Leaf &b) { return a.name == b.name && a.marks.shadow == b.marks.shadow; };
    const auto sameGroup = [&](const Group &a, const Group &b) {
        return a.id == b.id && a.shadows == b.shadows && std::equal(a.leaves.begin(), a.leaves.end(), b.leaves.begin(), b.leaves.end(), sameLeaf);
    };
    if (std::equal(now.begin(), now.end(), m_groups.begin(), m_groups.end(), sameGroup)) {
        m_groups = std::move(now);
        for (int row = 0; row < rowCount(); ++row) {
            const QModelIndex group = index(row, 0);
            Q_EMIT dataChanged(group, group);
            Q_EMIT dataChanged(index(0, 0, group), index(rowCount(group) - 1, 0, group));
        }
        return;
    }
    beginResetModel();
    m_groups = std::move(now);
    endResetModel();
}

int CatalogTree::scopeCount() const
{
    qsizetype count = 0;
    for (const Group &group : m_groups)
        count += group.shadows ? 0 : static_cast<qsizetype>(group.leaves.size());
    return static_cast<int>(count);
}

int CatalogTree::countOf(Filter filter) const
{
    if (!m_catalog)
        return 0;
    return static_cast<int>(std::count_if(m_all.begin(), m_all.end(), [&](const Leaf &leaf) {
        return filter == Filter::All ? !leaf.marks.shadow : belongsTo(leaf, filter);
    }));
}

QModelIndex CatalogTree::find(const QString &scope) const
{
    for (size_t group = 0; group < m_groups.size(); ++group) {
        const auto &leaves = m_groups[group].leaves;
        const auto found = std::find_if(leaves.begin(), leaves.end(), [&scope](const Leaf &leaf) { return leaf.name == scope; });
        if (found != leaves.end())
            return createIndex(static_cast<int>(found - leaves.begin()), 0, static_cast<quintptr>(group + 1));
    }
    return {};
}

// --- the model -----------------------------------------------------------------------------------------------------------

QModelIndex CatalogTree::index(int row, int column, const QModelIndex &parent) const
{
    if (column != 0 || row < 0 || row >= rowCount(parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row() + 1) : quintptr(0));
}

QModelIndex CatalogTree::parent(const QModelIndex &child) const
{
    return child.isValid() && child.internalId() > 0 ? createIndex(static_cast<int>(child.internalId()) - 1, 0, quintptr(0)) : QModelIndex();
}

int CatalogTree::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    return parent.internalId() == 0 && parent.row() < rowCount() ? static_cast<int>(m_groups[static_cast<size_t>(parent.row())].leaves.size()) : 0;
}

int CatalogTree::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant CatalogTree::groupData(const Group &group, int role)
{
    switch (role) {
    case KindRole: return static_cast<int>(group.shadows ? Kind::Shadows : Kind::Service);
    case NameRole: return group.name;
    case DetailRole: return group.id;
    case CountRole: return static_cast<int>(group.leaves.size());
    default: return {};
    }
}

QVariant CatalogTree::leafData(const Leaf &leaf, int role) const
{
    const CatalogScope *scope = scopeOf(leaf);
    switch (role) {
    case KindRole: return static_cast<int>(leaf.marks.shadow ? Kind::Shadow : Kind::Scope);
    case NameRole: return leaf.name;
    case DetailRole: return scope ? scope->title : QString();
    case RiskRole: return scope ? QVariant(static_cast<int>(scope->risk)) : QVariant();
    case DeprecatedRole: return leaf.marks.deprecated;
    case EndedRole: return leaf.marks.ended;
    case UnusedRole: return leaf.marks.unused;
    default: return {};
    }
}

QVariant CatalogTree::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_catalog)
        return {};
    const size_t group = index.internalId() > 0 ? static_cast<size_t>(index.internalId()) - 1 : static_cast<size_t>(index.row());
    if (group >= m_groups.size())
        return {};
    if (index.internalId() == 0)
        return groupData(m_groups[group], role);
    const auto row = static_cast<size_t>(index.row());
    return row < m_groups[group].leaves.size() ? leafData(m_groups[group].leaves[row], role) : QVariant();
}

}  // namespace countersign::console
