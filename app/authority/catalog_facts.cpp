#include "app/authority/catalog_facts.h"

#include "app/authority/store/text_list.h"

#include <QSet>

#include <algorithm>

namespace countersign::authority {

namespace {

// Work for nothing where nothing is reached, and no list of everything where the numbers say it all.
constexpr char kReachedClients[] =
    "SELECT c.id, (SELECT json_group_array(s.value) FROM (SELECT value FROM json_each(c.scopes) UNION SELECT value FROM json_each(c.access_scopes)) s"
    " WHERE s.value IN (SELECT value FROM json_each(?1)))"
    " FROM client c WHERE c.deleted_at IS NULL AND c.disabled_at IS NULL AND (c.expires_at IS NULL OR c.expires_at > ?3)"
    " AND (EXISTS (SELECT 1 FROM json_each(c.scopes) s WHERE s.value IN (SELECT value FROM json_each(?1)))"
    " OR EXISTS (SELECT 1 FROM json_each(c.access_scopes) s WHERE s.value IN (SELECT value FROM json_each(?1)))"
    " OR EXISTS (SELECT 1 FROM json_each(c.actions) a WHERE a.value IN (SELECT value FROM json_each(?2)))) ORDER BY c.id";

constexpr char kReachedGrants[] =
    "SELECT count(*) FROM grant_ g WHERE g.revoked_at IS NULL AND g.expires_at > ?3 AND (g.max_uses IS NULL OR g.uses < g.max_uses)"
    " AND (EXISTS (SELECT 1 FROM json_each(g.scopes) s WHERE s.value IN (SELECT value FROM json_each(?1)))"
    " OR EXISTS (SELECT 1 FROM approval p WHERE p.id = g.approval_id AND p.type IN (SELECT value FROM json_each(?2))))";

qint64 countPending(store::Transaction &tx, const catalog::Reach &reach)
{
    const QSet<QString> scopes(reach.scopes.begin(), reach.scopes.end()), actions(reach.actions.begin(), reach.actions.end());
    const auto rows = tx.all("SELECT type, scopes FROM approval WHERE status = 'pending' AND expires_at > ?", {tx.now()});
    return std::count_if(rows.begin(), rows.end(), [&](const store::Row &row) {
        const QStringList asked = row.text(1).split(u' ', Qt::SkipEmptyParts);
        return actions.contains(row.text(0)) || std::any_of(asked.begin(), asked.end(), [&](const QString &name) { return scopes.contains(name); });
    });
}

}  // namespace

Consequences consequencesOf(store::Transaction &tx, const catalog::Reach &reach)
{
    Consequences out;
    out.routes = reach.routes;
    if (reach.scopes.isEmpty() && reach.actions.isEmpty())
        return out;
    const QVariantList binds{store::listText(reach.scopes), store::listText(reach.actions), tx.now()};
    for (const store::Row &row : tx.all(kReachedClients, binds)) {
        if (++out.clientCount <= kMostReachedClients)
            out.clients.push_back({row.text(0), store::listOf(row.text(1))});
    }
    out.liveGrants = tx.one(kReachedGrants, binds)->integer(0);
    out.pendingApprovals = countPending(tx, reach);
    return out;
}

namespace {

void readHolders(store::Transaction &tx, QHash<QString, ScopeUse> &uses)
{
    const auto clients = tx.all("SELECT id, scopes, access_scopes FROM client WHERE deleted_at IS NULL AND disabled_at IS NULL AND (expires_at IS NULL OR expires_at > ?)"
                                " ORDER BY id", {tx.now()});
    for (const store::Row &row : clients) {
        for (const QString &scope : store::listOf(row.text(1)) + store::listOf(row.text(2))) {
            QStringList &holders = uses[scope].holders;
            if (holders.isEmpty() || holders.last() != row.text(0))
                holders.append(row.text(0));
        }
    }
    const auto grants = tx.all("SELECT s.value, count(*) FROM grant_ g, json_each(g.scopes) s WHERE g.revoked_at IS NULL AND g.expires_at > ?"
                               " AND (g.max_uses IS NULL OR g.uses < g.max_uses) GROUP BY s.value", {tx.now()});
    for (const store::Row &row : grants)
        uses[row.text(0)].liveGrants = row.integer(1);
}

void readCounts(store::Transaction &tx, QHash<QString, ScopeUse> &uses)
{
    const qint64 today = tx.now() / 86'400;
    for (const store::Row &row : tx.all("SELECT scope, known_since, last_used_at FROM scope_life")) {
        uses[row.text(0)].knownSince = row.optionalInteger(1);
        uses[row.text(0)].lastUsedAt = row.optionalInteger(2);
    }
    for (const store::Row &row : tx.all("SELECT scope, day, uses, asks FROM scope_use WHERE day > ? ORDER BY scope, day", {today - kShownDays})) {
        ScopeUse &use = uses[row.text(0)];
        if (row.integer(2) > 0)
            use.byDay.emplace_back(row.integer(1), row.integer(2));
        if (row.integer(1) > today - 30)
            use.asked30d += row.integer(3);
    }
    for (const store::Row &row : tx.all("SELECT scope, asked_by, last_seen_at FROM shadow_scope ORDER BY scope, asked_by")) {
        ScopeUse &use = uses[row.text(0)];
        use.askedBy.append(row.text(1));
        use.lastSeenAt = std::max(use.lastSeenAt.value_or(0), row.integer(2));
    }
}

}  // namespace

QHash<QString, ScopeUse> scopeUses(store::Transaction &tx)
{
    QHash<QString, ScopeUse> uses;
    readHolders(tx, uses);
    readCounts(tx, uses);
    return uses;
}

std::vector<catalog::ShadowScope> shadowScopes(const QHash<QString, ScopeUse> &uses, const catalog::Catalog &catalog)
{
    std::vector<catalog::ShadowScope> shadow;
    for (const auto &[name, use] : uses.asKeyValueRange()) {
        const bool isKnown = catalog.scope(name) || catalog::builtInScopes().contains(name);
        if (!isKnown && !(use.holders.isEmpty() && use.askedBy.isEmpty()))
            shadow.push_back({name, use.holders, use.askedBy});
    }
    std::sort(shadow.begin(), shadow.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
    return shadow;
}

catalog::UseFacts useFacts(store::Transaction &tx, const catalog::Catalog &catalog)
{
    const auto uses = scopeUses(tx);
    catalog::UseFacts facts;
    facts.now = tx.now();
    facts.shadow = shadowScopes(uses, catalog);
    facts.scopes.emplace();
    for (const auto &[name, use] : uses.asKeyValueRange())
        facts.scopes->insert(name, {use.holders.size(), use.knownSince, use.lastUsedAt});
    return facts;
}

}  // namespace countersign::authority
