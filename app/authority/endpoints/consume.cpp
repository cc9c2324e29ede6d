// POST /consume: a protected API spends a credential for the action it is about to run (protocol.md 4).
#include "app/authority/endpoints/approval_endpoints.h"

#include "app/approval/action.h"
#include "app/authority/grants/action_credential.h"
#include "app/authority/grants/client_authentication.h"
#include "app/authority/grants/grant_record.h"
#include "app/authority/grants/replay_guard.h"
#include "app/authority/grants/token_claims.h"
#include "app/authority/grants/use_counter.h"
#include "app/authority/http/form.h"
#include "app/authority/http/router.h"
#include "app/authority/keys.h"
#include "app/authority/policy/lifecycle.h"
#include "app/authority/policy/request_policy.h"
#include "app/authority/scope_usage.h"
#include "app/authority/store/transaction.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/oauth/dpop.h"
#include "app/oauth/error_code.h"

#include <QJsonArray>

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;
using approval::Event;
using grants::refuse;

constexpr int kMismatchesThatBurn = 3;
constexpr qint64 kIdempotencySeconds = 86400;
constexpr char kReceiptType[] = "jit-receipt+jwt";

struct Spending {
    std::optional<grants::CredentialClaims> credential;  // nullopt: not a credential of ours
    std::optional<grants::TokenClaims> baseToken;
    bool baseTokenGiven = false;
    QString type;
    QJsonObject params;
    std::optional<oauth::Proof> proof;
    bool proofGiven = false;
    QByteArray idempotencyKey;
    QByteArray bodyHash;
};

bool onlyKnown(const QJsonObject &object, const QStringList &known)
{
    const QStringList names = object.keys();
    return std::all_of(names.begin(), names.end(), [&known](const QString &name) { return known.contains(name); });
}

bool readAction(const QJsonObject &body, Spending &out)
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
bool readProof(Services &services, const QJsonObject &body, const QString &token, Spending &out)
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

grants::Or<Spending> parseSpending(Services &services, const http::Request &request, const Body &body)
{
    const auto malformed = [] { return refuse(400, error::kInvalidRequest, QLatin1StringView("The body must hold token and action, and may hold base_token and dpop.")); };
    if (!body || !onlyKnown(*body, {QStringLiteral("token"), QStringLiteral("base_token"), QStringLiteral("action"), QStringLiteral("dpop"),
                                    QStringLiteral("client_assertion"), QStringLiteral("client_assertion_type")}))
        return malformed();
    const auto token = base::json::text(*body, QLatin1String("token"));
    const auto baseToken = base::json::text(*body, QLatin1String("base_token"));
    Spending out;
    if (!token || (body->contains(QLatin1String("base_token")) && !baseToken) || !readAction(*body, out) || !readProof(services, *body, *token, out))
        return malformed();
    out.credential = grants::readCredential(services, token->toUtf8());
    out.baseTokenGiven = baseToken.has_value();
    if (baseToken)
        out.baseToken = grants::readAccessToken(services, baseToken->toUtf8());
    const auto keys = request.headerAll("idempotency-key");
    if (keys.size() > 1 || (!keys.isEmpty() && (keys.first().isEmpty() || keys.first().size() > 255)))
        return refuse(400, error::kInvalidRequest, QLatin1StringView("Idempotency-Key must be one value of 1 to 255 characters."));
    out.idempotencyKey = keys.value(0);
    // An assertion is new at each retry; what is asked for is the same.
    QJsonObject asked = *body;
    asked.remove(QLatin1String("client_assertion"));
    out.bodyHash = crypto::sha256(base::json::canonical(asked)).toHex();
    return out;
}

class Consuming {
public:
    Consuming(Services &services, store::Transaction &tx, const store::Client &api, const Spending &spending)
        : m_services(services), m_tx(tx), m_api(api), m_spending(spending)
    {
    }
    http::Response run();

private:
    // A reason of protocol.md 4; nullopt: nothing speaks against it.
    using Reason = std::optional<QString>;
    Reason check();
    Reason checkEnds();
    Reason checkSession();
    Reason checkProof();
    Reason checkAction();
    QJsonObject spend();
    QJsonObject refused(const QString &reason);
    QString receipt();

    Services &m_services;
    store::Transaction &m_tx;
    const store::Client &m_api;
    const Spending &m_spending;
    store::CredentialRecord m_credential;
    store::ApprovalRecord m_record;
    bool m_known = false;
    bool m_bindsSession = true;
};

Consuming::Reason Consuming::checkEnds()
{
    if (m_credential.usedAt)
        return QStringLiteral("used");
    if (m_credential.revokedAt)
        return QStringLiteral("revoked");
    if (m_credential.expiresAt <= m_tx.now())
        return QStringLiteral("expired");
    const auto judgement = policy::judge(m_services, m_tx, approval::Stage::Consume, m_record);
    m_bindsSession = judgement.type && judgement.type->bindSession;
    const auto &obstacle = judgement.obstacle;
    if (!obstacle)
        return std::nullopt;
    // What was answered "revoked" stays revoked, whatever is turned back later.
    Q_UNUSED(policy::revoke(m_services, m_tx, m_record, {QStringLiteral("system"), approval::obstacleText(*obstacle)}))
    return QStringLiteral("revoked");
}

Consuming::Reason Consuming::checkSession()
{
    if (!m_spending.baseTokenGiven)
        return m_bindsSession ? Reason(QStringLiteral("session_mismatch")) : Reason();
    const auto &token = m_spending.baseToken;
    const bool same = token && token->client == m_record.client && token->sub == m_record.subject
        && (m_record.session.isEmpty() || token->sid == m_record.session);
    const auto live = same ? grants::liveToken(m_services, m_tx, *token) : std::nullopt;
    if (!live)
        return QStringLiteral("session_mismatch");
    m_services.uses.note(live->grant, m_tx.now());
    return std::nullopt;
}

Consuming::Reason Consuming::checkProof()
{
    if (!m_record.dpopJkt)
        return std::nullopt;
    if (!m_spending.proofGiven)
        return QStringLiteral("proof_missing");
    const auto &proof = m_spending.proof;
    if (!proof || proof->thumbprint != m_record.dpopJkt->toLatin1())
        return QStringLiteral("proof_invalid");
    const QByteArray key = grants::replayKey("consume", proof->thumbprint, proof->jti.toUtf8());
    return m_services.replay.remember(m_tx, key, proof->expiresAt()) ? Reason() : QStringLiteral("proof_invalid");
}

Consuming::Reason Consuming::checkAction()
{
    const approval::Action action{m_spending.type, m_spending.params, *m_api.resourceServer, m_record.client, m_record.subject, m_record.session, m_record.id};
    if (crypto::equal(approval::actionHash(approval::canonicalAction(action)), m_record.actionHash))
        return std::nullopt;
    // Guessing parameters until they fit must not be possible.
    if (store::countMismatch(m_tx, m_credential.jtiHash) >= kMismatchesThatBurn)
        Q_UNUSED(policy::revoke(m_services, m_tx, m_record, {QStringLiteral("system"), QStringLiteral("Three consume attempts did not match the approved action.")}))
    return QStringLiteral("action_mismatch");
}

Consuming::Reason Consuming::check()
{
    const auto credential = m_spending.credential ? store::findCredential(m_tx, m_spending.credential->jtiHash) : std::nullopt;
    auto record = credential ? store::findApproval(m_tx, credential->approval) : std::nullopt;
    if (!record)
        return QStringLiteral("unknown");
    m_known = true;
    m_credential = *credential;
    m_record = *std::move(record);
    if (m_record.rs != m_api.resourceServer)
        return QStringLiteral("audience_mismatch");
    if (auto reason = checkEnds())
        return reason;
    if (auto reason = checkSession())
        return reason;
    if (auto reason = checkProof())
        return reason;
    return checkAction();
}

QString Consuming::receipt()
{
    const QJsonObject claims{{QStringLiteral("iss"), m_services.issuer}, {QStringLiteral("aud"), m_record.rs},
                             {QStringLiteral("txn"), m_record.id.text()}, {QStringLiteral("sub"), m_record.subject.text()},
                             {QStringLiteral("client_id"), m_record.client.text()}, {QStringLiteral("adh"), QString::fromLatin1(m_record.actionHash)},
                             {QStringLiteral("approved_by"), grants::approvedBy(m_tx, m_record.id)}, {QStringLiteral("iat"), m_tx.now()}};
    return QString::fromLatin1(m_services.keys.sign(m_tx, kReceiptType, claims));
}

QJsonObject Consuming::spend()
{
    if (!store::markUsed(m_tx, m_credential.jtiHash))
        return refused(QStringLiteral("used"));
    grants::countUse(m_tx, m_credential.grant);
    m_tx.afterCommit([&usage = m_services.usage, scopes = grants::grantedScopes(m_record)] { usage.used(scopes); });
    const bool moved = policy::move(m_services, m_tx, m_record, {Event::Consumed, std::nullopt},
                                    {QStringLiteral("credential.consumed"), QStringLiteral("client:") + m_api.id.text(), store::AuditOutcome::Ok, std::nullopt, {}});
    if (!moved)
        m_tx.abandon(http::Response::json(200, {{QStringLiteral("active"), false}, {QStringLiteral("reason"), QStringLiteral("revoked")}}));
    return {{QStringLiteral("active"), true},
            {QStringLiteral("txn"), m_record.id.text()},
            {QStringLiteral("sub"), m_record.subject.text()},
            {QStringLiteral("client_id"), m_record.client.text()},
            {QStringLiteral("authorization_details"), grants::authorizationDetails(m_record)},
            {QStringLiteral("approved_by"), grants::approvedBy(m_tx, m_record.id)},
            {QStringLiteral("receipt"), receipt()}};
}

QJsonObject Consuming::refused(const QString &reason)
{
    const policy::Entry entry{QStringLiteral("credential.consume_refused"), QStringLiteral("client:") + m_api.id.text(), store::AuditOutcome::Refused, std::nullopt, {{QStringLiteral("reason"), reason}}};
    if (m_known)
        policy::log(m_tx, m_record, entry);
    else
        m_tx.audit({entry.event, entry.actor, entry.outcome, std::nullopt, std::nullopt, std::nullopt, std::nullopt, entry.payload});
    return {{QStringLiteral("active"), false}, {QStringLiteral("reason"), reason}};
}

http::Response Consuming::run()
{
    const bool keyed = !m_spending.idempotencyKey.isEmpty();
    const QString keyHash = QString::fromLatin1(crypto::sha256(m_spending.idempotencyKey).toHex());
    if (keyed) {
        const auto stored = m_tx.one("SELECT body_hash, answer FROM idempotency WHERE client_id = ? AND key_hash = ? AND expires_at > ?", {m_api.id.text(), keyHash, m_tx.now()});
        if (stored && stored->text(0).toLatin1() != m_spending.bodyHash)
            return refuse(422, error::kInvalidRequest, QLatin1StringView("This Idempotency-Key was used with another body."));
        if (stored)
            return http::Response::json(200, base::json::parse(stored->text(1).toUtf8())->toObject());
    }
    const auto reason = check();
    const QJsonObject answer = reason ? refused(*reason) : spend();
    if (keyed)
        m_tx.exec("INSERT OR REPLACE INTO idempotency (client_id, key_hash, body_hash, answer, expires_at) VALUES (?,?,?,?,?)",
                  {m_api.id.text(), keyHash, QString::fromLatin1(m_spending.bodyHash), QString::fromUtf8(base::json::canonical(answer)), m_tx.now() + kIdempotencySeconds});
    return http::Response::json(200, answer);
}

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
    auto spending = parseSpending(services, request, body);
    return [&services, presented = std::get<grants::PresentedClient>(presented), spending](store::Transaction &tx) -> http::Response {
        auto client = grants::authenticateClient(services, tx, presented);
        if (const auto *refusal = std::get_if<http::Response>(&client))
            return *refusal;
        const auto &api = std::get<store::Client>(client);
        if (presented.method == grants::ClientMethod::None || !api.resourceServer)
            return refuse(403, error::kForbidden, QLatin1StringView("Only a client registered as an API may consume."));
        if (const auto *malformed = std::get_if<http::Response>(&spending))
            return *malformed;
        return Consuming(services, tx, api, std::get<Spending>(spending)).run();
    };
}

}  // namespace

void registerConsume(http::Router &router, Services &services)
{
    router.add("POST", "/consume", http::BodyKind::Json, [&services](const http::Request &request) { return handle(services, request); });
}

}  // namespace countersign::authority::endpoints
