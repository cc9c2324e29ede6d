// The catalogue as JSON (protocol.md 8).
#pragma once

#include "app/authority/catalog_facts.h"
#include "app/authority/catalog_versions.h"
#include "app/authority/http/message.h"
#include "app/catalog/catalog.h"
#include "app/catalog/diff.h"

#include <QJsonArray>
#include <QJsonObject>

namespace countersign::authority::endpoints {

// Members name, scopes, resources, actions and routes.
[[nodiscard]] QJsonObject catalogJson(const catalog::Catalog &catalog);
[[nodiscard]] QJsonArray findingsJson(const std::vector<catalog::Finding> &findings);
[[nodiscard]] QJsonObject diffJson(const catalog::Diff &diff);
[[nodiscard]] QJsonObject consequencesJson(const Consequences &consequences);
// Who applied a version, when and why; without its text.
[[nodiscard]] QJsonObject versionJson(store::Transaction &tx, const StoredCatalog &stored);
// The newest version, which `catalog` is: 200 with its ETag.
[[nodiscard]] http::Response catalogAnswer(store::Transaction &tx, const catalog::Catalog &catalog);

}  // namespace countersign::authority::endpoints
