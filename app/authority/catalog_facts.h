// What the catalogue does to those who live by it: who holds a scope, what runs on it, who is reached by a change.
#pragma once

#include "app/authority/store/transaction.h"
#include "app/catalog/diff.h"
#include "app/catalog/lint.h"

#include <QHash>

namespace countersign::authority {

struct ReachedClient {
    QString id;
    QStringList scopes;  // those of the change that it is registered for
};

struct Consequences {
    std::vector<ReachedClient> clients;  // alive, by id; those reached through an action type alone have no scopes here
    qint64 clientCount = 0;              // also beyond the kMostReachedClients that are named
    qint64 liveGrants = 0;
    qint64 pendingApprovals = 0;
    QStringList routes;                  // as catalog::Reach has them
};

inline constexpr qsizetype kMostReachedClients = 1000;

// As of this transaction; reads every living client and grant.
[[nodiscard]] Consequences consequencesOf(store::Transaction &tx, const catalog::Reach &reach);

// One scope as it is used.
struct ScopeUse {
    QStringList holders;  // ids of living clients
    qint64 liveGrants = 0;
    std::optional<qint64> knownSince, lastUsedAt;
    qint64 asked30d = 0;
    std::vector<std::pair<qint64, qint64>> byDay;  // day since the epoch and uses, rising, at most kShownDays
    QStringList askedBy;                           // where it is not catalogued
    std::optional<qint64> lastSeenAt;              // likewise
};

inline constexpr int kShownDays = 90;

// Of every scope that anybody holds, used or asked for.
[[nodiscard]] QHash<QString, ScopeUse> scopeUses(store::Transaction &tx);
// Those of them that `catalog` does not have, and the authority itself neither; by name.
[[nodiscard]] std::vector<catalog::ShadowScope> shadowScopes(const QHash<QString, ScopeUse> &uses, const catalog::Catalog &catalog);
// For lintUse, as of this transaction.
[[nodiscard]] catalog::UseFacts useFacts(store::Transaction &tx, const catalog::Catalog &catalog);

}  // namespace countersign::authority
