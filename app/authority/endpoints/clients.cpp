// /clients: the list with its tombstones, and what an administrator may do with one (protocol.md 7).
#include "app/authority/config.h"
#include "app/authority/endpoints/client_endpoints.h"
#include "app/authority/endpoints/client_view.h"
#include "app/authority/endpoints/management.h"
#include "app/authority/endpoints/page_request.h"
#include "app/authority/keys.h"
#include "app/authority/policy/client_lifecycle.h"
#include "app/authority/policy/registration_policy.h"
#include "app/authority/store/transaction.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/oauth/error_code.h"

#include <QJsonArray>

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;
using grants::refuse;
using State = store::ClientFilter::State;

constexpr int kDefaultLimit = 100;
constexpr qsizetype kMostSearchChars = 200;

http::Response notFound()
{
    return refuse(404, error::kNotFound, QLatin1StringView("There is no such client."));
}

http::Response conflict(const QString &why)
{
    return http::Response::error(409, "conflict", why);
}

std::optional<State> stateOf(const QString &text)
{
    if (text.isEmpty() || text == QLatin1String("all"))
        return State::All;
    if (text == QLatin1String("active"))
        return State::Active;
    return text == QLatin1String("ended") ? std::optional(State::Ended) : std::nullopt;
}

std::optional<store::ClientFilter> filterOf(const http::Form &query)
{
    const auto page = readPage(query);
    const auto state = stateOf(query.value(QStringLiteral("status")));
    const QString temporary = query.value(QStringLiteral("temporary"));
    const bool isFlag = temporary.isEmpty() || temporary == QLatin1String("true") || temporary == QLatin1String("false");
    if (!page || !state || !isFlag || query.value(QStringLiteral("q")).size() > kMostSearchChars)
        return std::nullopt;
    store::ClientFilter filter;
    filter.state = *state;
    if (!temporary.isEmpty())
        filter.temporary = temporary == QLatin1String("true");
    filter.words = query.value(QStringLiteral("q"));
    filter.beforeTime = page->beforeTime;
    filter.beforeId = page->beforeId;
    filter.limit = query.has(QStringLiteral("limit")) ? page->limit : kDefaultLimit;
    return filter;
}

http::Outcome list(Services &services, const http::Request &request)
{
    return readOutcome(services, request, {kManageClients}, [&request](Services &inner, store::Transaction &tx, const grants::Caller &) -> http::Response {
        auto query = readQuery(request, {QStringLiteral("temporary"), QStringLiteral("status"), QStringLiteral("q"), QStringLiteral("limit"), QStringLiteral("cursor")});
        if (auto *refused = grants::refusal(query))
            return std::move(*refused);
        const auto filter = filterOf(std::get<http::Form>(query));
        if (!filter)
            return refuse(400, error::kInvalidRequest, QLatin1StringView("temporary is true or false, status active, ended or all, limit 1 to 200, cursor one that was handed out."));
        store::ClientFilter oneMore = *filter;
        ++oneMore.limit;
        const auto clients = store::clientPage(tx, oneMore);
        QJsonArray items;
        for (const store::Client &client : clients) {
            if (items.size() < filter->limit)
                items.append(clientItem(inner, tx, client));
        }
        QJsonObject answer{{QStringLiteral("items"), items}, {QStringLiteral("server_time"), tx.now()}};
        if (static_cast<qsizetype>(clients.size()) > filter->limit) {
            const store::Client &last = clients[static_cast<size_t>(filter->limit) - 1];
            answer.insert(QStringLiteral("next_cursor"), cursorText(last.createdAt, last.id.text()));
        }
        return http::Response::json(200, answer);
    });
}

http::Outcome card(Services &services, const http::Request &request)
{
    const base::ClientId id(QString::fromLatin1(request.pathParam("id")));
    return readOutcome(services, request, {kManageClients}, [&id](Services &inner, store::Transaction &tx, const grants::Caller &) {
        const auto client = store::findClient(tx, id);
        return client ? http::Response::json(200, clientCard(inner, tx, *client)) : notFound();
    });
}

http::Response answerClient(const Services &services, store::Transaction &tx, const base::ClientId &id)
{
    const auto client = store::findClient(tx, id);
    return client ? http::Response::json(200, clientCard(services, tx, *client)) : notFound();
}

store::Doing doingOf(const Change &change)
{
    return {change.caller.user.sub.text(), change.reason};
}

http::Response extend(Services &services, store::Transaction &tx, const Change &change)
{
    const base::ClientId id(change.id);
    const auto client = store::findClient(tx, id);
    if (!client)
        return notFound();
    const auto end = base::json::integer(change.body, QLatin1String("client_expires_at"));
    if (!end)
        return refuse(400, error::kInvalidRequest, QLatin1StringView("client_expires_at is needed, in seconds since the epoch."));
    const Config::Clients &limits = services.config.clients;
    if (!client->isTemporary || client->ended(tx.now()))
        return conflict(QStringLiteral("Only the end of a temporary client that still lives can be moved."));
    if (client->extensions >= limits.extensions)
        return conflict(QStringLiteral("The end was moved as often as it may be: register another client."));
    if (*end <= *client->expiresAt || *end > tx.now() + limits.longestLifeSeconds)
        return http::Response::error(400, "invalid_request", QStringLiteral("client_expires_at must be later than the end it has, and at most %1 seconds from now.").arg(limits.longestLifeSeconds));
    if (!store::extendClient(tx, id, *end, policy::warningTime(tx.now(), *end)))
        return conflict(QStringLiteral("The client has ended."));
    // The approval it came by stays open as long as the client.
    tx.exec("UPDATE credential SET expires_at = ? WHERE approval_id = ?", {*end, client->initialToken});
    policy::recordClient(tx, id, {QStringLiteral("client.extended"), change.caller.user.sub.text(),
                                  {{QStringLiteral("from"), *client->expiresAt}, {QStringLiteral("to"), *end}, {QStringLiteral("reason"), change.reason}}});
    return answerClient(services, tx, id);
}

http::Response revoke(Services &services, store::Transaction &tx, const Change &change)
{
    const base::ClientId id(change.id);
    const auto client = store::findClient(tx, id);
    if (!client)
        return notFound();
    if (client->isBuiltIn)
        return conflict(QStringLiteral("A client that is built in cannot be changed."));
    // A second revocation finds what it wants: the client is over.
    (void)policy::endClient(services, tx, id, doingOf(change));
    return answerClient(services, tx, id);
}

http::Response rotateSecret(Services &services, store::Transaction &tx, const Change &change)
{
    const base::ClientId id(change.id);
    const auto client = store::findClient(tx, id);
    if (!client)
        return notFound();
    const QByteArray secret = crypto::randomToken(32);
    if (client->ended(tx.now()) || !store::setClientSecret(tx, *client, services.keys.secretHash(secret), change.caller.user.sub))
        return conflict(QStringLiteral("Only a living client that proves itself with a secret can get another one."));
    policy::recordClient(tx, id, {QStringLiteral("client.secret_rotated"), change.caller.user.sub.text(), {{QStringLiteral("reason"), change.reason}}});
    QJsonObject answer = clientCard(services, tx, *store::findClient(tx, id));
    answer.insert(QStringLiteral("client_secret"), QString::fromLatin1(secret));
    answer.insert(QStringLiteral("client_secret_expires_at"), client->expiresAt.value_or(0));
    return http::Response::json(200, answer).withHeader("Pragma", "no-cache");
}

http::Response freeze(Services &services, store::Transaction &tx, const Change &change)
{
    const base::ClientId id(change.id);
    const auto client = store::findClient(tx, id);
    if (!client)
        return notFound();
    if (client->isBuiltIn)
        return conflict(QStringLiteral("A client that is built in cannot be changed."));
    // Ended, or frozen by somebody else a moment ago: it is stopped, which is what was wanted.
    (void)policy::freezeClient(services, tx, id, doingOf(change));
    if (change.caller.scopes.contains(kManageClients))
        return answerClient(services, tx, id);
    const auto now = *store::findClient(tx, id);
    return http::Response::json(200, {{QStringLiteral("id"), id.text()}, {QStringLiteral("name"), now.name}, {QStringLiteral("owner"), now.owner},
                                      {QStringLiteral("temporary"), now.isTemporary},
                                      {QStringLiteral("status"), policy::clientStatusName(policy::clientStatus(now, tx.now()))}});
}

http::Response unfreeze(Services &services, store::Transaction &tx, const Change &change)
{
    const base::ClientId id(change.id);
    const auto client = store::findClient(tx, id);
    if (!client)
        return notFound();
    if (client->ended(tx.now()))
        return conflict(QStringLiteral("The client has ended."));
    (void)policy::unfreezeClient(tx, id, doingOf(change));
    return answerClient(services, tx, id);
}

}  // namespace

void registerClients(http::Router &router, Services &services)
{
    router.add("GET", "/clients", http::BodyKind::None, [&services](const http::Request &request) { return list(services, request); });
    router.add("GET", "/clients/{id}", http::BodyKind::None, withoutQuery([&services](const http::Request &request) { return card(services, request); }));
    const auto add = [&](const char *path, const NeededScope &needed, ChangeHandler handler) {
        router.add("POST", path, http::BodyKind::Json, withoutQuery([&services, needed, handler = std::move(handler)](const http::Request &request) {
            return changeOutcome(services, request, needed, handler);
        }));
    };
    add("/clients/{id}/extend", {kManageClients}, extend);
    add("/clients/{id}/revoke", {kManageClients}, revoke);
    add("/clients/{id}/rotate-secret", {kManageClients}, rotateSecret);
    add("/clients/{id}/freeze", {kManageClients, QLatin1StringView("approvals:decide")}, freeze);
    add("/clients/{id}/unfreeze", {kManageClients}, unfreeze);
}

}  // namespace countersign::authority::endpoints
