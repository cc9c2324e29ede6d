// POST /consume: a protected API spends a credential for the action it is about to run (protocol.md 4).
#include "app/authority/endpoints/approval_endpoints.h"

#include "app/authority/endpoints/page_request.h"
#include "app/authority/grants/client_authentication.h"
#include "app/authority/grants/consumption.h"
#include "app/authority/grants/replay_guard.h"
#include "app/authority/grants/token_claims.h"
#include "app/authority/http/form.h"
#include "app/authority/http/router.h"
#include "app/authority/store/store.h"
#include "app/authority/store/transaction.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/oauth/error_code.h"
#include "app/oauth/scope.h"

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;
using grants::refuse;

constexpr qint64 kIdempotencySeconds = 86400;

struct Wish {
    grants::Spending spending;
    std::optional<grants::TokenClaims> window;  // a token without an action: one call under a window of access
    bool isCall = false;
    QByteArray idempotencyKey;
    QByteArray bodyHash;
};

bool onlyKnown(const QJsonObject &object, const QStringList &known)
{
    const QStringList names = object.keys();
    return std::all_of(names.begin(), names.end(), [&known](const QString &name) { return known.contains(name); });
}

bool readAction(const QJsonObject &body, grants::Spending &out)
{
    const QJsonObject action = body.value(QLatin1String("action")).toObject();
    const auto type = base::json::text(action, QLatin1String("type"));
    const QJsonValue params = action.value(QLatin1String("params"));
    if (!type || !params.isObject() || action.size() != 2)
        return false;
    out.type = *type;
    out.params = params.toObject();
    return true;
}

// The proof is checked against what the API says it received; it also knows best under which URL it is reached.
bool readProof(Services &services, const QJsonObject &body, const QString &token, grants::Spending &out)
{
    const QJsonValue value = body.value(QLatin1String("dpop"));
    if (value.isUndefined())
        return true;
    const QJsonObject dpop = value.toObject();
    const auto proof = base::json::text(dpop, QLatin1String("proof"));
    const auto method = base::json::text(dpop, QLatin1String("method"));
    const auto url = base::json::text(dpop, QLatin1String("url"));
    if (!proof || !method || !url || dpop.size() != 3)
        return false;
    out.proofGiven = true;
    const auto checked = oauth::verifyProof(proof->toUtf8(), {method->toUtf8(), url->toUtf8(), token.toUtf8(), {}}, services.clock.now());
    if (checked)
        out.proof = *checked;
    return true;
}

using Body = base::Result<QJsonObject>;

Body parseBody(const http::Request &request)
{
    base::json::Limits limits;
    limits.numbers = base::json::Numbers::IntegersOnly;
    return base::json::parseObject(request.body, limits);
}

grants::Or<Wish> parseWish(Services &services, const http::Request &request, const Body &body)
{
    const auto malformed = [] { return refuse(400, error::kInvalidRequest, QLatin1StringView("The body must hold token, action for a credential, and may hold base_token and dpop.")); };
    if (!body || !onlyKnown(*body, {QStringLiteral("token"), QStringLiteral("base_token"), QStringLiteral("action"), QStringLiteral("dpop"),
                                    QStringLiteral("client_assertion"), QStringLiteral("client_assertion_type")}))
        return malformed();
    const auto token = base::json::text(*body, QLatin1String("token"));
    const auto baseToken = base::json::text(*body, QLatin1String("base_token"));
    Wish wish;
    grants::Spending &out = wish.spending;
    wish.isCall = !body->contains(QLatin1String("action")) && !body->contains(QLatin1String("base_token"));
    const bool fits = wish.isCall || ((baseToken || !body->contains(QLatin1String("base_token"))) && readAction(*body, out));
    if (!token || !fits || !readProof(services, *body, *token, out))
        return malformed();
    if (wish.isCall)
        wish.window = grants::readAccessToken(services, token->toUtf8());
    else
        out.credential = grants::readCredential(services, token->toUtf8());
    out.baseTokenGiven = baseToken.has_value();
    if (baseToken)
        out.baseToken = grants::readAccessToken(services, baseToken->toUtf8());
    const auto keys = request.headerAll("idempotency-key");
    if (keys.size() > 1 || (!keys.isEmpty() && (keys.first().isEmpty() || keys.first().size() > 255)))
        return refuse(400, error::kInvalidRequest, QLatin1StringView("Idempotency-Key must be one value of 1 to 255 characters."));
    wish.idempotencyKey = keys.value(0);
    // An assertion is new at each retry; what is asked for is the same.
    QJsonObject asked = *body;
    asked.remove(QLatin1String("client_assertion"));
    wish.bodyHash = crypto::sha256(base::json::canonical(asked)).toHex();
    return wish;
}

class Answering {
public:
    Answering(Services &services, store::Transaction &tx, const store::Client &api, const Wish &wish)
        : m_services(services), m_tx(tx), m_api(api), m_spender{*api.resourceServer, QStringLiteral("client:") + api.id.text()}, m_wish(wish)
    {
    }

    http::Response run()
    {
        const bool keyed = !m_wish.idempotencyKey.isEmpty();
        const QString keyHash = QString::fromLatin1(crypto::sha256(m_wish.idempotencyKey).toHex());
        if (keyed) {
            const auto stored = m_tx.one("SELECT body_hash, answer FROM idempotency WHERE client_id = ? AND key_hash = ? AND expires_at > ?", {m_api.id.text(), keyHash, m_tx.now()});
            if (stored && stored->text(0).toLatin1() != m_wish.bodyHash)
                return refuse(422, error::kInvalidRequest, QLatin1StringView("This Idempotency-Key was used with another body."));
            if (stored)
                return http::Response::json(200, base::json::parse(stored->text(1).toUtf8())->toObject());
        }
        if (auto refusal = m_services.store.closed())
            return *refusal;
        const auto answer = m_wish.isCall ? call() : grants::Or<QJsonObject>(grants::consume(m_services, m_tx, m_spender, m_wish.spending));
        if (const auto *refusal = std::get_if<http::Response>(&answer))
            return *refusal;
        const auto &body = std::get<QJsonObject>(answer);
        if (keyed)
            m_tx.exec("INSERT OR REPLACE INTO idempotency (client_id, key_hash, body_hash, answer, expires_at) VALUES (?,?,?,?,?)",
                      {m_api.id.text(), keyHash, QString::fromLatin1(m_wish.bodyHash), QString::fromUtf8(base::json::canonical(body)), m_tx.now() + kIdempotencySeconds});
        return http::Response::json(200, body);
    }

private:
    static QJsonObject inactive(const char *reason)
    {
        return {{QStringLiteral("active"), false}, {QStringLiteral("reason"), QLatin1String(reason)}};
    }

    const char *proofFault(const grants::TokenClaims &claims)
    {
        if (claims.jkt.isEmpty())
            return nullptr;
        const auto &proof = m_wish.spending.proof;
        if (!m_wish.spending.proofGiven)
            return "proof_missing";
        if (!proof || proof->thumbprint != claims.jkt)
            return "proof_invalid";
        const QByteArray key = grants::replayKey("consume", proof->thumbprint, proof->jti.toUtf8());
        return m_services.replay.remember(m_tx, key, proof->expiresAt()) ? nullptr : "proof_invalid";
    }

    // An API without a gateway counts one call of a window this way. Introspection only looks (protocol.md 4).
    grants::Or<QJsonObject> call()
    {
        const auto &claims = m_wish.window;
        if (!claims)
            return inactive("unknown");
        if (!claims->audience.contains(m_spender.rs))
            return inactive("audience_mismatch");
        const auto live = grants::liveOrUsedUpToken(m_services, m_tx, *claims);
        if (!live)
            return inactive(claims->expiresAt <= m_tx.now() ? "expired" : "revoked");
        if (!live->isWindow())
            return inactive("unknown");
        if (const char *fault = live->isUsedUp() ? nullptr : proofFault(*claims))
            return inactive(fault);
        const grants::Call outcome = live->isUsedUp() ? grants::Call::UsedUp : grants::countCall(m_services, m_tx, m_spender, *live);
        if (outcome == grants::Call::Over)
            return inactive("revoked");
        if (outcome == grants::Call::UsedUp)
            return grants::callsUsedUp(*live, m_tx.now());
        QJsonObject answer{{QStringLiteral("active"), true}, {QStringLiteral("txn"), live->approval.text()}, {QStringLiteral("sub"), claims->sub.text()},
                           {QStringLiteral("client_id"), claims->client.text()}, {QStringLiteral("scope"), oauth::scopeText(live->scopes)},
                           {QStringLiteral("exp"), claims->expiresAt}, {QStringLiteral("uses"), live->uses + 1}};
        if (live->maxUses)
            answer.insert(QStringLiteral("max_calls"), *live->maxUses);
        return answer;
    }

    Services &m_services;
    store::Transaction &m_tx;
    const store::Client &m_api;
    const grants::Spender m_spender;
    const Wish &m_wish;
};

// An API that authenticates by private_key_jwt has no form to put its assertion into: here it stands beside the token, under
// the names of RFC 7523 2.2.
http::Form assertionOf(const Body &body)
{
    QByteArray encoded;
    for (const char *name : {"client_assertion", "client_assertion_type"}) {
        if (const auto value = body ? base::json::text(*body, QLatin1String(name)) : std::nullopt)
            encoded += QByteArray(encoded.isEmpty() ? "" : "&") + name + '=' + value->toUtf8().toPercentEncoding();
    }
    return http::parseForm(encoded).value_or(http::Form());
}

http::Outcome handle(Services &services, const http::Request &request)
{
    const Body body = parseBody(request);
    auto presented = grants::presentClient(services, request, assertionOf(body));
    if (const auto *refusal = std::get_if<http::Response>(&presented))
        return *refusal;
    auto wish = parseWish(services, request, body);
    return [&services, presented = std::get<grants::PresentedClient>(presented), wish](store::Transaction &tx) -> http::Response {
        auto client = grants::authenticateClient(services, tx, presented);
        if (const auto *refusal = std::get_if<http::Response>(&client))
            return *refusal;
        const auto &api = std::get<store::Client>(client);
        if (presented.method == grants::ClientMethod::None || !api.resourceServer)
            return refuse(403, error::kForbidden, QLatin1StringView("Only a client registered as an API may consume."));
        if (const auto *malformed = std::get_if<http::Response>(&wish))
            return *malformed;
        return Answering(services, tx, api, std::get<Wish>(wish)).run();
    };
}

}  // namespace

void registerConsume(http::Router &router, Services &services)
{
    router.add("POST", "/consume", http::BodyKind::Json, withoutQuery([&services](const http::Request &request) { return handle(services, request); }));
}

}  // namespace countersign::authority::endpoints
