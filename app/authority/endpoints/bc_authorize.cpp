// POST /bc-authorize: a requester asks for one action (CIBA Core 7, protocol.md 3).
#include "app/authority/endpoints/approval_endpoints.h"

#include "app/approval/action.h"
#include "app/authority/catalog_cache.h"
#include "app/authority/config.h"
#include "app/authority/endpoints/ask.h"
#include "app/authority/grants/client_authentication.h"
#include "app/authority/grants/ping_sender.h"
#include "app/authority/grants/redemption/yields.h"
#include "app/authority/grants/use_counter.h"
#include "app/authority/http/router.h"
#include "app/authority/policy/client_request.h"
#include "app/authority/policy/lifecycle.h"
#include "app/authority/policy/reach.h"
#include "app/authority/policy/rate_limit.h"
#include "app/authority/policy/request_policy.h"
#include "app/authority/policy/request_secrets.h"
#include "app/authority/policy/request_signals.h"
#include "app/authority/policy/seal.h"
#include "app/authority/scope_usage.h"
#include "app/authority/store/store.h"
#include "app/authority/store/transaction.h"
#include "app/crypto/digest.h"
#include "app/oauth/error_code.h"
#include "app/oauth/names.h"
#include "app/oauth/scope.h"

#include <QRegularExpression>

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;
using approval::Obstacle;
using grants::Or;
using grants::refuse;
using Refusal = std::optional<http::Response>;

constexpr int kPollInterval = 2;  // seconds, CIBA Core 7.3
constexpr int kCodeDigits = 6;

struct Limits {
    explicit Limits(const Config &config) : perClient(config.limits.asksPerClientPerMinute), perGroup(config.limits.asksPerGroupPerMinute) {}
    policy::RateLimit perClient, perGroup;
};

http::Response tooMany(int retryAfterSeconds)
{
    return http::Response::error(429, "slow_down", QStringLiteral("Too many requests; wait before asking again."))
        .withHeader("Retry-After", QByteArray::number(retryAfterSeconds));
}

http::Response refuseFor(Obstacle obstacle)
{
    const auto error = [obstacle]() -> QLatin1StringView {
        switch (obstacle) {
        case Obstacle::ClientGone: return error::kUnauthorizedClient;
        case Obstacle::SubjectGone: return error::kUnknownUserId;
        case Obstacle::ScopeNotAllowed: return error::kInvalidScope;
        case Obstacle::ResourceGone: return error::kInvalidTarget;
        case Obstacle::LogDamaged:
        case Obstacle::RequestDamaged:
        case Obstacle::TypeGone:
        case Obstacle::TypeChanged:
        case Obstacle::TypeNotAllowed: return error::kInvalidAuthorizationDetails;
        case Obstacle::SessionGone:
        case Obstacle::DpopMissing:
        case Obstacle::ApproverGone: return error::kInvalidRequest;
        }
        return error::kInvalidRequest;
    }();
    return http::Response::error(400, QByteArrayView(error.data(), error.size()), approval::obstacleText(obstacle));
}

// Named where it can be a name: whoever mistyped it sees it.
http::Response refuseUnknown(const QString &type)
{
    static const QRegularExpression name(QRegularExpression::anchoredPattern(QStringLiteral("[A-Za-z0-9._-]{1,100}")));
    if (!name.match(type).hasMatch())
        return refuseFor(Obstacle::TypeGone);
    return http::Response::error(400, "invalid_authorization_details", QStringLiteral("The action type %1 is not in the catalogue.").arg(type));
}

// One request being asked: everything between authentication and the answer, inside the transaction.
class Asking {
public:
    Asking(Services &services, store::Transaction &tx, const store::Client &client, const Ask &ask)
        : m_services(services), m_tx(tx), m_client(client), m_ask(ask)
    {
    }

    http::Response run(Limits &limits, const QByteArray &peer);

private:
    Refusal findType();
    Refusal findSubject();
    Refusal subjectFromToken();
    Refusal subjectFromHint();
    void fillRecord(const QByteArray &peer);
    Refusal checkPolicy();
    Refusal checkLimits(Limits &limits);
    void rememberPing(const QByteArray &authReqId);
    http::Response accept();

    Services &m_services;
    store::Transaction &m_tx;
    const store::Client &m_client;
    const Ask &m_ask;
    std::shared_ptr<const catalog::Catalog> m_catalog;
    const approval::ActionType *m_type = nullptr;
    policy::Reach m_reach;
    store::ApprovalRecord m_record;
};

Refusal Asking::findType()
{
    m_catalog = m_services.catalog.current(m_tx);
    m_type = m_catalog->action(m_ask.type);
    if (!m_type)
        return refuseUnknown(m_ask.type);
    if (!grants::redemption::isOffered(approval::yieldOf(m_ask.type)))
        return refuse(400, error::kInvalidAuthorizationDetails, QLatin1StringView("This built-in type cannot be asked for here."));
    if (const auto fit = approval::checkParams(*m_type, m_ask.params); !fit)
        return http::Response::error(400, "invalid_authorization_details", fit.error().detail);
    m_reach = policy::reachOf(m_services, *m_type, m_ask.params);
    // The authority's own types say in their params which scopes they are about. A second list that differs would show one
    // thing and give another.
    const bool same = !m_ask.scopes || (oauth::isSubset(m_reach.scopes, *m_ask.scopes) && oauth::isSubset(*m_ask.scopes, m_reach.scopes));
    if (!same && catalog::isBuiltInType(m_ask.type))
        return refuse(400, error::kInvalidScope, QLatin1StringView("The scopes of this type stand in its params."));
    return std::nullopt;
}

Refusal Asking::subjectFromToken()
{
    const auto live = grants::liveToken(m_services, m_tx, *m_ask.baseToken);
    if (m_ask.baseToken->client != m_client.id)
        return refuse(400, error::kInvalidRequest, QLatin1StringView("login_hint_token belongs to another client."));
    if (!live)
        return refuse(400, QLatin1StringView("expired_login_hint_token"), QLatin1StringView("login_hint_token is expired or revoked."));
    m_services.uses.note(live->grant, m_tx.now());
    m_record.subject = m_ask.baseToken->sub;
    m_record.session = m_ask.baseToken->sid;
    return std::nullopt;
}

Refusal Asking::subjectFromHint()
{
    if (m_type->bindSession)
        return refuse(400, error::kInvalidRequest, QLatin1StringView("This action type is bound to a session: send login_hint_token."));
    if (m_ask.loginHint.startsWith(QLatin1StringView("client:"))) {
        m_record.subject = base::Subject(m_ask.loginHint);
    } else if (const auto user = store::findUserByName(m_tx, m_ask.loginHint)) {
        m_record.subject = user->sub;
    }
    if (m_record.subject.isEmpty() || !policy::subjectAlive(m_tx, m_record.subject))
        return refuse(400, error::kUnknownUserId, QLatin1StringView("login_hint names nobody on whose behalf actions may run."));
    return std::nullopt;
}

Refusal Asking::findSubject()
{
    return m_ask.baseToken ? subjectFromToken() : subjectFromHint();
}

void Asking::fillRecord(const QByteArray &peer)
{
    m_record.id = base::ApprovalId(QStringLiteral("apr_") + QString::fromLatin1(crypto::randomToken(16)));
    m_record.client = m_client.id;
    m_record.type = m_type->type;
    m_record.rs = m_reach.rs;
    const approval::Action action{m_record.type, m_ask.params, m_record.rs, m_client.id, m_record.subject, m_record.session, m_record.id};
    m_record.canonical = approval::canonicalAction(action);
    m_record.actionHash = approval::actionHash(m_record.canonical);
    m_record.sentence = approval::actionSentence(*m_type, m_ask.params);
    m_record.params = approval::paramLines(*m_type, m_ask.params);
    m_record.scopes = m_ask.scopes.value_or(m_reach.scopes);
    m_record.reason = m_ask.reason;
    m_record.ticket = m_ask.ticket;
    m_record.bindingMessage = m_ask.bindingMessage;
    m_record.requestedFrom = QString::fromLatin1(peer);
    m_record.quorum = m_type->quorum;
    m_record.credentialTtl = m_reach.seconds;
    m_record.catalogVersion = m_catalog->version;
    m_record.requestedAt = m_tx.now();
    m_record.expiresAt = m_tx.now() + std::min<qint64>(m_ask.requestedExpiry.value_or(m_type->requestTtl), m_type->requestTtl);
    m_record.pollInterval = kPollInterval;
    m_record.groups = m_type->approvers;
    if (!m_ask.dpopJkt.isEmpty())
        m_record.dpopJkt = m_ask.dpopJkt;
}

Refusal Asking::checkPolicy()
{
    const auto judgement = policy::judge(m_services, m_tx, approval::Stage::Ask, m_record);
    if (!judgement.obstacle)
        return std::nullopt;
    for (const QString &scope : m_record.scopes) {
        if (!m_catalog->scope(scope))
            m_services.usage.missed(scope, m_client.id.text());
    }
    if (judgement.obstacle == Obstacle::TypeChanged && approval::yieldOf(m_record.type) == approval::Yield::Client) {
        const auto wanted = policy::requestedClient(m_services, m_tx, {m_record, m_client, *m_type, *m_catalog}, policy::Scopes::LeftOut);
        if (const auto *fault = std::get_if<oauth::MetadataFault>(&wanted))
            return http::Response::error(400, "invalid_authorization_details", fault->description);
    }
    return refuseFor(*judgement.obstacle);
}

Refusal Asking::checkLimits(Limits &limits)
{
    const qint64 now = m_services.clock.monotonicMs();
    if (const auto wait = limits.perClient.hit(m_client.id.text(), now))
        return tooMany(*wait);
    for (const QString &group : m_record.groups) {
        if (const auto wait = limits.perGroup.hit(group, now))
            return tooMany(*wait);
    }
    const auto repeats = policy::recentDenials(m_tx, m_record);
    if (repeats.denials >= policy::kDenialsBeforeCoolDown)
        return tooMany(static_cast<int>(std::max<qint64>(1, repeats.lastDenialAt + policy::kCoolDownSeconds - m_tx.now())));
    return std::nullopt;
}

// Ping mode: the client gave a token and has an endpoint on record. Kept only once the request is.
void Asking::rememberPing(const QByteArray &authReqId)
{
    if (!m_client.pingEndpoint || m_ask.notificationToken.isEmpty())
        return;
    m_tx.afterCommit([&services = m_services, id = m_record.id, endpoint = *m_client.pingEndpoint, until = m_record.expiresAt, now = m_tx.now(),
                      token = m_ask.notificationToken.toLatin1(), authReqId] {
        services.ping.remember(id, {endpoint, base::Secret(QByteArray(token)), base::Secret(QByteArray(authReqId)), until}, now);
    });
}

http::Response Asking::accept()
{
    const QByteArray authReqId = crypto::randomToken(32);
    m_record.authReqHash = policy::authReqIdHash(m_services.keys, authReqId);
    m_record.risk = policy::assessRequest(m_tx, *m_catalog, m_client, m_record);
    QByteArray code;
    if (approval::wantsCode(*m_type, m_record.risk.tier)) {
        code = crypto::randomDigits(kCodeDigits);
        m_record.codeHash = policy::confirmationCodeHash(m_services.keys, m_record.id, code);
    }
    m_record.seal = policy::sealOf(m_services.keys, m_record);
    store::insertApproval(m_tx, m_record);
    m_tx.afterCommit([&usage = m_services.usage, scopes = m_record.scopes] { usage.asked(scopes); });
    QJsonObject payload{{QStringLiteral("action"), QString::fromUtf8(m_record.canonical)},
                        {QStringLiteral("text"), m_record.sentence},
                        {QStringLiteral("tier"), approval::tierName(m_record.risk.tier)},
                        {QStringLiteral("from"), m_record.requestedFrom}};
    for (const auto &[name, text] : {std::pair("reason", m_record.reason), std::pair("ticket", m_record.ticket), std::pair("binding_message", m_record.bindingMessage)}) {
        if (text)
            payload.insert(QLatin1String(name), *text);
    }
    policy::log(m_tx, m_record, {QStringLiteral("approval.asked"), QStringLiteral("client:") + m_client.id.text(), store::AuditOutcome::Ok, std::nullopt, payload});
    policy::announce(m_tx, m_record);
    store::countClientUse(m_tx, m_client.id);
    rememberPing(authReqId);

    QJsonObject answer{{QStringLiteral("auth_req_id"), QString::fromLatin1(authReqId)},
                       {QStringLiteral("expires_in"), m_record.expiresAt - m_tx.now()},
                       {QStringLiteral("interval"), m_record.pollInterval},
                       {QStringLiteral("approval_id"), m_record.id.text()}};
    if (!code.isEmpty())
        answer.insert(QStringLiteral("confirmation_code"), QString::fromLatin1(code));
    return http::Response::json(200, answer);
}

http::Response Asking::run(Limits &limits, const QByteArray &peer)
{
    if (auto refusal = m_services.store.closed())
        return *refusal;
    if (auto refusal = findType())
        return *refusal;
    if (auto refusal = findSubject())
        return *refusal;
    fillRecord(peer);
    if (auto refusal = checkPolicy())
        return *refusal;
    if (auto refusal = checkLimits(limits))
        return *refusal;
    return accept();
}

http::Outcome handle(Services &services, Limits &limits, const http::Request &request)
{
    const auto form = http::parseForm(request.body);
    if (!form)
        return refuse(400, error::kInvalidRequest, QLatin1StringView("The form is malformed or has a field twice."));
    auto presented = grants::presentClient(services, request, *form);
    if (auto *refusal = grants::refusal(presented))
        return *refusal;
    auto key = grants::presentKey(services, request);
    if (auto *refusal = grants::refusal(key))
        return *refusal;
    const auto proven = std::get<std::optional<grants::ProvenKey>>(key);
    auto ask = parseAsk(services, *form, proven);

    return [&services, &limits, presented = std::get<grants::PresentedClient>(presented), proven, ask, peer = request.peerAddress](store::Transaction &tx) -> http::Response {
        auto client = grants::authenticateClient(services, tx, presented);
        if (auto *refusal = grants::refusal(client))
            return *refusal;
        const auto &known = std::get<store::Client>(client);
        if (presented.method == grants::ClientMethod::None || !known.grants.contains(QLatin1StringView("ciba")))
            return refuse(400, error::kUnauthorizedClient, QLatin1StringView("The client may not ask for approvals."));
        if (const auto *malformed = std::get_if<http::Response>(&ask))
            return *malformed;
        if (known.pingEndpoint && std::get<Ask>(ask).notificationToken.isEmpty())
            return refuse(400, error::kInvalidRequest, QLatin1StringView("A client in ping mode must send client_notification_token."));
        if (auto refusal = grants::keepProof(services, tx, proven))
            return *refusal;
        return Asking(services, tx, known, std::get<Ask>(ask)).run(limits, peer);
    };
}

}  // namespace

void registerBackchannelAuthentication(http::Router &router, Services &services)
{
    auto limits = std::make_shared<Limits>(services.config);
    router.add("POST", "/bc-authorize", http::BodyKind::Form, [&services, limits](const http::Request &request) { return handle(services, *limits, request); });
}

}  // namespace countersign::authority::endpoints
