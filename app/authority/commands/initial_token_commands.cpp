// `initial-token …`: with such a token a pipeline registers its own clients (RFC 7591 1.2), without a window or an administrator's sign-in.
#include "app/authority/catalog_cache.h"
#include "app/authority/commands/workplace.h"
#include "app/authority/config.h"
#include "app/authority/grants/initial_access.h"
#include "app/catalog/fields.h"

#include <QJsonArray>

namespace countersign::authority::commands {

namespace {

using base::Errc;
using store::Transaction;

// "2h" as in the catalogue. InvalidArgument names the option.
base::Status readDuration(const Arguments &arguments, const char *option, qint64 &seconds)
{
    const QString name = QLatin1String(option);
    if (!arguments.has(name))
        return base::Done{};
    const auto read = catalog::parseDuration(arguments.value(name));
    if (!read)
        return base::Error{Errc::InvalidArgument, QStringLiteral("--%1 is a whole number with a unit, like 90s, 30m, 2h or 7d.").arg(name)};
    seconds = *read;
    return base::Done{};
}

base::Result<grants::InitialAccess> accessFrom(const Arguments &arguments)
{
    grants::InitialAccess wanted;
    bool isNumber = true;
    if (arguments.has(QStringLiteral("uses")))
        wanted.uses = arguments.value(QStringLiteral("uses")).toLongLong(&isNumber);
    if (!isNumber)
        return base::Error{Errc::InvalidArgument, QStringLiteral("--uses is a whole number.")};
    for (const auto &status : {readDuration(arguments, "expires-in", wanted.expiresInSeconds), readDuration(arguments, "max-client-ttl", wanted.maxClientTtl)}) {
        if (!status)
            return status.error();
    }
    wanted.rights = rightsFrom(arguments);
    return wanted;
}

base::Status add(const Arguments &arguments)
{
    const auto wanted = accessFrom(arguments);
    if (!wanted)
        return wanted.error();
    auto workplace = withKeys(openWorkplace(arguments));
    if (!workplace)
        return workplace.error();
    const auto config = readConfig(workplace->directory);
    if (!config)
        return config.error();
    CatalogCache cache;
    std::optional<grants::MadeInitialToken> made;
    const base::Status done = workplace->store->write([&](Transaction &tx) -> base::Status {
        const auto catalog = cache.current(tx);
        auto result = grants::createInitialToken(tx, {*workplace->keys, *config, *catalog}, *wanted, kActorCli);
        if (!result)
            return result.error();
        made = *std::move(result);
        return base::Done{};
    });
    if (!done)
        return done;
    printJson({{QStringLiteral("id"), made->id}, {QStringLiteral("token"), QString::fromLatin1(made->token)}, {QStringLiteral("expires_at"), made->expiresAt}});
    return base::Done{};
}

base::Status list(const Arguments &arguments)
{
    auto workplace = openWorkplace(arguments);
    if (!workplace)
        return workplace.error();
    const auto tokens = workplace->store->read([](Transaction &tx) { return store::listInitialTokens(tx); });
    if (!tokens)
        return tokens.error();
    const qint64 now = workplace->store->clock().now();
    for (const store::InitialToken &token : *tokens)
        printJson({{QStringLiteral("id"), token.id}, {QStringLiteral("created_by"), token.createdBy}, {QStringLiteral("created_at"), token.createdAt},
                   {QStringLiteral("expires_at"), token.expiresAt}, {QStringLiteral("uses_left"), token.usesLeft}, {QStringLiteral("usable"), token.usable(now)},
                   {QStringLiteral("scopes"), QJsonArray::fromStringList(token.rights.scopes)},
                   {QStringLiteral("access_scopes"), QJsonArray::fromStringList(token.rights.accessScopes)},
                   {QStringLiteral("actions"), QJsonArray::fromStringList(token.rights.actions)}, {QStringLiteral("max_client_ttl"), token.maxClientTtl}});
    return base::Done{};
}

base::Status revoke(const Arguments &arguments)
{
    auto workplace = openWorkplace(arguments);
    if (!workplace)
        return workplace.error();
    return workplace->store->write([&](Transaction &tx) -> base::Status {
        if (!grants::endInitialToken(tx, arguments.value(QStringLiteral("id")), {kActorCli, {}}))
            return base::Error{Errc::NotFound, QStringLiteral("There is no such initial access token that still works.")};
        return base::Done{};
    });
}

}  // namespace

std::vector<Command> initialTokenCommands()
{
    const auto option = [](const char *name, const char *value, const char *help, Occurs occurs = Occurs::Optional) {
        return Option{QLatin1String(name), QLatin1String(value), QString::fromUtf8(help), occurs};
    };
    return {
        {QStringLiteral("initial-token add"), QStringLiteral("Makes a token with which clients may be registered."),
         QStringLiteral("Prints {\"id\",\"token\",\"expires_at\"}; the token this once. Clients registered with it hold no more than it names.\n"
                        "Durations are a number with a unit: 90s, 30m, 2h, 7d."),
         {dataOption(), option("uses", "NUMBER", "How many clients may be registered with it (1)."), option("expires-in", "DURATION", "Until when it works (1d)."),
          option("max-client-ttl", "DURATION", "The longest life of such a client (2h)."), option("scopes", "LIST", "The most a client may hold."),
          option("access-scopes", "LIST", "What a client may be given with an approval only."),
          option("actions", "LIST", "The action types a client may ask for.")},
         &add},
        {QStringLiteral("initial-token list"), QStringLiteral("Lists initial access tokens, one JSON object a line, without secrets."), QString(), {dataOption()}, &list},
        {QStringLiteral("initial-token revoke"), QStringLiteral("Ends one; clients registered with it live on."), QString(),
         {dataOption(), option("id", "ID", "As initial-token list shows it.", Occurs::Required)}, &revoke},
    };
}

}  // namespace countersign::authority::commands
