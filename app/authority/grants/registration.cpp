#include "app/authority/grants/registration.h"

#include "app/authority/keys.h"
#include "app/authority/store/transaction.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/oauth/names.h"

namespace countersign::authority::grants {

base::ClientId newClientId()
{
    return base::ClientId(QStringLiteral("tmp_") + QString::fromLatin1(crypto::randomToken(16)));
}

QByteArray registrationHash(const Services &services, QByteArrayView token)
{
    return services.keys.secretHash(QByteArray("registration:" + token.toByteArray()));
}

QByteArray initialTokenHash(const Services &services, QByteArrayView token)
{
    return services.keys.secretHash(QByteArray("initial:" + token.toByteArray()));
}

ClientSecrets giveSecrets(const Services &services, store::Client &client)
{
    ClientSecrets secrets;
    secrets.registrationToken = "reg_" + crypto::randomToken(32);
    client.registrationHash = registrationHash(services, secrets.registrationToken);
    if (client.authMethod == QLatin1String("client_secret_basic") && client.secretHash.isEmpty()) {
        secrets.clientSecret = crypto::randomToken(32);
        client.secretHash = services.keys.secretHash(secrets.clientSecret);
    }
    return secrets;
}

oauth::ClientMetadata metadataOf(const store::Client &client)
{
    oauth::ClientMetadata metadata;
    metadata.name = client.name;
    metadata.grants = client.grants;
    metadata.authMethod = client.authMethod;
    metadata.scopes = client.scopes;
    metadata.accessScopes = client.accessScopes;
    metadata.actions = client.actions;
    metadata.redirectUris = client.redirectUris;
    if (client.grants.contains(oauth::kGrantAuthorizationCode))
        metadata.responseTypes = QStringList{QStringLiteral("code")};
    if (!client.jwks.isEmpty())
        metadata.jwks = base::json::parseObject(client.jwks).value_or(QJsonObject());
    metadata.pingEndpoint = client.pingEndpoint.value_or(QString());
    metadata.expiresAt = client.expiresAt;
    metadata.owner = client.owner;
    metadata.reason = client.reason;
    metadata.ticket = client.ticket;
    return metadata;
}

QJsonObject clientInformation(const Services &services, const store::Client &client, const ClientSecrets &secrets)
{
    QJsonObject information = oauth::clientMetadataJson(metadataOf(client));
    information.insert(QStringLiteral("client_id"), client.id.text());
    information.insert(QStringLiteral("client_id_issued_at"), client.createdAt);
    information.insert(QStringLiteral("registration_client_uri"), QString(services.issuer + QStringLiteral("/register/") + client.id.text()));
    if (!secrets.registrationToken.isEmpty())
        information.insert(QStringLiteral("registration_access_token"), QString::fromLatin1(secrets.registrationToken));
    if (!secrets.clientSecret.isEmpty())
        information.insert(QStringLiteral("client_secret"), QString::fromLatin1(secrets.clientSecret));
    if (!client.secretHash.isEmpty())
        information.insert(QStringLiteral("client_secret_expires_at"), client.expiresAt.value_or(0));
    return information;
}

QStringList trustedNames(store::Transaction &tx)
{
    QStringList names;
    for (const store::Row &row : tx.all("SELECT name, id FROM client WHERE is_temporary = 0 AND deleted_at IS NULL LIMIT 20000"))
        names << row.text(0) << row.text(1);
    return names;
}

}  // namespace countersign::authority::grants
