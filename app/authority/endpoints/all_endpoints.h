// Every endpoint of this authority, in one place: what serves, what is documented and what is tested is the same list.
#pragma once

#include "app/authority/services.h"

namespace countersign::authority::http {
class Router;
}

namespace countersign::authority::endpoints {

class EventHub;

void registerAll(http::Router &router, Services &services, EventHub &hub);

}  // namespace countersign::authority::endpoints
