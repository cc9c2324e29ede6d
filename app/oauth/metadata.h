// What an authority says about itself (RFC 8414, protocol.md 2).
#pragma once

#include "app/base/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace countersign::oauth {

struct Metadata {
    QString issuer;
    QString authorizationEndpoint, tokenEndpoint, jwksUri, parEndpoint, introspectionEndpoint, revocationEndpoint;
    QString registrationEndpoint, backchannelAuthenticationEndpoint;
    QStringList scopes, grantTypes, responseTypes, tokenEndpointAuthMethods, authorizationDetailsTypes, acrValues;
    // The member `countersign`.
    int version = 0;
    QString approvalsEndpoint, eventsEndpoint, consumeEndpoint, devicesEndpoint, clientsEndpoint, catalogEndpoint, grantsEndpoint;
    QString auditEndpoint;
    QString auditKey;  // C2SP verifier-key string
    QString contact;   // whom to call about this authority, in words for people; may be empty
};

// Members that are empty are left out: the document lists exactly what works.
[[nodiscard]] QJsonObject metadataJson(const Metadata &metadata);

// Reads the document of `expectedIssuer`. Denied: another issuer (RFC 8414 3.3). Malformed: a needed member is absent or of
// another type, or an endpoint is not on the issuer's own scheme, host and port. Unsupported: another protocol version.
[[nodiscard]] base::Result<Metadata> readMetadata(const QJsonObject &document, const QString &expectedIssuer);

}  // namespace countersign::oauth
