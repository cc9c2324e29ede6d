#include "app/authority/store/clients.h"

#include "app/authority/store/text_list.h"

namespace countersign::authority::store {

namespace {

constexpr char kColumns[] =
    "SELECT id, name, owner, auth_method, secret_hash, jwks, redirect_uris, grants, scopes, actions, resource_server, ping_endpoint,"
    " is_temporary, is_built_in, reason, ticket, created_at, expires_at, disabled_at, deleted_at, last_used_at, use_count FROM client ";

Client clientOf(const Row &row)
{
    Client client;
    client.id = base::ClientId(row.text(0));
    client.name = row.text(1);
    client.owner = row.text(2);
    client.authMethod = row.text(3);
    client.secretHash = row.bytes(4);
    client.jwks = row.bytes(5);
    client.redirectUris = listOf(row.text(6));
    client.grants = listOf(row.text(7));
    client.scopes = listOf(row.text(8));
    client.actions = listOf(row.text(9));
    client.resourceServer = row.optionalText(10);
    client.pingEndpoint = row.optionalText(11);
    client.isTemporary = row.integer(12) != 0;
    client.isBuiltIn = row.integer(13) != 0;
    client.reason = row.text(14);
    client.ticket = row.text(15);
    client.createdAt = row.integer(16);
    client.expiresAt = row.optionalInteger(17);
    client.disabledAt = row.optionalInteger(18);
    client.deletedAt = row.optionalInteger(19);
    client.lastUsedAt = row.optionalInteger(20);
    client.useCount = row.integer(21);
    return client;
}

std::optional<Client> findWhere(Transaction &tx, const char *where, const QString &value)
{
    const auto row = tx.one(QByteArray(QByteArray(kColumns) + where).constData(), {value});
    return row ? std::optional(clientOf(*row)) : std::nullopt;
}

}  // namespace

std::optional<Client> findClient(Transaction &tx, const base::ClientId &id)
{
    return findWhere(tx, "WHERE id = ?", id.text());
}

std::optional<Client> findClientByResource(Transaction &tx, const QString &resourceServer)
{
    return findWhere(tx, "WHERE resource_server = ? AND deleted_at IS NULL", resourceServer);
}

std::vector<Client> listClients(Transaction &tx)
{
    std::vector<Client> clients;
    for (const Row &row : tx.all(QByteArray(QByteArray(kColumns) + "ORDER BY id").constData()))
        clients.push_back(clientOf(row));
    return clients;
}

bool insertClient(Transaction &tx, const Client &client)
{
    return tx.exec("INSERT INTO client (id, name, owner, auth_method, secret_hash, jwks, redirect_uris, grants, scopes, actions,"
                   " resource_server, ping_endpoint, is_temporary, is_built_in, reason, ticket, created_at, expires_at)"
                   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                   {client.id.text(), client.name, client.owner, client.authMethod, client.secretHash, client.jwks,
                    listText(client.redirectUris), listText(client.grants), listText(client.scopes), listText(client.actions),
                    orNull(client.resourceServer), orNull(client.pingEndpoint), client.isTemporary ? 1 : 0, client.isBuiltIn ? 1 : 0,
                    client.reason, client.ticket, tx.now(), orNull(client.expiresAt)})
        == 1;
}

bool updateClient(Transaction &tx, const Client &client)
{
    return tx.exec("UPDATE client SET name = ?, owner = ?, auth_method = ?, secret_hash = ?, jwks = ?, redirect_uris = ?, grants = ?,"
                   " scopes = ?, actions = ?, ping_endpoint = ?, reason = ?, ticket = ?, expires_at = ? WHERE id = ? AND is_built_in = 0",
                   {client.name, client.owner, client.authMethod, client.secretHash, client.jwks, listText(client.redirectUris),
                    listText(client.grants), listText(client.scopes), listText(client.actions), orNull(client.pingEndpoint), client.reason,
                    client.ticket, orNull(client.expiresAt), client.id.text()})
        == 1;
}

bool disableClient(Transaction &tx, const base::ClientId &id)
{
    return tx.exec("UPDATE client SET disabled_at = coalesce(disabled_at, ?) WHERE id = ?", {tx.now(), id.text()}) == 1;
}

bool deleteClient(Transaction &tx, const base::ClientId &id)
{
    return tx.exec("UPDATE client SET deleted_at = coalesce(deleted_at, ?) WHERE id = ? AND is_built_in = 0", {tx.now(), id.text()}) == 1;
}

void countClientUse(Transaction &tx, const base::ClientId &id)
{
    tx.exec("UPDATE client SET use_count = use_count + 1, last_used_at = ? WHERE id = ?", {tx.now(), id.text()});
}

}  // namespace countersign::authority::store
