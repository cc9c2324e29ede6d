// OAuth clients: requesters, consoles and protected APIs. The caller writes the log entry.
#pragma once

#include "app/authority/store/transaction.h"
#include "app/base/strong_id.h"

namespace countersign::authority::store {

struct Client {
    base::ClientId id;
    QString name;
    QString owner;
    QString authMethod;     // client_secret_basic | private_key_jwt | none
    QByteArray secretHash;  // HMAC-SHA-256 with the pepper, 32 bytes; empty unless client_secret_basic
    QByteArray jwks;        // JSON text of a JWK set; empty unless private_key_jwt
    QStringList redirectUris;
    QStringList grants;   // as asked for: client_credentials, ciba, authorization_code, refresh_token, jwt-bearer
    QStringList scopes;   // the most a token may hold
    QStringList actions;  // action types it may ask for
    std::optional<QString> resourceServer;  // this client is that API (`aud`)
    std::optional<QString> pingEndpoint;    // CIBA ping
    bool isTemporary = false;
    bool isBuiltIn = false;  // countersign-console: cannot be changed
    QString reason;          // why a temporary client was registered
    QString ticket;
    qint64 createdAt = 0;
    std::optional<qint64> expiresAt;  // hard end, seconds
    std::optional<qint64> disabledAt;
    std::optional<qint64> deletedAt;  // a tombstone stays
    std::optional<qint64> lastUsedAt;
    qint64 useCount = 0;

    // Whether it may be used at `now` (seconds). A dead client is refused everywhere, whether or not a sweeper ran.
    [[nodiscard]] bool alive(qint64 now) const
    {
        return !disabledAt && !deletedAt && (!expiresAt || *expiresAt > now);
    }
};

[[nodiscard]] std::optional<Client> findClient(Transaction &tx, const base::ClientId &id);  // dead ones too
[[nodiscard]] std::optional<Client> findClientByResource(Transaction &tx, const QString &resourceServer);
[[nodiscard]] std::vector<Client> listClients(Transaction &tx);
// False when the id, or the resource server of a living client, is taken. `createdAt` is set from the transaction.
[[nodiscard]] bool insertClient(Transaction &tx, const Client &client);
// Replaces what an owner may change: names, secret, keys, redirect URIs, grants, scopes, actions, ends. False: no such client.
bool updateClient(Transaction &tx, const Client &client);
bool disableClient(Transaction &tx, const base::ClientId &id);
bool deleteClient(Transaction &tx, const base::ClientId &id);  // leaves the tombstone
void countClientUse(Transaction &tx, const base::ClientId &id);

}  // namespace countersign::authority::store
