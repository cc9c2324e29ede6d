// Advice about a catalogue without errors: what is allowed, works, and will be regretted. Pure; any thread. All findings are warnings, by
// line, at most 200.
#pragma once

#include "app/catalog/catalog.h"

namespace countersign::catalog {

// What the text alone tells. `check` has these among its findings already.
[[nodiscard]] std::vector<Finding> lint(const Catalog &catalog);

struct ScopeFacts {
    qsizetype holders = 0;  // living clients that are registered for it
    std::optional<qint64> knownSince;  // seconds since the epoch, when it was first catalogued; nullopt: nobody knows
    std::optional<qint64> lastUsedAt;
};

// A scope that is held or was asked for, and that no catalogue has ever explained.
struct ShadowScope {
    QString name;
    QStringList heldBy, askedBy;  // ids of clients
};

struct UseFacts {
    qint64 now = 0;                                   // seconds since the epoch
    int unusedDays = 90;
    std::optional<QHash<QString, ScopeFacts>> scopes; // nullopt: only the time is known
    std::vector<ShadowScope> shadow;
};

// What time and use tell: sunsets that passed, scopes nobody uses, scopes nobody catalogued.
[[nodiscard]] std::vector<Finding> lintUse(const Catalog &catalog, const UseFacts &facts);

// Both lists as one.
[[nodiscard]] std::vector<Finding> mergedFindings(const std::vector<Finding> &a, const std::vector<Finding> &b);

// The findings that there can be: a stable code and what it is about, for tools that list rules.
struct Rule {
    const char *code;
    const char *about;  // one English sentence
};
[[nodiscard]] const std::vector<Rule> &lintRules();

}  // namespace countersign::catalog
