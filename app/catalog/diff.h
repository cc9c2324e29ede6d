// What changed between two catalogues, entry by entry and field by field. Pure; any thread.
#pragma once

#include "app/catalog/catalog.h"

namespace countersign::catalog {

enum class EntryKind { Catalog, Naming, Resource, Scope, Action, Route };

[[nodiscard]] QString entryKindName(EntryKind kind);  // "scope", as on the wire

struct Entry {
    EntryKind kind = EntryKind::Scope;
    QString name;

    bool operator==(const Entry &) const = default;
};

// `from` is empty for a field that is new, `to` for one that is gone. Two different values never have the same text.
struct FieldChange {
    QString field;
    QString from, to;

    bool operator==(const FieldChange &) const = default;
};

struct EntryChange {
    Entry entry;
    std::vector<FieldChange> fields;

    bool operator==(const EntryChange &) const = default;
};

// By kind, then name. Where an entry stands in the text, and how that is written, is no change.
struct Diff {
    std::vector<Entry> added, removed;
    std::vector<EntryChange> changed;

    [[nodiscard]] bool isEmpty() const { return added.empty() && removed.empty() && changed.empty(); }
    bool operator==(const Diff &) const = default;
};

[[nodiscard]] Diff diff(const Catalog &before, const Catalog &after);

// What a change reaches: whom to look for among clients, grants and waiting requests.
struct Reach {
    QStringList scopes;   // that come, go, or mean something else than before
    QStringList actions;  // that come, go, or have other rules
    QStringList routes;   // of the catalogue before, by name: those that ask for one of these, as a scope or as an action
    bool isHighRisk = false;  // a high or critical entry is among the changed ones, before or after
};

[[nodiscard]] Reach reach(const Diff &diff, const Catalog &before, const Catalog &after);

// One line for each entry and field: "+ scope orders:read", "~ scope orders:write: risk low → high".
[[nodiscard]] QStringList diffLines(const Diff &diff);

}  // namespace countersign::catalog
