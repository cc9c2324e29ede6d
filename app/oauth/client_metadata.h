// What a client says about itself when it registers (RFC 7591 2, RFC 9396 10, CIBA Core 4; protocol.md 7), from and to JSON.
#pragma once

#include <QJsonObject>
#include <QLatin1String>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

namespace countersign::oauth {

// Members that are absent or null stay empty. Only form is checked here; what may be registered is the authority's policy.
struct ClientMetadata {
    QString name;
    std::optional<QStringList> grants;  // client_credentials, ciba, authorization_code, refresh_token; absent: not stated
    QString authMethod = QStringLiteral("client_secret_basic");
    QStringList scopes;
    QStringList accessScopes;           // access_scope: what an approval may give beside them
    QStringList actions;                // authorization_details_types
    QStringList redirectUris;
    std::optional<QStringList> responseTypes;
    QJsonObject jwks;
    QString pingEndpoint;               // backchannel_client_notification_endpoint, ping mode
    std::optional<qint64> expiresAt;    // client_expires_at, seconds since the epoch
    QString owner, reason, ticket;
};

struct MetadataFault {
    QLatin1StringView code;  // invalid_client_metadata, invalid_redirect_uri, unapproved_software_statement
    QString description;
};

// Members that are not known are ignored (RFC 7591 2); those that are known must be of their type.
[[nodiscard]] std::variant<ClientMetadata, MetadataFault> readClientMetadata(const QJsonObject &object);
// The same back, as registered. Empty members are left out.
[[nodiscard]] QJsonObject clientMetadataJson(const ClientMetadata &metadata);

}  // namespace countersign::oauth
