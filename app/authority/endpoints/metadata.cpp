// GET /.well-known/oauth-authorization-server (RFC 8414) and GET /jwks (RFC 7517).
#include "app/audit/checkpoint.h"
#include "app/authority/catalog_cache.h"
#include "app/authority/config.h"
#include "app/authority/endpoints/oauth_endpoints.h"
#include "app/authority/http/router.h"
#include "app/authority/keys.h"
#include "app/authority/store/store.h"
#include "app/catalog/catalog.h"
#include "app/oauth/metadata.h"
#include "app/oauth/names.h"

namespace countersign::authority::endpoints {

namespace {

void addEndpoints(oauth::Metadata &metadata)
{
    const QString &at = metadata.issuer;
    metadata.authorizationEndpoint = at + QStringLiteral("/authorize");
    metadata.tokenEndpoint = at + QStringLiteral("/token");
    metadata.jwksUri = at + QStringLiteral("/jwks");
    metadata.parEndpoint = at + QStringLiteral("/par");
    metadata.introspectionEndpoint = at + QStringLiteral("/introspect");
    metadata.revocationEndpoint = at + QStringLiteral("/revoke");
    metadata.backchannelAuthenticationEndpoint = at + QStringLiteral("/bc-authorize");
    metadata.registrationEndpoint = at + QStringLiteral("/register");
    metadata.version = 1;
    metadata.approvalsEndpoint = at + QStringLiteral("/approvals");
    metadata.eventsEndpoint = at + QStringLiteral("/events");
    metadata.consumeEndpoint = at + QStringLiteral("/consume");
    metadata.devicesEndpoint = at + QStringLiteral("/devices");
    metadata.clientsEndpoint = at + QStringLiteral("/clients");
    metadata.catalogEndpoint = at + QStringLiteral("/catalog");
    metadata.grantsEndpoint = at + QStringLiteral("/grants");
    metadata.auditEndpoint = at + QStringLiteral("/audit");
}

http::Response metadataAnswer(Services &services, store::Transaction &tx)
{
    oauth::Metadata metadata;
    metadata.issuer = services.issuer;
    addEndpoints(metadata);
    metadata.grantTypes = {QString(oauth::kGrantClientCredentials), QString(oauth::kGrantAuthorizationCode),
                           QString(oauth::kGrantRefreshToken), QString(oauth::kGrantCiba), QString(oauth::kGrantJwtBearer)};
    metadata.responseTypes = {QStringLiteral("code")};
    metadata.tokenEndpointAuthMethods = {QStringLiteral("client_secret_basic"), QStringLiteral("private_key_jwt"), QStringLiteral("none")};
    metadata.acrValues = {QString(oauth::kAcrPassword), QString(oauth::kAcrTwoFactors)};
    const auto catalog = services.catalog.current(tx);
    metadata.scopes = catalog::builtInScopes();
    for (const catalog::Scope &scope : catalog->scopes) {
        if (catalog->usable(scope.name, tx.now()))
            metadata.scopes.append(scope.name);
    }
    for (const approval::ActionType &action : catalog->actions)
        metadata.authorizationDetailsTypes.append(action.type);
    if (!services.logOrigin.isEmpty())
        metadata.auditKey = audit::VerifierKey(services.logOrigin, services.keys.auditKey().publicKey()).text();
    metadata.contact = services.config.whoRuns.contact;
    return http::Response::json(200, oauth::metadataJson(metadata));
}

}  // namespace

void registerMetadata(http::Router &router, Services &services)
{
    router.add("GET", "/.well-known/oauth-authorization-server", http::BodyKind::None, [&services](const http::Request &) {
        return services.store.answer([&services](store::Transaction &tx) { return metadataAnswer(services, tx); });
    });
    router.add("GET", "/jwks", http::BodyKind::None, [&services](const http::Request &) {
        return http::Response::json(200, services.keys.jwks(services.clock.now()));
    });
}

}  // namespace countersign::authority::endpoints
