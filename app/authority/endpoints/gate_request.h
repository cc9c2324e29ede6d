// What a gateway asks: one request at an API, told in headers. Every way of telling it is taken alone, so that a client cannot add
// the other one and be believed (packaging/nginx/README.md).
#pragma once

#include "app/authority/grants/action_credential.h"
#include "app/authority/grants/answer.h"
#include "app/authority/grants/client_authentication.h"
#include "app/authority/grants/token_claims.h"
#include "app/catalog/route_match.h"

namespace countersign::authority::endpoints {

struct GateRequest {
    std::optional<grants::PresentedClient> gateway;  // who asks, when it said so
    std::optional<QString> resource;                 // `?resource=` of the gate's own address: the gateway's configuration
    QString method;                                  // of the original request
    catalog::RequestTarget target;
    bool hasBody = false;                            // as far as the gateway tells
    // From the original request's headers.
    enum class Scheme { None, Bearer, Dpop } scheme = Scheme::None;
    QByteArray token;                                // of Authorization
    std::optional<grants::TokenClaims> claims;       // nullopt: no access token of ours
    QByteArray credential;                           // Countersign-Credential
    std::optional<grants::CredentialClaims> credentialClaims;
    QByteArray tokenProof, credentialProof;          // DPoP, Countersign-Proof
};

// 403 for what is ambiguous or told twice; 401 for a broken gateway or Authorization header. On the HTTP thread.
[[nodiscard]] grants::Or<GateRequest> readGateRequest(Services &services, const http::Request &request);

}  // namespace countersign::authority::endpoints
