#include "app/catalog/diff.h"

#include "app/catalog/entry_fields.h"

#include <QSet>

#include <algorithm>

namespace countersign::catalog {

namespace {

using approval::Tier;
using Entries = std::map<std::pair<EntryKind, QString>, FieldTexts>;

constexpr QLatin1StringView kCatalogAction{"countersign.catalog"};

Entries entriesOf(const Catalog &catalog)
{
    Entries entries;
    entries.emplace(std::pair(EntryKind::Catalog, QString()), FieldTexts{{QStringLiteral("name"), catalog.name}});
    entries.emplace(std::pair(EntryKind::Naming, QString()), fieldTexts(catalog.naming));
    for (const Resource &resource : catalog.resources)
        entries.emplace(std::pair(EntryKind::Resource, resource.id), fieldTexts(resource));
    for (const Scope &scope : catalog.scopes)
        entries.emplace(std::pair(EntryKind::Scope, scope.name), fieldTexts(scope));
    for (const approval::ActionType &action : catalog.actions)
        entries.emplace(std::pair(EntryKind::Action, action.type), fieldTexts(action));
    for (const Route &route : catalog.routes)
        entries.emplace(std::pair(EntryKind::Route, routeName(route)), fieldTexts(route));
    return entries;
}

std::vector<FieldChange> changedFields(const FieldTexts &before, const FieldTexts &after)
{
    std::vector<FieldChange> changes;
    for (const auto &[field, from] : before) {
        const auto to = after.find(field);
        if (to == after.end() || to->second != from)
            changes.push_back({field, from, to == after.end() ? QString() : to->second});
    }
    for (const auto &[field, to] : after) {
        if (before.count(field) == 0)
            changes.push_back({field, QString(), to});
    }
    std::sort(changes.begin(), changes.end(), [](const FieldChange &a, const FieldChange &b) { return a.field < b.field; });
    return changes;
}

// Whoever holds a scope notices these; its title, owner and reason are for people.
bool isFelt(const FieldChange &change)
{
    return change.field == QLatin1String("resource") || change.field == QLatin1String("risk") || change.field.startsWith(QLatin1String("deprecated"));
}

class Reaching {
public:
    Reaching(const Catalog &before, const Catalog &after) : m_before(before), m_after(after), m_routesBefore(routesOf(before)), m_routesAfter(routesOf(after)) {}

    void add(const Entry &entry, bool felt)
    {
        if (entry.kind == EntryKind::Scope && felt)
            m_reach.scopes.append(entry.name);
        if (entry.kind == EntryKind::Action && felt)
            m_reach.actions.append(entry.name);
        m_reach.isHighRisk = m_reach.isHighRisk || isHigh(m_before, m_routesBefore, entry) || isHigh(m_after, m_routesAfter, entry);
    }

    [[nodiscard]] Reach take() &&
    {
        const QSet<QString> scopes(m_reach.scopes.begin(), m_reach.scopes.end()), actions(m_reach.actions.begin(), m_reach.actions.end());
        for (const Route &route : m_before.routes) {
            // Those of the action are what its credentials give.
            const approval::ActionType *action = m_before.action(route.action);
            const bool isThrough = action && std::any_of(action->scopes.begin(), action->scopes.end(), [&scopes](const QString &name) { return scopes.contains(name); });
            if (isThrough || scopes.contains(route.scope) || actions.contains(route.action))
                m_reach.routes.append(routeName(route));
        }
        return std::move(m_reach);
    }

private:
    using Routes = QHash<QString, const Route *>;

    static Routes routesOf(const Catalog &catalog)
    {
        Routes routes;
        for (const Route &route : catalog.routes)
            routes.insert(routeName(route), &route);
        return routes;
    }

    static bool isHigh(const Catalog &catalog, const Routes &routes, const Entry &entry)
    {
        const Scope *scope = entry.kind == EntryKind::Scope ? catalog.scope(entry.name) : nullptr;
        if (scope)
            return scope->risk >= Tier::High;
        const approval::ActionType *action = entry.kind == EntryKind::Action ? catalog.action(entry.name) : nullptr;
        if (action)  // whoever may loosen the rule of this page has no rule
            return action->risk >= Tier::High || action->type == kCatalogAction;
        // A narrower route can take a request away from the one that guarded it, so every route of a risky API counts.
        if (const Route *route = entry.kind == EntryKind::Route ? routes.value(entry.name) : nullptr)
            return isHome(catalog, route->resource);
        return entry.kind == EntryKind::Resource && isHome(catalog, entry.name);
    }

    // What is called something else may be taken for something else.
    static bool isHome(const Catalog &catalog, const QString &resource)
    {
        const auto isHighHere = [&resource](const auto &entry) { return entry.risk >= Tier::High && entry.resource == resource; };
        return std::any_of(catalog.scopes.begin(), catalog.scopes.end(), isHighHere) || std::any_of(catalog.actions.begin(), catalog.actions.end(), isHighHere);
    }

    const Catalog &m_before;
    const Catalog &m_after;
    const Routes m_routesBefore, m_routesAfter;
    Reach m_reach;
};

QString lineOf(QChar sign, const Entry &entry)
{
    const QString kind = entryKindName(entry.kind);
    return entry.name.isEmpty() ? QStringLiteral("%1 %2").arg(sign).arg(kind) : QStringLiteral("%1 %2 %3").arg(sign).arg(kind, entry.name);
}

}  // namespace

QString entryKindName(EntryKind kind)
{
    switch (kind) {
    case EntryKind::Catalog: return QStringLiteral("catalog");
    case EntryKind::Naming: return QStringLiteral("naming");
    case EntryKind::Resource: return QStringLiteral("resource");
    case EntryKind::Scope: return QStringLiteral("scope");
    case EntryKind::Action: return QStringLiteral("action");
    case EntryKind::Route: break;
    }
    return QStringLiteral("route");
}

Diff diff(const Catalog &before, const Catalog &after)
{
    Diff out;
    const Entries had = entriesOf(before), has = entriesOf(after);
    for (const auto &[key, fields] : had) {
        const Entry entry{key.first, key.second};
        const auto now = has.find(key);
        if (now == has.end())
            out.removed.push_back(entry);
        else if (now->second != fields)
            out.changed.push_back({entry, changedFields(fields, now->second)});
    }
    for (const auto &[key, fields] : has) {
        if (had.count(key) == 0)
            out.added.push_back({key.first, key.second});
    }
    return out;
}

Reach reach(const Diff &diff, const Catalog &before, const Catalog &after)
{
    Reaching reaching(before, after);
    for (const Entry &entry : diff.added)
        reaching.add(entry, true);
    for (const Entry &entry : diff.removed)
        reaching.add(entry, true);
    for (const EntryChange &change : diff.changed)
        reaching.add(change.entry, change.entry.kind == EntryKind::Action || std::any_of(change.fields.begin(), change.fields.end(), &isFelt));
    return std::move(reaching).take();
}

QStringList diffLines(const Diff &diff)
{
    QStringList lines;
    for (const Entry &entry : diff.added)
        lines.append(lineOf(u'+', entry));
    for (const Entry &entry : diff.removed)
        lines.append(lineOf(u'-', entry));
    for (const EntryChange &change : diff.changed) {
        for (const FieldChange &field : change.fields)
            lines.append(lineOf(u'~', change.entry) + QStringLiteral(": %1 %2 → %3").arg(field.field, field.from.isEmpty() ? QStringLiteral("(none)") : field.from, field.to.isEmpty() ? QStringLiteral("(none)") : field.to));
    }
    return lines;
}

}  // namespace countersign::catalog
