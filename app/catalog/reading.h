// The steps of reading a catalogue, each in a file of its own. Internal to this folder.
#pragma once

#include "app/catalog/fields.h"

namespace countersign::catalog {

[[nodiscard]] Naming readNaming(Fields &root, Findings &findings);
void readResources(Fields &root, Catalog &catalog, Findings &findings);
// Needs the resources. `table` per name: where a scope stands, for findings that need all of them.
void readScopes(Fields &root, Catalog &catalog, Findings &findings);
// Needs resources and scopes.
void readActions(Fields &root, Catalog &catalog, Findings &findings);
// Needs resources, scopes and actions.
void readRoutes(Fields &root, Catalog &catalog, Findings &findings);
[[nodiscard]] std::vector<approval::ParamSpec> readParams(Fields &action, Findings &findings);
// The params of a built-in type (protocol.md 12).
[[nodiscard]] std::vector<approval::ParamSpec> builtInParams(const QString &type, int maxDuration);
[[nodiscard]] QString builtInTitle(const QString &type);

}  // namespace countersign::catalog
