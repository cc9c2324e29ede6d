#include "app/authority/endpoints/all_endpoints.h"

#include "app/authority/endpoints/approval_endpoints.h"
#include "app/authority/endpoints/audit_endpoints.h"
#include "app/authority/endpoints/catalog_endpoints.h"
#include "app/authority/endpoints/client_endpoints.h"
#include "app/authority/endpoints/oauth_endpoints.h"

namespace countersign::authority::endpoints {

void registerAll(http::Router &router, Services &services, EventHub &hub)
{
    registerMetadata(router, services);
    registerToken(router, services);
    registerAuthorize(router, services);
    registerPushedRequests(router, services);
    registerIntrospection(router, services);
    registerRevocation(router, services);
    registerDevices(router, services);
    registerGrants(router, services);
    registerHealth(router, services);
    registerMetrics(router, services);
    registerBackchannelAuthentication(router, services);
    registerApprovals(router, services);
    registerDecision(router, services);
    registerConsume(router, services);
    registerGate(router, services);
    registerEvents(router, services, hub);
    registerAudit(router, services);
    registerRegistration(router, services);
    registerClients(router, services);
    registerInitialTokens(router, services);
    registerCatalog(router, services);
    registerCatalogChange(router, services);
}

}  // namespace countersign::authority::endpoints
