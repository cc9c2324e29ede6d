// `client …`: programs that ask for actions, and APIs that run them.
#include "app/authority/accounts.h"
#include "app/authority/catalog_cache.h"
#include "app/authority/commands/workplace.h"
#include "app/authority/policy/client_lifecycle.h"
#include "app/crypto/digest.h"

#include <QJsonArray>

namespace countersign::authority::commands {

namespace {

using base::Errc;
using store::Client;
using store::Transaction;

constexpr int kLeastSecret = 32;
constexpr qsizetype kMaxJwks = 64 * 1024;

std::optional<QString> optional(const Arguments &arguments, const QString &option)
{
    return arguments.has(option) ? std::optional(arguments.value(option)) : std::nullopt;
}

base::Result<Client> clientFrom(const Arguments &arguments)
{
    Client client;
    client.id = base::ClientId(arguments.value(QStringLiteral("id")));
    client.name = arguments.value(QStringLiteral("name"));
    client.owner = arguments.value(QStringLiteral("owner"));
    client.authMethod = arguments.has(QStringLiteral("auth")) ? arguments.value(QStringLiteral("auth")) : QStringLiteral("client_secret_basic");
    client.redirectUris = arguments.values(QStringLiteral("redirect-uri"));
    client.grants = arguments.list(QStringLiteral("grants"));
    if (client.grants.isEmpty() && !client.redirectUris.isEmpty())  // RFC 7591 2: the default where a browser comes back
        client.grants = QStringList{QStringLiteral("authorization_code"), QStringLiteral("refresh_token")};
    static_cast<store::Rights &>(client) = rightsFrom(arguments);
    client.resourceServer = optional(arguments, QStringLiteral("resource-server"));
    client.pingEndpoint = optional(arguments, QStringLiteral("ping-endpoint"));
    if (arguments.has(QStringLiteral("jwks"))) {
        const auto text = readInputFile(arguments.value(QStringLiteral("jwks")), kMaxJwks);
        if (!text)
            return text.error();
        auto jwks = checkedJwks(*text);
        if (!jwks)
            return jwks.error();
        client.jwks = *std::move(jwks);
    }
    return client;
}

// The secret in the clear, empty for clients without one; its hash goes into `client`.
base::Result<base::Secret> giveSecret(const Arguments &arguments, const Workplace &workplace, Client &client)
{
    const bool fromStdin = arguments.has(QStringLiteral("secret-stdin"));
    if (client.authMethod != QLatin1String("client_secret_basic")) {
        if (fromStdin)
            return base::Error{Errc::InvalidArgument, QStringLiteral("--secret-stdin is for client_secret_basic only.")};
        return base::Secret();
    }
    auto secret = fromStdin ? secretFromStdin(QStringLiteral("secret"), kLeastSecret) : base::Result<base::Secret>(base::Secret(crypto::randomToken(32)));
    if (!secret)
        return secret;
    const auto keys = openKeys(workplace);
    if (!keys)
        return keys.error();
    client.secretHash = (*keys)->secretHash(secret->reveal());
    return secret;
}

QJsonObject describe(const Client &client)
{
    QJsonObject out{{QStringLiteral("client_id"), client.id.text()},
                    {QStringLiteral("name"), client.name},
                    {QStringLiteral("owner"), client.owner},
                    {QStringLiteral("auth"), client.authMethod},
                    {QStringLiteral("grants"), QJsonArray::fromStringList(client.grants)},
                    {QStringLiteral("scopes"), QJsonArray::fromStringList(client.scopes)},
                    {QStringLiteral("access_scopes"), QJsonArray::fromStringList(client.accessScopes)},
                    {QStringLiteral("actions"), QJsonArray::fromStringList(client.actions)}};
    if (!client.redirectUris.isEmpty())
        out.insert(QStringLiteral("redirect_uris"), QJsonArray::fromStringList(client.redirectUris));
    if (client.resourceServer)
        out.insert(QStringLiteral("resource_server"), *client.resourceServer);
    if (client.pingEndpoint)
        out.insert(QStringLiteral("ping_endpoint"), *client.pingEndpoint);
    return out;
}

void log(Transaction &tx, const char *event, const Client &client, QJsonObject payload)
{
    store::AuditEvent entry;
    entry.event = QLatin1String(event);
    entry.actor = kActorCli;
    entry.client = client.id;
    entry.payload = std::move(payload);
    tx.audit(entry);
    tx.publish({store::EventKind::Client, {{QStringLiteral("id"), client.id.text()}}, store::Audience::everyoneWith(QStringLiteral("clients:manage"))});
}

// A right that the catalogue does not know yet has no effect until it does; that is told, as it may be a slip of the pen.
void warnAboutUnknown(const Workplace &workplace, const Client &client)
{
    CatalogCache cache;
    const auto read = workplace.store->read([&](Transaction &tx) { return cache.current(tx); });
    if (!read)
        return;
    const catalog::Catalog &known = **read;
    for (const QString &scope : client.scopes + client.accessScopes) {
        const bool isForPeople = catalog::builtInScopes().contains(scope);
        if (isForPeople && !client.grants.contains(QLatin1String("authorization_code")))
            printWarning(QStringLiteral("The scope \"%1\" is for people: only a sign-in through the browser gives it, and this client has none.").arg(scope));
        if (!isForPeople && !known.scope(scope))
            printWarning(QStringLiteral("The catalogue has no scope \"%1\": it gives nothing until it does.").arg(scope));
    }
    for (const QString &action : client.actions) {
        if (!known.action(action))
            printWarning(QStringLiteral("The catalogue has no action \"%1\": it cannot be asked for until it does.").arg(action));
    }
    if (client.resourceServer && !known.resource(*client.resourceServer))
        printWarning(QStringLiteral("The catalogue has no resource \"%1\": no credential is for it until it does.").arg(*client.resourceServer));
}

base::Status add(const Arguments &arguments)
{
    auto client = clientFrom(arguments);
    if (!client)
        return client.error();
    auto workplace = openWorkplace(arguments);
    if (!workplace)
        return workplace.error();
    const auto config = readConfig(workplace->directory);
    if (!config)
        return config.error();
    if (auto status = checkClient(*client, *config); !status)
        return status;
    const auto secret = giveSecret(arguments, *workplace, *client);
    if (!secret)
        return secret.error();
    const base::Status added = workplace->store->write([&](Transaction &tx) -> base::Status {
        if (!store::insertClient(tx, *client))
            return base::Error{Errc::Conflict, QStringLiteral("There is a client \"%1\", or another client for this resource server, already.").arg(client->id.text())};
        log(tx, "client.registered", *client, describe(*client));
        return base::Done{};
    });
    if (!added)
        return added;
    QJsonObject out{{QStringLiteral("client_id"), client->id.text()}};
    if (!secret->isEmpty())
        out.insert(QStringLiteral("client_secret"), QString::fromUtf8(secret->reveal()));
    printJson(out);
    warnAboutUnknown(*workplace, *client);
    return base::Done{};
}

base::Status list(const Arguments &arguments)
{
    auto workplace = openWorkplace(arguments);
    if (!workplace)
        return workplace.error();
    const auto clients = workplace->store->read([](Transaction &tx) { return store::listClients(tx); });
    if (!clients)
        return clients.error();
    const qint64 now = workplace->store->clock().now();
    for (const Client &client : *clients) {
        QJsonObject line = describe(client);
        line.insert(QStringLiteral("created_at"), client.createdAt);
        line.insert(QStringLiteral("alive"), client.alive(now));
        line.insert(QStringLiteral("built_in"), client.isBuiltIn);
        line.insert(QStringLiteral("temporary"), client.isTemporary);
        line.insert(QStringLiteral("status"), policy::clientStatusName(policy::clientStatus(client, now)));
        line.insert(QStringLiteral("registered_by"), client.registeredBy);
        if (client.expiresAt)
            line.insert(QStringLiteral("expires_at"), *client.expiresAt);
        printJson(line);
    }
    return base::Done{};
}

base::Status disable(const Arguments &arguments)
{
    auto workplace = openWorkplace(arguments);
    if (!workplace)
        return workplace.error();
    return workplace->store->write([&](Transaction &tx) -> base::Status {
        const base::ClientId id(arguments.value(QStringLiteral("id")));
        const auto client = store::findClient(tx, id);
        if (!client || client->deletedAt)
            return base::Error{Errc::NotFound, QStringLiteral("There is no client \"%1\".").arg(id.text().left(100))};
        if (client->isBuiltIn)
            return base::Error{Errc::Denied, QStringLiteral("The client \"%1\" is built in and cannot be changed.").arg(id.text())};
        if (client->disabledAt || client->ended(tx.now()))
            return base::Error{Errc::Conflict, QStringLiteral("The client \"%1\" is %2 already.").arg(id.text(), client->disabledAt ? QStringLiteral("disabled") : QStringLiteral("over"))};
        store::disableClient(tx, id, {kActorCli, {}});
        log(tx, "client.disabled", *client, {});
        return base::Done{};
    });
}

Option idOption()
{
    return {QStringLiteral("id"), QStringLiteral("ID"), QStringLiteral("The client_id."), Occurs::Required};
}

Option option(const char *name, const char *value, const char *help, Occurs occurs = Occurs::Optional)
{
    return {QLatin1String(name), QLatin1String(value), QString::fromUtf8(help), occurs};
}

}  // namespace

std::vector<Command> clientCommands()
{
    return {
        {QStringLiteral("client add"), QStringLiteral("Registers a program or an API."),
         QStringLiteral("Prints {\"client_id\",\"client_secret\"?}. Without --secret-stdin a secret is made and printed this once.\n"
                        "Lists are separated by commas or blanks. Grants: client_credentials, ciba, authorization_code, refresh_token."),
         {dataOption(), idOption(), option("name", "TEXT", "What people see.", Occurs::Required), option("owner", "TEXT", "Who answers for it: a person or an address.", Occurs::Required),
          option("grants", "LIST", "What it may use at the token endpoint."), option("scopes", "LIST", "The most its tokens may hold."),
          option("access-scopes", "LIST", "What it may be given with an approval only."),
          option("actions", "LIST", "The action types it may ask for."), option("resource-server", "URI", "It is this API, and consumes credentials."),
          option("auth", "METHOD", "client_secret_basic (default), private_key_jwt or none."), option("jwks", "FILE", "Its public keys, for private_key_jwt."),
          option("redirect-uri", "URI", "Where the browser comes back to.", Occurs::Repeated), option("ping-endpoint", "URI", "Where it is told that a decision was made (CIBA ping)."),
          option("secret-stdin", "", "Reads the secret from standard input: 32 characters or more.", Occurs::Flag)},
         &add},
        {QStringLiteral("client list"), QStringLiteral("Lists clients, one JSON object a line, without secrets."), QString(), {dataOption()}, &list},
        {QStringLiteral("client disable"), QStringLiteral("Shuts a client out, at once and with its tokens."), QString(), {dataOption(), idOption()}, &disable},
    };
}

}  // namespace countersign::authority::commands
