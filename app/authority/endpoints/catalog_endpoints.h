// The catalogue over the wire (protocol.md 8): who may ask for what, who decides, and since when.
#pragma once

#include "app/authority/services.h"

namespace countersign::authority::http {
class Router;
}

namespace countersign::authority::endpoints {

void registerCatalog(http::Router &router, Services &services);        // GET /catalog, /catalog/usage, /catalog/versions, /catalog/versions/{n}
void registerCatalogChange(http::Router &router, Services &services);  // POST /catalog/check, PUT /catalog

}  // namespace countersign::authority::endpoints
