// An entry of the catalogue as names and texts, for comparing and showing. Internal to this folder.
#pragma once

#include "app/catalog/diff.h"

#include <map>

namespace countersign::catalog {

using FieldTexts = std::map<QString, QString>;

[[nodiscard]] FieldTexts fieldTexts(const Resource &resource);
[[nodiscard]] FieldTexts fieldTexts(const Scope &scope);
[[nodiscard]] FieldTexts fieldTexts(const approval::ActionType &action);
[[nodiscard]] FieldTexts fieldTexts(const Naming &naming);
[[nodiscard]] FieldTexts fieldTexts(const Route &route);

}  // namespace countersign::catalog
