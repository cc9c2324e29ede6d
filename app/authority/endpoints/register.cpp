// POST /register (RFC 7591) and GET, PUT, DELETE /register/{client_id} (RFC 7592): clients with an end (protocol.md 7).
#include "app/authority/catalog_cache.h"
#include "app/authority/config.h"
#include "app/authority/endpoints/client_endpoints.h"
#include "app/authority/endpoints/json_body.h"
#include "app/authority/grants/caller.h"
#include "app/authority/grants/registration.h"
#include "app/authority/http/router.h"
#include "app/authority/keys.h"
#include "app/authority/policy/client_lifecycle.h"
#include "app/authority/policy/rate_limit.h"
#include "app/authority/policy/registration_policy.h"
#include "app/authority/scope_usage.h"
#include "app/authority/store/initial_tokens.h"
#include "app/authority/store/store.h"
#include "app/crypto/digest.h"
#include "app/oauth/error_code.h"

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;
using grants::Or;
using grants::refusal;
using grants::refuse;

constexpr QLatin1StringView kManage{"clients:manage"};
constexpr qint64 kLongestRetryAfter = 3600;

// RFC 6750 3. One answer for a token that is missing, wrong, spent, over or of another client.
http::Response invalidToken()
{
    return refuse(401, error::kInvalidToken, QLatin1StringView("The token is missing, unknown, used up or over, or of another client."))
        .withHeader("WWW-Authenticate", "Bearer realm=\"countersign\", error=\"invalid_token\"");
}

http::Response answerFault(const oauth::MetadataFault &fault)
{
    return http::Response::error(400, QByteArrayView(fault.code.data(), fault.code.size()), fault.description);
}

http::Response tooMany(qint64 retryAfterSeconds, const QString &why)
{
    return http::Response::error(429, "too_many_clients", why)
        .withHeader("Retry-After", QByteArray::number(std::clamp<qint64>(retryAfterSeconds, 1, kLongestRetryAfter)));
}

// The token of `Bearer <token>`, from exactly one Authorization header; empty when there is none of that kind.
QByteArray bearerToken(const http::Request &request)
{
    const QList<QByteArray> headers = request.headerAll("authorization");
    const qsizetype blank = headers.size() == 1 ? headers.first().indexOf(' ') : -1;
    if (blank < 0 || headers.first().first(blank).compare("bearer", Qt::CaseInsensitive) != 0)
        return {};
    return headers.first().mid(blank + 1);
}

bool isDpop(const http::Request &request)
{
    const QList<QByteArray> headers = request.headerAll("authorization");
    return headers.size() == 1 && headers.first().left(5).compare("dpop ", Qt::CaseInsensitive) == 0;
}

// Whoever registers, and what may be given away by that.
struct Registrant {
    QString actor;
    QString initialToken;  // id
    QString person;        // who is given its secrets by it, or whoever they pass the token on to; empty: made on the machine
    QString owner;         // unless another is named
    qint64 latestEnd = 0;
    std::optional<store::Rights> most;
};

class Registering {
public:
    Registering(Services &services, store::Transaction &tx) : m_services(services), m_tx(tx), m_limits(services.config.clients) {}

    Or<Registrant> byInitialToken(const QByteArray &hash) const
    {
        const auto token = store::findInitialToken(m_tx, hash);
        if (!token || !token->usable(m_tx.now()) || !creatorStands(token->createdBy))
            return invalidToken();
        const qint64 longest = std::min<qint64>(token->maxClientTtl, m_limits.longestLifeSeconds);
        const auto creator = store::findUser(m_tx, base::Subject(token->createdBy));
        return Registrant{QStringLiteral("token:") + token->id, token->id, creator ? token->createdBy : QString(), creator ? creator->name : token->createdBy,
                          m_tx.now() + longest, token->rights};
    }

    Or<Registrant> byAdministrator(const grants::PresentedToken &token) const
    {
        auto caller = grants::authenticateCaller(m_services, m_tx, token, kManage);
        if (auto *refused = refusal(caller))
            return std::move(*refused);
        const store::User &user = std::get<grants::Caller>(caller).user;
        return Registrant{user.sub.text(), {}, user.sub.text(), user.name, m_tx.now() + m_limits.longestLifeSeconds, std::nullopt};
    }

    http::Response run(const Registrant &registrant, policy::RateLimit &rate, const oauth::ClientMetadata &metadata)
    {
        if (const auto wait = rate.hit(registrant.actor, m_services.clock.monotonicMs()))
            return tooMany(*wait, QStringLiteral("Too many registrations within a minute."));
        if (auto refusal = m_services.store.closed())
            return *std::move(refusal);
        if (auto full = quotaReached(registrant))
            return *std::move(full);
        store::Client fixed;
        fixed.id = grants::newClientId();
        fixed.createdAt = m_tx.now();
        fixed.owner = registrant.owner;
        fixed.registeredBy = registrant.actor;
        if (!registrant.person.isEmpty())
            fixed.registrants = {registrant.person};
        fixed.initialToken = registrant.initialToken;
        auto resulting = policy::resultingClient(metadata, fixed);
        if (const auto *fault = std::get_if<oauth::MetadataFault>(&resulting))
            return answerFault(*fault);
        auto &client = std::get<store::Client>(resulting);
        const auto catalog = m_services.catalog.current(m_tx);
        if (const auto fault = policy::judgeRegistration(client, {*catalog, m_services.config, m_tx.now(), registrant.latestEnd, registrant.most,
                                                                  grants::trustedNames(m_tx)})) {
            for (const QString &scope : client.scopes + client.accessScopes) {
                if (!catalog->scope(scope))
                    m_services.usage.missed(scope, registrant.actor);
            }
            return answerFault(*fault);
        }
        client.ceiling = registrant.most.value_or(client);
        client.warnAt = policy::warningTime(m_tx.now(), *client.expiresAt);
        const grants::ClientSecrets secrets = grants::giveSecrets(m_services, client);
        if (!registrant.initialToken.isEmpty() && !store::useInitialToken(m_tx, registrant.initialToken))
            return invalidToken();
        if (!store::insertClient(m_tx, client))
            m_tx.abandon(store::Store::unavailable());
        policy::recordClient(m_tx, client.id, {QStringLiteral("client.registered"), registrant.actor, oauth::clientMetadataJson(grants::metadataOf(client))});
        return http::Response::json(201, grants::clientInformation(m_services, client, secrets)).withHeader("Pragma", "no-cache");
    }

private:
    // Whoever may no longer register clients may not let others do it either.
    bool creatorStands(const QString &actor) const
    {
        if (!actor.startsWith(QLatin1String("usr_")))
            return true;
        const auto user = store::findUser(m_tx, base::Subject(actor));
        return user && user->entitledScopes().contains(kManage);
    }

    std::optional<http::Response> quotaReached(const Registrant &registrant) const
    {
        const auto retryAfter = [this](const QString &token) {
            const auto row = token.isEmpty()
                ? m_tx.one("SELECT min(expires_at) FROM client WHERE is_temporary = 1 AND deleted_at IS NULL AND expires_at > ?", {m_tx.now()})
                : m_tx.one("SELECT min(expires_at) FROM client WHERE initial_token = ? AND initial_token <> '' AND deleted_at IS NULL AND expires_at > ?",
                           {token, m_tx.now()});
            return row && !row->isNull(0) ? row->integer(0) - m_tx.now() : kLongestRetryAfter;
        };
        const QString &token = registrant.initialToken;
        if (!token.isEmpty() && store::countLiving(m_tx, token, m_limits.mostPerToken) >= m_limits.mostPerToken)
            return tooMany(retryAfter(token), QStringLiteral("As many clients of this initial access token live as one may have."));
        if (store::countLiving(m_tx, {}, m_limits.most) >= m_limits.most)
            return tooMany(retryAfter({}), QStringLiteral("As many temporary clients live as there may be."));
        return std::nullopt;
    }

    Services &m_services;
    store::Transaction &m_tx;
    const Config::Clients &m_limits;
};

// The body as metadata; a fault is answered once the token was accepted.
using Wanted = std::variant<oauth::ClientMetadata, oauth::MetadataFault>;

Wanted readWanted(const http::Request &request)
{
    const auto body = readObject(request);
    if (const auto *object = std::get_if<QJsonObject>(&body))
        return oauth::readClientMetadata(*object);
    return oauth::MetadataFault{error::kInvalidClientMetadata, QStringLiteral("The body must be one JSON object without duplicate names.")};
}

http::Outcome create(Services &services, policy::RateLimit &rate, const http::Request &request)
{
    std::optional<grants::PresentedToken> admin;
    QByteArray hash;
    if (isDpop(request)) {
        auto token = grants::presentToken(services, request);
        if (auto *refused = refusal(token))
            return std::move(*refused);
        admin = std::get<grants::PresentedToken>(token);
    } else if (const QByteArray token = bearerToken(request); !token.isEmpty()) {
        hash = grants::initialTokenHash(services, token);
    } else {
        return invalidToken();
    }
    return http::Work([&services, &rate, admin, hash, wanted = readWanted(request)](store::Transaction &tx) -> http::Response {
        Registering registering(services, tx);
        auto registrant = admin ? registering.byAdministrator(*admin) : registering.byInitialToken(hash);
        if (auto *refused = refusal(registrant))
            return std::move(*refused);
        if (const auto *fault = std::get_if<oauth::MetadataFault>(&wanted))
            return answerFault(*fault);
        return registering.run(std::get<Registrant>(registrant), rate, std::get<oauth::ClientMetadata>(wanted));
    });
}

// A call by the holder of a registration access token.
struct Holder {
    base::ClientId id;
    QByteArray token;
};

Holder holderOf(const http::Request &request)
{
    return {base::ClientId(QString::fromLatin1(request.pathParam("client_id"))), bearerToken(request)};
}

Or<store::Client> authenticateHolder(Services &services, store::Transaction &tx, const Holder &holder)
{
    const QByteArray hash = grants::registrationHash(services, holder.token);
    auto client = store::findClient(tx, holder.id);
    if (holder.token.isEmpty() || !client || client->registrationHash.isEmpty() || !crypto::equal(client->registrationHash, hash) || !client->alive(tx.now()))
        return invalidToken();
    return *std::move(client);
}

http::Outcome read(Services &services, const http::Request &request)
{
    return services.store.answer([&](store::Transaction &tx) -> http::Response {
        const Holder holder = holderOf(request);
        auto client = authenticateHolder(services, tx, holder);
        if (auto *refused = refusal(client))
            return std::move(*refused);
        // RFC 7592 3 wants the token in every answer; it is the one that was sent.
        return http::Response::json(200, grants::clientInformation(services, std::get<store::Client>(client), {{}, holder.token}));
    });
}

// RFC 7592 2.2: what the authority gave is not for the client to send back, but for its id, and its secret as it is.
std::optional<oauth::MetadataFault> checkUpdate(Services &services, const store::Client &client, const QJsonObject &body)
{
    const auto fault = [](const char *why) { return oauth::MetadataFault{error::kInvalidClientMetadata, QLatin1String(why)}; };
    if (body.value(QLatin1String("client_id")) != client.id.text())
        return fault("client_id must be that of the client.");
    for (const char *name : {"registration_access_token", "registration_client_uri", "client_secret_expires_at", "client_id_issued_at"}) {
        if (body.contains(QLatin1String(name)))
            return fault("registration_access_token, registration_client_uri, client_secret_expires_at and client_id_issued_at are not sent back.");
    }
    const QJsonValue secret = body.value(QLatin1String("client_secret"));
    if (!secret.isUndefined() && (!secret.isString() || !crypto::equal(services.keys.secretHash(secret.toString().toUtf8()), client.secretHash)))
        return fault("client_secret cannot be chosen.");
    const QJsonValue owner = body.value(QLatin1String("owner"));
    if (!(owner.isUndefined() || owner.isNull()) && owner != client.owner)
        return fault("owner cannot be changed: it says who may not approve what the client asks for.");
    return std::nullopt;
}

http::Response update(Services &services, store::Transaction &tx, const Holder &holder, const Or<QJsonObject> &body)
{
    auto authenticated = authenticateHolder(services, tx, holder);
    if (auto *refused = refusal(authenticated))
        return std::move(*refused);
    const auto &before = std::get<store::Client>(authenticated);
    const auto *object = std::get_if<QJsonObject>(&body);
    if (!object)
        return answerFault({error::kInvalidClientMetadata, QStringLiteral("The body must be one JSON object without duplicate names.")});
    if (const auto fault = checkUpdate(services, before, *object))
        return answerFault(*fault);
    const auto metadata = oauth::readClientMetadata(*object);
    if (const auto *fault = std::get_if<oauth::MetadataFault>(&metadata))
        return answerFault(*fault);
    auto resulting = policy::resultingClient(std::get<oauth::ClientMetadata>(metadata), before);
    if (const auto *fault = std::get_if<oauth::MetadataFault>(&resulting))
        return answerFault(*fault);
    auto &client = std::get<store::Client>(resulting);
    const auto catalog = services.catalog.current(tx);
    // An end moves by an administrator only: the one it has is the latest.
    if (const auto fault = policy::judgeRegistration(client, {*catalog, services.config, tx.now(), *before.expiresAt, before.ceiling, grants::trustedNames(tx)}))
        return answerFault(*fault);
    if (client.expiresAt != before.expiresAt)
        client.warnAt = policy::warningTime(client.createdAt, *client.expiresAt);
    const grants::ClientSecrets secrets = grants::giveSecrets(services, client);
    if (!store::updateClient(tx, client))
        return invalidToken();
    policy::recordClient(tx, client.id, {QStringLiteral("client.updated"), QStringLiteral("client:") + client.id.text(),
                                         oauth::clientMetadataJson(grants::metadataOf(client))});
    return http::Response::json(200, grants::clientInformation(services, client, secrets)).withHeader("Pragma", "no-cache");
}

http::Response remove(Services &services, store::Transaction &tx, const Holder &holder)
{
    auto client = authenticateHolder(services, tx, holder);
    if (auto *refused = refusal(client))
        return std::move(*refused);
    const store::Doing doing{QStringLiteral("client:") + holder.id.text(), QStringLiteral("Deleted by itself.")};
    return policy::endClient(services, tx, holder.id, doing) ? http::Response::empty(204) : invalidToken();
}

}  // namespace

void registerRegistration(http::Router &router, Services &services)
{
    auto rate = std::make_shared<policy::RateLimit>(services.config.clients.registrationsPerMinute);
    router.add("POST", "/register", http::BodyKind::Json, [&services, rate](const http::Request &request) { return create(services, *rate, request); });
    router.add("GET", "/register/{client_id}", http::BodyKind::None, [&services](const http::Request &request) { return read(services, request); });
    router.add("PUT", "/register/{client_id}", http::BodyKind::Json, [&services](const http::Request &request) -> http::Outcome {
        return http::Work([&services, holder = holderOf(request), body = readObject(request)](store::Transaction &tx) { return update(services, tx, holder, body); });
    });
    router.add("DELETE", "/register/{client_id}", http::BodyKind::None, [&services](const http::Request &request) -> http::Outcome {
        return http::Work([&services, holder = holderOf(request)](store::Transaction &tx) { return remove(services, tx, holder); });
    });
}

}  // namespace countersign::authority::endpoints
