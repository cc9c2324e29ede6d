// The rules of lint.h, one function each. Internal to this folder.
#pragma once

#include "app/catalog/fields.h"

namespace countersign::catalog {

// In near linear time: a catalogue has thousands of names.
void lintNearDuplicates(const Catalog &catalog, Findings &findings);
void lintBroadScopes(const Catalog &catalog, Findings &findings);
void lintDeprecations(const Catalog &catalog, Findings &findings);
void lintRisks(const Catalog &catalog, Findings &findings);
void lintRoutes(const Catalog &catalog, Findings &findings);

// By scope, the methods of its routes when some of them only read and some write: "GET", "POST".
[[nodiscard]] QHash<QString, QStringList> mixedMethods(const Catalog &catalog);

// The words of a name: "orders:line-item:read" has four.
[[nodiscard]] QStringList wordsOf(const QString &name);
// "a, b and 3 more": at most five names.
[[nodiscard]] QString someOf(const QStringList &names);

}  // namespace countersign::catalog
