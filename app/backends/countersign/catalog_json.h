// From the authority's JSON about its catalogue to records. Malformed for wrong types, missing members and what is too
// long; never a guess. Pure; any thread.
#pragma once

#include "app/backends/catalog_records.h"
#include "app/base/result.h"

#include <QJsonObject>

namespace countersign::backends {

[[nodiscard]] base::Result<CatalogState> readCatalogState(const QJsonObject &body);
[[nodiscard]] base::Result<CatalogUsage> readCatalogUsage(const QJsonObject &body);
[[nodiscard]] base::Result<CatalogCheck> readCatalogCheck(const QJsonObject &body);
[[nodiscard]] base::Result<CatalogVersionPage> readCatalogVersions(const QJsonObject &body);
[[nodiscard]] base::Result<CatalogVersionText> readCatalogVersion(const QJsonObject &body);
// What a status of PUT /catalog means. Malformed: no answer to it at all.
[[nodiscard]] base::Result<CatalogOutcome> readCatalogOutcome(int status, const QJsonObject &body);

}  // namespace countersign::backends
