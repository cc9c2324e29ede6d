#include "app/programs/ctl/client_making.h"

#include "app/base/clock.h"
#include "app/base/json.h"
#include "app/oauth/names.h"
#include "app/programs/ctl/ask_and_wait.h"
#include "app/programs/ctl/requester_options.h"
#include "app/programs/ctl/terminal.h"

#include <QJsonArray>

namespace countersign::ctl {
namespace {

using base::Errc;
using base::Result;

constexpr char kDefaultTtl[] = "30m";
constexpr char kDefaultName[] = "Pipeline";

QStringList list(const QString &text)
{
    QString blanks = text;
    return blanks.replace(QLatin1Char(','), QLatin1Char(' ')).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

struct Wish {
    QString name, owner, reason, ticket;
    QStringList scopes, accessScopes, actions;
    qint64 ttl = 0;
};

Result<Wish> wishFrom(const Arguments &arguments)
{
    const Result<qint64> ttl = readDuration(arguments.has("ttl") ? arguments.value("ttl") : QLatin1String(kDefaultTtl));
    if (!ttl)
        return ttl.error();
    Wish wish;
    wish.name = arguments.has("name") ? arguments.value("name") : QLatin1String(kDefaultName);
    wish.owner = arguments.value("owner");
    wish.reason = arguments.value("reason");
    wish.ticket = arguments.value("ticket");
    wish.scopes = list(arguments.value("scopes"));
    wish.accessScopes = list(arguments.value("access-scopes"));
    wish.actions = list(arguments.value("actions"));
    wish.ttl = *ttl;
    return wish;
}

base::SharedSecret shared(const QString &text)
{
    return std::make_shared<const base::Secret>(text.toUtf8());
}

Result<MadeClient> readMade(const Arguments &arguments, const QJsonObject &answer)
{
    using base::json::text;
    const auto id = text(answer, QLatin1String("client_id"));
    const auto uri = text(answer, QLatin1String("registration_client_uri"));
    const auto token = text(answer, QLatin1String("registration_access_token"));
    const auto secret = text(answer, QLatin1String("client_secret"));
    const auto end = base::json::integer(answer, QLatin1String("client_expires_at"));
    if (!id || !uri || !token || !secret || !end)
        return {Errc::Malformed, QStringLiteral("the answer to the registration is not complete")};
    return MadeClient{optionOr(arguments, "issuer", "COUNTERSIGN_ISSUER"), *id, *uri, *end, shared(*secret), shared(*token), answer};
}

Making failed(int code)
{
    return {nullptr, std::nullopt, code};
}

Making finish(const Arguments &arguments, std::shared_ptr<Requester> requester, const Requester::Outcome<QJsonObject> &outcome)
{
    if (const auto *wire = std::get_if<WireError>(&outcome))
        return failed(failWire(*wire));
    if (const auto *error = std::get_if<base::Error>(&outcome))
        return failed(fail(*error));
    Result<MadeClient> made = readMade(arguments, std::get<QJsonObject>(outcome));
    if (!made)
        return failed(fail(made.error()));
    return {std::move(requester), *std::move(made), Success};
}

Making byInitialToken(const Arguments &arguments, const Wish &wish)
{
    Result<QByteArray> bytes = readInput(optionOr(arguments, "initial-token-file", "COUNTERSIGN_INITIAL_TOKEN_FILE"));
    if (!bytes)
        return failed(fail(bytes.error()));
    const base::Secret token = base::Secret::take(*bytes);
    Result<std::shared_ptr<Requester>> requester = makeAnonymousRequester(arguments);
    if (!requester)
        return failed(fail(requester.error()));
    QJsonArray grants{QString(oauth::kGrantClientCredentials)};
    if (!wish.actions.isEmpty())
        grants.append(QString(oauth::kGrantCiba));
    QJsonObject metadata{{QStringLiteral("client_name"), wish.name},
                         {QStringLiteral("grant_types"), grants},
                         {QStringLiteral("client_expires_at"), base::SystemClock().now() + wish.ttl},
                         {QStringLiteral("scope"), wish.scopes.join(QLatin1Char(' '))},
                         {QStringLiteral("access_scope"), wish.accessScopes.join(QLatin1Char(' '))},
                         {QStringLiteral("authorization_details_types"), QJsonArray::fromStringList(wish.actions)}};
    const std::pair<const char *, const QString &> optional[] = {{"owner", wish.owner}, {"reason", wish.reason}, {"ticket", wish.ticket}};
    for (const auto &[name, value] : optional) {
        if (!value.isEmpty())
            metadata.insert(QLatin1String(name), value);
    }
    const auto outcome = (*requester)->registerClient(token, metadata);
    return finish(arguments, *requester, outcome);
}

Making byApproval(const Arguments &arguments, const Wish &wish)
{
    if (!wish.accessScopes.isEmpty())
        return failed(fail(Usage, QStringLiteral("--access-scopes is for clients made with an initial access token; a client that was asked for gets what was approved")));
    Result<std::shared_ptr<Requester>> requester = makeRequester(arguments);
    if (!requester)
        return failed(fail(requester.error()));
    Asking asking;
    asking.type = QStringLiteral("countersign.client");
    asking.params = {{QStringLiteral("client_name"), wish.name}, {QStringLiteral("scopes"), QJsonArray::fromStringList(wish.scopes)}, {QStringLiteral("ttl"), wish.ttl}};
    if (!wish.actions.isEmpty())
        asking.params.insert(QStringLiteral("actions"), QJsonArray::fromStringList(wish.actions));
    const Ended end = askAndReceive(**requester, arguments, std::move(asking));
    return end.answer ? finish(arguments, *requester, *end.answer) : failed(end.code);
}

}  // namespace

std::vector<OptionSpec> clientWishOptions(std::vector<OptionSpec> more)
{
    std::vector<OptionSpec> all{{"initial-token-file", "FILE", "register with this initial access token; - reads standard input (or COUNTERSIGN_INITIAL_TOKEN_FILE)"},
                                {"scopes", "LIST", "what the client may do, separated by commas or blanks"},
                                {"access-scopes", "LIST", "what it may be given with an approval only, with an initial access token"},
                                {"actions", "LIST", "action types it may ask for"},
                                {"ttl", "DURATION", "how long it lives at most: 90s, 30m, 2h, 7d (30m)"},
                                {"name", "TEXT", "what people see (Pipeline)"},
                                {"owner", "TEXT", "who answers for it, with an initial access token"},
                                {"reason", "TEXT", "why, for the approver and the log"},
                                {"ticket", "TEXT", "a ticket's number"}};
    all.insert(all.end(), more.begin(), more.end());
    return withClientOptions(std::move(all));
}

Result<qint64> readDuration(const QString &text)
{
    const QChar unit = text.isEmpty() ? QChar() : text.back();
    const qint64 factor = unit == QLatin1Char('m') ? 60 : unit == QLatin1Char('h') ? 3600 : unit == QLatin1Char('d') ? 86'400 : 1;
    const bool hasUnit = factor > 1 || unit == QLatin1Char('s');
    bool isNumber = false;
    const qint64 number = text.chopped(hasUnit ? 1 : 0).toLongLong(&isNumber);
    if (!isNumber || number < 1 || number > 366 * 86'400LL / factor)
        return {Errc::InvalidArgument, QStringLiteral("--ttl is a number with a unit, like 90s, 30m, 2h or 7d")};
    return number * factor;
}

Making makeClient(const Arguments &arguments)
{
    const Result<Wish> wish = wishFrom(arguments);
    if (!wish)
        return failed(fail(wish.error()));
    const bool hasToken = !optionOr(arguments, "initial-token-file", "COUNTERSIGN_INITIAL_TOKEN_FILE").isEmpty();
    return hasToken ? byInitialToken(arguments, *wish) : byApproval(arguments, *wish);
}

}  // namespace countersign::ctl
