// Registration and the management of clients (protocol.md 7).
#pragma once

#include "app/authority/services.h"

namespace countersign::authority::http {
class Router;
}

namespace countersign::authority::endpoints {

void registerRegistration(http::Router &router, Services &services);   // POST /register, GET, PUT, DELETE /register/{client_id}
void registerClients(http::Router &router, Services &services);        // GET /clients, GET /clients/{id}, POST /clients/{id}/…
void registerInitialTokens(http::Router &router, Services &services);  // GET, POST /initial-access-tokens, POST …/{id}/revoke

}  // namespace countersign::authority::endpoints
