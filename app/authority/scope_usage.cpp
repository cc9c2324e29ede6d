#include "app/authority/scope_usage.h"

#include "app/authority/store/text_list.h"
#include "app/authority/store/transaction.h"
#include "app/catalog/catalog.h"

#include <utility>

namespace countersign::authority {

namespace {

constexpr qint64 kDay = 86'400;
constexpr qint64 kKeptDays = 400;
// Whoever has a client's secret chooses these names: a few are evidence, more are an attempt to fill the disk.
constexpr qsizetype kMostMissedAtOnce = 1000;
constexpr int kMostMissedByClient = 200;

}  // namespace

void ScopeUsage::used(const QStringList &scopes)
{
    const std::lock_guard lock(m_mutex);
    for (const QString &scope : scopes)
        ++m_counts[scope].uses;
}

void ScopeUsage::asked(const QStringList &scopes)
{
    const std::lock_guard lock(m_mutex);
    for (const QString &scope : scopes)
        ++m_counts[scope].asks;
}

void ScopeUsage::missed(const QString &scope, const QString &by)
{
    if (!catalog::isScopeName(scope) || catalog::builtInScopes().contains(scope))
        return;
    const std::lock_guard lock(m_mutex);
    const std::pair key(by, scope);
    if (m_missed.size() < kMostMissedAtOnce || m_missed.contains(key))
        ++m_missed[key];
}

void ScopeUsage::flush(store::Transaction &tx)
{
    QHash<QString, Counts> counts;
    QHash<std::pair<QString, QString>, qint64> missed;
    {
        const std::lock_guard lock(m_mutex);
        counts.swap(m_counts);
        missed.swap(m_missed);
    }
    for (const auto &[scope, count] : counts.asKeyValueRange()) {
        if (catalog::builtInScopes().contains(scope))
            continue;  // the console's own rights are no part of the catalogue
        tx.exec("INSERT INTO scope_use (scope, day, uses, asks) VALUES (?1, ?2, ?3, ?4)"
                " ON CONFLICT DO UPDATE SET uses = uses + ?3, asks = asks + ?4", {scope, tx.now() / kDay, count.uses, count.asks});
        if (count.uses > 0)
            tx.exec("INSERT INTO scope_life (scope, last_used_at) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET last_used_at = ?2", {scope, tx.now()});
    }
    for (const auto &[key, asks] : missed.asKeyValueRange())
        tx.exec("INSERT INTO shadow_scope (asked_by, scope, asks, last_seen_at) SELECT ?1, ?2, ?3, ?4"
                " WHERE EXISTS (SELECT 1 FROM shadow_scope WHERE asked_by = ?1 AND scope = ?2) OR (SELECT count(*) FROM shadow_scope WHERE asked_by = ?1) < ?5"
                " ON CONFLICT DO UPDATE SET asks = asks + ?3, last_seen_at = ?4", {key.first, key.second, asks, tx.now(), kMostMissedByClient});
    if (!counts.isEmpty())
        tx.exec("DELETE FROM scope_use WHERE day < ?", {tx.now() / kDay - kKeptDays});
}

void noteCatalogued(store::Transaction &tx, const QStringList &scopes)
{
    // One statement for thousands of names.
    tx.exec("INSERT INTO scope_life (scope, known_since) SELECT value, ?2 FROM json_each(?1) WHERE true"
            " ON CONFLICT DO UPDATE SET known_since = coalesce(known_since, ?2)", {store::listText(scopes), tx.now()});
    // One that comes back later is new again.
    tx.exec("UPDATE scope_life SET known_since = NULL WHERE known_since IS NOT NULL AND scope NOT IN (SELECT value FROM json_each(?1))", {store::listText(scopes)});
    tx.exec("DELETE FROM shadow_scope WHERE scope IN (SELECT value FROM json_each(?1))", {store::listText(scopes)});
}

}  // namespace countersign::authority
