// GET|POST /gate: a gateway asks whether one request may pass to the API behind it (protocol.md 8, [[route]]).
//
// A scope is looked up in a snapshot, which takes no write; whatever is spent, a credential or a call of a window, is spent in one
// transaction with its log entry, exactly like at /consume.
#include "app/authority/catalog_cache.h"
#include "app/authority/endpoints/approval_endpoints.h"
#include "app/authority/endpoints/gate_request.h"
#include "app/authority/grants/consumption.h"
#include "app/authority/grants/replay_guard.h"
#include "app/authority/grants/use_counter.h"
#include "app/authority/http/router.h"
#include "app/authority/scope_usage.h"
#include "app/authority/store/store.h"
#include "app/oauth/dpop.h"
#include "app/oauth/error_code.h"
#include "app/oauth/scope.h"
#include "app/oauth/url.h"

#include <QJsonArray>

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;
using grants::refuse;
using Refusal = std::optional<http::Response>;

http::Response challenge(QLatin1StringView code, QLatin1StringView description, const QByteArray &header)
{
    return refuse(401, code, description).withHeader("WWW-Authenticate", header);
}

http::Response noToken()
{
    return challenge(error::kUnauthorized, QLatin1StringView("This request needs an access token."), "Bearer realm=\"countersign\", DPoP realm=\"countersign\", algs=\"ES256\"");
}

http::Response badToken()
{
    return challenge(error::kInvalidToken, QLatin1StringView("The token is not valid for this request, or no longer."), "DPoP error=\"invalid_token\", algs=\"ES256\"");
}

http::Response badProof()
{
    return challenge(error::kInvalidDpopProof, QLatin1StringView("The DPoP proof is missing, was used before, or does not fit this request."), "DPoP error=\"invalid_dpop_proof\", algs=\"ES256\"");
}

http::Response needsCredential()
{
    return challenge(error::kTransactionAuthorizationRequired, QLatin1StringView("This action has to be approved: send its credential."),
                     "DPoP error=\"transaction_authorization_required\", algs=\"ES256\"");
}

// A proof that fits, its `jti` claimed in memory; written where the rest is written.
struct Proven {
    oauth::Proof proof;
    QByteArray replayKey;
};

// One question from the first look to the last write. Proofs are checked once, at the first look.
class Gate {
public:
    Gate(Services &services, GateRequest request) : m_services(services), m_request(std::move(request)) {}

    // The answer, or nullopt where something has to be spent first.
    Refusal look(store::Transaction &tx);
    // Spends, inside the writer's transaction.
    http::Response spend(store::Transaction &tx);

private:
    enum class Phase { Look, Spend };
    Refusal find(store::Transaction &tx);
    Refusal findResource(store::Transaction &tx);
    Refusal checkToken(store::Transaction &tx, Phase phase);
    Refusal checkProof(store::Transaction &tx, Phase phase);
    Refusal checkScope() const;
    http::Response consumeCredential(store::Transaction &tx);
    http::Response countCall(store::Transaction &tx);
    http::Response allowed(const QJsonObject &facts) const;
    QJsonObject tokenFacts() const;
    QByteArray url() const;
    QString actor() const { return m_request.gateway ? QStringLiteral("client:") + m_request.gateway->id.text() : QStringLiteral("system"); }
    bool isAction() const { return !m_route->action.isEmpty(); }

    Services &m_services;
    const GateRequest m_request;
    std::optional<Proven> m_proven;
    QString m_provenFor;  // the API whose address the proof was held against
    // Read in each transaction again.
    std::shared_ptr<const catalog::Catalog> m_catalog;
    QString m_resource;
    const catalog::Route *m_route = nullptr;
    std::optional<grants::LiveToken> m_live;
};

// Which API stands behind the gateway: never what a header of the original request says.
Refusal Gate::findResource(store::Transaction &tx)
{
    std::optional<QString> own;
    if (m_request.gateway) {
        auto client = grants::authenticateConfidential(m_services, tx, *m_request.gateway);
        if (auto *refused = grants::refusal(client))
            return *refused;
        own = std::get<store::Client>(client).resourceServer;
        if (!own)
            return refuse(403, error::kForbidden, QLatin1StringView("Only a client registered as an API may ask at the gate."));
    }
    if (own && m_request.resource && own != m_request.resource)
        return refuse(403, error::kForbidden, QLatin1StringView("The gateway is registered for another API than its address names."));
    if (const auto &known = own ? own : m_request.resource) {
        m_resource = *known;
        return std::nullopt;
    }
    for (const catalog::Route &route : m_catalog->routes) {
        if (!m_resource.isEmpty() && route.resource != m_resource)
            return refuse(403, error::kForbidden, QLatin1StringView("The catalogue has routes of several APIs: the gate's address must name one, as ?resource=."));
        m_resource = route.resource;
    }
    return std::nullopt;
}

Refusal Gate::find(store::Transaction &tx)
{
    m_catalog = m_services.catalog.current(tx);
    m_resource.clear();
    if (auto refused = findResource(tx))
        return refused;
    const auto route = catalog::findRoute(m_catalog->routes, m_resource, m_request.method, m_request.target);
    if (!route)
        return http::Response::error(403, QByteArrayView(error::kAmbiguousRequest.data(), error::kAmbiguousRequest.size()), route.error().detail);
    m_route = *route;
    if (!m_route)
        return refuse(403, error::kForbidden, QLatin1StringView("No route of the catalogue allows this request."));
    if (isAction() && m_request.hasBody && !m_route->allowsBody)
        return refuse(403, error::kForbidden, QLatin1StringView("This action is approved by its address; a body was not approved."));
    return std::nullopt;
}

// The address a client of the API used, as the catalogue knows it (RFC 9449 4.3): its headers could say anything.
QByteArray Gate::url() const
{
    const auto origin = oauth::originOf(m_resource.toUtf8());
    return origin ? *origin + m_request.target.path : QByteArray();
}

Refusal Gate::checkProof(store::Transaction &tx, Phase phase)
{
    const bool isBound = !m_request.claims->jkt.isEmpty();
    if (isBound != (m_request.scheme == GateRequest::Scheme::Dpop))
        return badToken();
    if (!isBound)
        return std::nullopt;
    if (phase == Phase::Spend) {
        const bool stays = m_proven && m_provenFor == m_resource;
        return stays && m_services.replay.remember(tx, m_proven->replayKey, m_proven->proof.expiresAt()) ? Refusal() : badProof();
    }
    const qint64 now = m_services.clock.now();
    const auto proof = oauth::verifyProof(m_request.tokenProof, {m_request.method.toUtf8(), url(), m_request.token, {}}, now);
    if (!proof || proof->thumbprint != m_request.claims->jkt)
        return badProof();
    m_proven = Proven{*proof, grants::replayKey("gate", proof->thumbprint, proof->jti.toUtf8())};
    m_provenFor = m_resource;
    switch (m_services.replay.claim(m_proven->replayKey, proof->expiresAt(), now)) {
    case grants::ReplayGuard::Claim::Fresh: return std::nullopt;
    case grants::ReplayGuard::Claim::Seen: return badProof();
    case grants::ReplayGuard::Claim::Full: break;
    }
    return store::Store::unavailable();
}

Refusal Gate::checkToken(store::Transaction &tx, Phase phase)
{
    if (m_request.token.isEmpty())
        return noToken();
    const auto &claims = m_request.claims;
    if (!claims || !claims->audience.contains(m_resource))
        return badToken();
    m_live = grants::liveOrUsedUpToken(m_services, tx, *claims);
    if (!m_live)
        return badToken();
    return checkProof(tx, phase);
}

Refusal Gate::checkScope() const
{
    if (m_live->scopes.contains(m_route->scope))
        return std::nullopt;
    const QByteArray scheme = m_request.scheme == GateRequest::Scheme::Dpop ? "DPoP" : "Bearer";
    return refuse(403, error::kInsufficientScope, QLatin1StringView("The access token does not give this right."))
        .withHeader("WWW-Authenticate", scheme + " error=\"insufficient_scope\", scope=\"" + m_route->scope.toLatin1() + '"');
}

QJsonObject Gate::tokenFacts() const
{
    QJsonObject facts{{QStringLiteral("sub"), m_request.claims->sub.text()}, {QStringLiteral("client_id"), m_request.claims->client.text()},
                      {QStringLiteral("scope"), oauth::scopeText(m_live->scopes)}};
    if (m_live->isWindow())
        facts.insert(QStringLiteral("txn"), m_live->approval.text());
    return facts;
}

// What the API may want to know, as headers that the gateway can pass on.
http::Response Gate::allowed(const QJsonObject &facts) const
{
    auto response = http::Response::json(200, facts);
    static const std::pair<const char *, const char *> headers[] = {{"sub", "Countersign-Subject"}, {"client_id", "Countersign-Client"}, {"scope", "Countersign-Scope"},
                                                                     {"txn", "Countersign-Txn"},     {"receipt", "Countersign-Receipt"}};
    for (const auto &[member, header] : headers) {
        if (const QString value = facts.value(QLatin1String(member)).toString(); !value.isEmpty())
            response.withHeader(header, value.toUtf8());
    }
    return response;
}

Refusal Gate::look(store::Transaction &tx)
{
    if (auto refused = find(tx))
        return refused;
    if (isAction()) {
        const approval::ActionType *type = m_catalog->action(m_route->action);
        const bool needsToken = !type || type->bindSession || !m_request.token.isEmpty() || m_request.credential.isEmpty();
        if (auto refused = needsToken ? checkToken(tx, Phase::Look) : std::nullopt)
            return refused;
        return m_request.credential.isEmpty() ? needsCredential() : Refusal();
    }
    if (auto refused = checkToken(tx, Phase::Look))
        return refused;
    if (auto refused = checkScope())
        return refused;
    if (m_live->isUsedUp())
        return grants::callsUsedUp(*m_live, tx.now());
    if (m_live->isWindow())
        return std::nullopt;
    m_services.uses.note(m_live->grant, tx.now());
    m_services.usage.used({m_route->scope});
    if (m_proven)
        m_services.replay.rememberSoon(m_services.store, m_proven->replayKey, m_proven->proof.expiresAt());
    return allowed(tokenFacts());
}

http::Response Gate::countCall(store::Transaction &tx)
{
    if (auto refused = checkScope())
        return *refused;
    switch (m_live->isUsedUp() ? grants::Call::UsedUp : grants::countCall(m_services, tx, {m_resource, actor()}, *m_live)) {
    case grants::Call::Counted: return allowed(tokenFacts());
    case grants::Call::UsedUp: return grants::callsUsedUp(*m_live, tx.now());
    case grants::Call::Over: break;
    }
    return badToken();
}

http::Response Gate::consumeCredential(store::Transaction &tx)
{
    auto params = catalog::routeParams(*m_route, m_request.target);
    if (!params)
        return http::Response::error(403, "ambiguous_request", QStringLiteral("The request is refused: %1.").arg(params.error().detail));
    grants::Spending spending;
    spending.credential = m_request.credentialClaims;
    spending.baseToken = m_request.claims;
    spending.baseTokenGiven = !m_request.token.isEmpty();
    spending.type = m_route->action;
    spending.params = *std::move(params);
    // One DPoP header is enough for a bound credential whose base token is not bound.
    const bool isBaseBound = m_request.claims && !m_request.claims->jkt.isEmpty();
    const QByteArray &proof = !m_request.credentialProof.isEmpty() || isBaseBound ? m_request.credentialProof : m_request.tokenProof;
    spending.proofGiven = !proof.isEmpty();
    if (auto checked = oauth::verifyProof(proof, {m_request.method.toUtf8(), url(), m_request.credential, {}}, m_services.clock.now()))
        spending.proof = *std::move(checked);
    const QJsonObject answer = grants::consume(m_services, tx, {m_resource, actor()}, spending);
    if (answer.value(QLatin1String("active")).toBool())
        return allowed(answer);
    return answer.value(QLatin1String("reason")).toString().startsWith(QLatin1String("proof_")) ? badProof() : badToken();
}

http::Response Gate::spend(store::Transaction &tx)
{
    if (auto refused = m_services.store.closed())
        return *refused;
    if (auto refused = find(tx))
        return *refused;
    if (!isAction() || !m_request.token.isEmpty()) {
        if (auto refused = checkToken(tx, Phase::Spend))
            return *refused;
    }
    // A credential that comes along with a request that needs none is not spent.
    if (!isAction())
        return m_live->isWindow() ? countCall(tx) : store::Store::unavailable();  // the catalogue changed since the look: ask again
    return m_request.credential.isEmpty() ? needsCredential() : consumeCredential(tx);
}

http::Outcome handle(Services &services, const http::Request &request)
{
    auto read = readGateRequest(services, request);
    if (auto *refused = grants::refusal(read))
        return std::move(*refused);
    const auto gate = std::make_shared<Gate>(services, std::get<GateRequest>(std::move(read)));
    auto looked = services.store.read([&gate](store::Transaction &tx) { return gate->look(tx); });
    if (!looked)
        return store::Store::unavailable();
    if (*looked)
        return **std::move(looked);
    return http::Work([gate](store::Transaction &tx) { return gate->spend(tx); });
}

}  // namespace

void registerGate(http::Router &router, Services &services)
{
    const auto handler = [&services](const http::Request &request) { return handle(services, request); };
    for (const char *method : {"GET", "POST"})
        router.add(method, "/gate", http::BodyKind::Ignored, handler);
    // Envoy keeps the method and appends the path.
    for (const char *method : {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
        router.add(method, "/gate/{path*}", http::BodyKind::Ignored, handler);
}

}  // namespace countersign::authority::endpoints
