// The endpoints of the approval flow: ask, see, decide, consume, follow (protocol.md 3, 4, 6).
#pragma once

#include "app/authority/services.h"

namespace countersign::authority::http {
class Router;
}

namespace countersign::authority::endpoints {

class EventHub;

void registerBackchannelAuthentication(http::Router &router, Services &services);  // POST /bc-authorize
void registerApprovals(http::Router &router, Services &services);                  // GET /approvals, GET /approvals/{id}, POST …/revoke
void registerDecision(http::Router &router, Services &services);                   // POST /approvals/{id}/decision
void registerConsume(http::Router &router, Services &services);                    // POST /consume
void registerGate(http::Router &router, Services &services);                       // GET, POST /gate and any verb of /gate/{path*}
void registerEvents(http::Router &router, Services &services, EventHub &hub);      // GET /events

}  // namespace countersign::authority::endpoints
