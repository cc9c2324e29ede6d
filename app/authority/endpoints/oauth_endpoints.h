// The endpoints of OAuth and what stands beside them (protocol.md 2, 5, 9).
#pragma once

#include "app/authority/services.h"

namespace countersign::authority::http {
class Router;
}

namespace countersign::authority::endpoints {

void registerMetadata(http::Router &router, Services &services);        // GET /.well-known/oauth-authorization-server, /jwks
void registerToken(http::Router &router, Services &services);           // POST /token
void registerAuthorize(http::Router &router, Services &services);       // GET, POST /authorize
void registerPushedRequests(http::Router &router, Services &services);  // POST /par
void registerIntrospection(http::Router &router, Services &services);   // POST /introspect
void registerRevocation(http::Router &router, Services &services);      // POST /revoke
void registerDevices(http::Router &router, Services &services);         // POST, GET /devices, DELETE /devices/{kid}
void registerGrants(http::Router &router, Services &services);          // GET /grants, POST /grants/{id}/revoke
void registerMetrics(http::Router &router, Services &services);
void registerHealth(http::Router &router, Services &services);          // GET /healthz, /readyz, /metrics

}  // namespace countersign::authority::endpoints
