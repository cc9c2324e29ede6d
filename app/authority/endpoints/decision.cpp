// POST /approvals/{id}/decision: one approver's signed word (protocol.md 6).
#include "app/authority/endpoints/approval_endpoints.h"

#include "app/approval/decision.h"
#include "app/approval/display_text.h"
#include "app/audit/checkpoint.h"
#include "app/authority/catalog_proposal.h"
#include "app/authority/config.h"
#include "app/authority/endpoints/approval_view.h"
#include "app/authority/endpoints/page_request.h"
#include "app/authority/grants/action_credential.h"
#include "app/authority/grants/caller.h"
#include "app/authority/http/router.h"
#include "app/authority/policy/lifecycle.h"
#include "app/authority/policy/request_secrets.h"
#include "app/authority/policy/seal.h"
#include "app/authority/store/devices.h"
#include "app/authority/store/store.h"
#include "app/authority/store/transaction.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"
#include "app/oauth/error_code.h"
#include "app/oauth/names.h"

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;
using approval::Event;
using approval::Status;
using approval::Verdict;
using grants::refuse;
using Refusal = std::optional<http::Response>;

constexpr QLatin1StringView kDecide("approvals:decide");
constexpr int kCodeAttempts = 3;
constexpr qint64 kMostCalls = 1'000'000;  // as in the params of countersign.access

// A decision whose signature fits the key of the device it names. Whether that device may speak is for the transaction.
struct Signed {
    approval::Decision decision;
    base::DeviceKid kid;
    QString digest;  // of the whole JWS. The text itself may hold the requester's code and is never kept.
};

http::Response invalid(QLatin1StringView why)
{
    return refuse(400, error::kInvalidDecision, why);
}

grants::Or<Signed> parseSigned(Services &services, const http::Request &request)
{
    const auto body = base::json::parseObject(request.body);
    const auto compact = body && body->size() == 1 ? base::json::text(*body, QLatin1String("decision")) : std::nullopt;
    if (!compact)
        return refuse(400, error::kInvalidRequest, QLatin1StringView("The body must be an object with the one member decision."));
    const auto jws = crypto::parseJws(compact->toUtf8(), approval::kDecisionType);
    const auto kid = jws ? base::json::text(jws->header, QLatin1String("kid")) : std::nullopt;
    if (!kid)
        return invalid(QLatin1StringView("The decision is not a signed JWT of type jit-decision+jwt with a kid."));
    auto decision = approval::decisionFromClaims(jws->claims);
    if (!decision)
        return invalid(QLatin1StringView("A claim of the decision is missing or malformed."));
    // The key never changes for a kid (it is the key's thumbprint), so the costly check stays out of the writer.
    const auto device = services.store.read([&kid](store::Transaction &tx) { return store::findDevice(tx, base::DeviceKid(*kid)); });
    if (!device)
        return store::Store::unavailable();
    const auto jwk = *device ? base::json::parseObject((*device)->jwk) : base::Result<QJsonObject>(base::Errc::NotFound, {});
    const auto key = jwk ? crypto::EcPublicKey::fromJwk(*jwk) : base::Result<crypto::EcPublicKey>(base::Errc::NotFound, {});
    if (!key || !crypto::verifyJws(*jws, *key))
        return invalid(QLatin1StringView("The decision is not signed by a known device."));
    return Signed{*std::move(decision), base::DeviceKid(*kid), QString::fromLatin1(crypto::base64Url(crypto::sha256(compact->toUtf8())))};
}

class Deciding {
public:
    Deciding(Services &services, store::Transaction &tx, const grants::Caller &caller, const Signed &sent)
        : m_services(services), m_tx(tx), m_caller(caller), m_signed(sent), m_decision(sent.decision)
    {
    }

    http::Response run(const QString &id);

private:
    Refusal checkApprover();
    Refusal checkEnvelope() const;
    std::optional<http::Response> repeated();
    Refusal checkState() const;
    Refusal checkGranted() const;
    Refusal checkFriction();
    Refusal checkCode();
    http::Response record();
    enum class Again { No, Yes };
    void closeIfQuorum(Again again);
    policy::Entry entry(const QString &event, store::AuditOutcome outcome) const;
    http::Response refused(http::Response refusal);
    http::Response answer();

    Services &m_services;
    store::Transaction &m_tx;
    const grants::Caller &m_caller;
    const Signed &m_signed;
    const approval::Decision &m_decision;
    store::ApprovalRecord m_record;
    policy::Judgement m_judgement;
};

policy::Entry Deciding::entry(const QString &event, store::AuditOutcome outcome) const
{
    QJsonObject payload{{QStringLiteral("decision"), m_decision.verdict == Verdict::Approve ? QStringLiteral("approve") : QStringLiteral("deny")},
                        {QStringLiteral("approver"), m_caller.user.name},
                        {QStringLiteral("view"), m_decision.view},
                        {QStringLiteral("jws_sha256"), m_signed.digest}};
    if (m_decision.reason)
        payload.insert(QStringLiteral("reason"), *m_decision.reason);
    // Everybody reads in the log which log the others saw: two that do not fit are found so (RFC 9162 11.3).
    if (m_decision.checkpoint && audit::parseCheckpoint(m_decision.checkpoint->toUtf8()))
        payload.insert(QStringLiteral("cp"), *m_decision.checkpoint);
    return {event, m_caller.user.sub.text(), outcome, m_signed.kid, payload};
}

// A word that came too late or does not fit is in the log as well (protocol.md 10).
http::Response Deciding::refused(http::Response refusal)
{
    auto refusedEntry = entry(QStringLiteral("approval.decision_refused"), store::AuditOutcome::Refused);
    refusedEntry.payload.insert(QStringLiteral("answer"), QString::fromUtf8(refusal.body));
    policy::log(m_tx, m_record, refusedEntry);
    return refusal;
}

// Role, group and four eyes come first: whoever may not decide learns nothing from the order of later checks.
Refusal Deciding::checkApprover()
{
    const auto ineligible = policy::mayNotDecide(m_tx, m_judgement, m_record, m_caller.user);
    const bool own = ineligible == approval::Ineligible::SelfApproval;
    if (!ineligible || ineligible == approval::Ineligible::AlreadyVoted)
        return std::nullopt;
    policy::log(m_tx, m_record, entry(own ? QStringLiteral("approval.self_approval_refused") : QStringLiteral("approval.decision_refused"), store::AuditOutcome::Refused));
    if (own)
        return refuse(403, error::kSelfApproval, QLatin1StringView("Nobody decides on their own request."));
    return refuse(403, error::kNotAnApprover, QLatin1StringView("You are not in a group that may decide this."));
}

Refusal Deciding::checkEnvelope() const
{
    const auto device = store::findDevice(m_tx, m_signed.kid);
    if (!device || !device->isActive() || device->sub != m_caller.user.sub)
        return invalid(QLatin1StringView("The device is not registered to you, or was removed."));
    if (m_decision.approver != m_caller.user.sub || m_decision.audience != m_services.issuer || m_decision.txn != m_record.id)
        return invalid(QLatin1StringView("The decision names another approver, authority or request."));
    const qint64 now = m_tx.now();
    if (m_decision.issuedAt > now + oauth::kSkewSeconds || m_decision.expiresAt <= now
        || m_decision.expiresAt - m_decision.issuedAt > approval::kDecisionLifetime || m_decision.expiresAt <= m_decision.issuedAt)
        return invalid(QLatin1StringView("The decision is not fresh."));
    if (m_decision.reason && (m_decision.reason->toUcs4().size() > approval::kMaxReason || !approval::isDisplayText(*m_decision.reason)))
        return invalid(QLatin1StringView("The reason is limited to 500 visible characters."));
    return std::nullopt;
}

// The whole card, and more work than the decision: not in the writer, where everybody waits for it.
http::Response Deciding::answer()
{
    m_tx.answerAfterCommit([&services = m_services, id = m_record.id, viewer = m_caller.user](store::Transaction &tx) {
        const auto record = store::findApproval(tx, id);
        return record ? http::Response::json(200, approvalJson(services, tx, *record, viewer)) : store::Store::unavailable();
    });
    return {};
}

// The same word once more is answered like the first time, and counted once.
std::optional<http::Response> Deciding::repeated()
{
    const store::Vote *own = m_record.voteOf(m_caller.user.sub);
    if (!own || own->verdict != m_decision.verdict)
        return std::nullopt;
    // A first voter who was disabled and is back may complete the quorum only now.
    if (m_record.status == Status::Pending && m_decision.verdict == Verdict::Approve)
        closeIfQuorum(Again::Yes);
    return answer();
}

Refusal Deciding::checkState() const
{
    if (m_record.status != Status::Pending)
        return refuse(409, error::kNotPending, QLatin1StringView("The request is no longer pending."));
    if (m_decision.version != m_record.version)
        return refuse(409, error::kStaleVersion, QLatin1StringView("The request changed since it was shown."));
    if (!crypto::equal(m_decision.actionHash, m_record.actionHash))
        return refuse(409, error::kHashMismatch, QLatin1StringView("The decision is about another action."));
    if (!crypto::equal(m_decision.nonce.toUtf8(), decisionNonce(m_services, m_record, m_caller.user.sub).toUtf8()))
        return invalid(QLatin1StringView("The nonce is not the one given with the request."));
    return std::nullopt;
}

Refusal Deciding::checkGranted() const
{
    const auto &granted = m_decision.granted;
    if (granted.ttl && (*granted.ttl < 1 || *granted.ttl > grants::credentialTtl(m_record, m_judgement.type)))
        return invalid(QLatin1StringView("granted.ttl may only be shorter."));
    const bool isWindow = approval::yieldOf(m_record.type) == approval::Yield::Window;
    if (granted.calls && (!isWindow || *granted.calls < 1 || *granted.calls > grants::askedCalls(m_record).value_or(kMostCalls)))
        return invalid(QLatin1StringView("granted.max_calls may only be fewer, and only for a window of access."));
    if (!granted.scopes)
        return std::nullopt;
    const auto within = [this](const QString &scope) { return m_record.scopes.contains(scope); };
    if (granted.scopes->isEmpty() || !std::all_of(granted.scopes->begin(), granted.scopes->end(), within))
        return invalid(QLatin1StringView("granted.scope may only be a smaller, non-empty choice of what was asked."));
    return std::nullopt;
}

// What an approval costs; a denial never has to pass here.
Refusal Deciding::checkFriction()
{
    if (m_judgement.obstacle == approval::Obstacle::RequestDamaged)
        return refused(http::Response::error(409, "request_damaged", approval::obstacleText(*m_judgement.obstacle)));
    if (m_judgement.obstacle)
        return refuse(409, error::kNotPending, QLatin1StringView("The request can no longer be approved: client, scope or policy changed."));
    if (m_judgement.type->stepUp && !policy::isFreshSignIn(m_services, m_caller.authTime, m_tx.now()))
        return grants::needsFreshSignIn(m_services.config.decisions.freshSignInSeconds);
    if (approval::wantsComment(*m_judgement.type, policy::effectiveTier(m_record, m_judgement)) && m_decision.reason.value_or(QString()).trimmed().isEmpty())
        return refuse(422, QLatin1StringView("comment_required"), QLatin1StringView("This approval needs a comment."));
    return m_record.codeHash ? checkCode() : std::nullopt;
}

Refusal Deciding::checkCode()
{
    const QByteArray given = m_decision.code.value_or(QString()).toUtf8();
    if (given.isEmpty())
        return refuse(422, QLatin1StringView("code_required"), QLatin1StringView("This approval needs the requester's code."));
    if (crypto::equal(policy::confirmationCodeHash(m_services.keys, m_record.id, given).toLatin1(), m_record.codeHash->toLatin1()))
        return std::nullopt;
    const int left = std::max(0, kCodeAttempts - store::countWrongCode(m_tx, m_record.id));
    auto refused = entry(QStringLiteral("approval.wrong_code"), store::AuditOutcome::Refused);
    refused.payload.insert(QStringLiteral("attempts_left"), left);
    if (left > 0)
        policy::log(m_tx, m_record, refused);
    else if (!policy::move(m_services, m_tx, m_record, {Event::Denied, QStringLiteral("The confirmation code was wrong three times.")}, refused))
        return refuse(409, error::kNotPending, QLatin1StringView("The request is no longer pending."));
    return http::Response::json(422, {{QStringLiteral("error"), error::kWrongCode}, {QStringLiteral("error_description"), QStringLiteral("The code is wrong.")}, {QStringLiteral("attempts_left"), left}});
}

// The vote that completes the quorum moves the request; the one before only waits for more.
void Deciding::closeIfQuorum(Again again)
{
    const auto now = policy::judge(m_services, m_tx, approval::Stage::Redeem, m_record);
    if (now.obstacle) {
        if (again == Again::No)
            policy::log(m_tx, m_record, entry(QStringLiteral("approval.decided"), store::AuditOutcome::Ok));
        return;
    }
    const auto least = policy::leastGranted(m_record);
    if (least.scopes && least.scopes->isEmpty())
        m_tx.abandon(invalid(QLatin1StringView("Together the approvals would leave no scope at all.")));
    if (!policy::move(m_services, m_tx, m_record, {Event::QuorumReached, m_decision.reason, least}, entry(QStringLiteral("approval.decided"), store::AuditOutcome::Ok)))
        m_tx.abandon(refuse(409, error::kNotPending, QLatin1StringView("The request is no longer pending.")));
    if (approval::yieldOf(m_record.type) == approval::Yield::Change)
        applyApproved(m_services, m_tx, m_record);
}

http::Response Deciding::record()
{
    store::Vote vote{m_caller.user.sub, m_signed.kid.text(), m_decision.verdict, m_decision.reason, m_decision.granted, m_tx.now(), m_caller.authTime, {}};
    vote.seal = policy::sealOf(m_services.keys, m_record.id, vote);
    store::addVote(m_tx, m_record, vote, m_signed.digest);
    store::touchDevice(m_tx, m_signed.kid);
    if (m_decision.verdict == Verdict::Approve)
        closeIfQuorum(Again::No);
    else if (!policy::move(m_services, m_tx, m_record, {Event::Denied, m_decision.reason}, entry(QStringLiteral("approval.decided"), store::AuditOutcome::Denied)))
        m_tx.abandon(refuse(409, error::kNotPending, QLatin1StringView("The request is no longer pending.")));
    return answer();
}

http::Response Deciding::run(const QString &id)
{
    auto found = store::findApproval(m_tx, base::ApprovalId(id));
    if (!found)
        return refuse(404, error::kNotFound, QLatin1StringView("There is no such approval."));
    m_record = *std::move(found);
    policy::settle(m_services, m_tx, m_record);
    m_judgement = policy::judge(m_services, m_tx, approval::Stage::Decide, m_record);

    if (auto refusal = checkApprover())
        return *refusal;
    if (auto refusal = checkEnvelope())
        return refused(*refusal);
    if (m_decision.verdict == Verdict::Approve) {
        if (auto refusal = m_services.store.closed())
            return refused(*refusal);
    }
    if (auto same = repeated())
        return *same;
    if (auto refusal = checkState())
        return refused(*refusal);
    if (m_record.voteOf(m_caller.user.sub))
        return refused(refuse(409, error::kConflict, QLatin1StringView("You have decided otherwise already; revoke instead.")));
    if (m_decision.verdict == Verdict::Approve) {
        if (auto refusal = checkGranted())
            return refused(*refusal);
        if (auto refusal = checkFriction())
            return *refusal;
    }
    return record();
}

http::Outcome handle(Services &services, const http::Request &request)
{
    auto presented = grants::presentToken(services, request);
    if (const auto *refusal = std::get_if<http::Response>(&presented))
        return *refusal;
    auto sent = parseSigned(services, request);
    return [&services, presented = std::get<grants::PresentedToken>(presented), sent, id = QString::fromLatin1(request.pathParam("id"))](store::Transaction &tx) -> http::Response {
        // Without the scope there is no approver: said in the words of this endpoint (protocol.md 6), challenge included.
        const auto caller = grants::authenticateCaller(services, tx, presented, kDecide);
        if (const auto *refusal = std::get_if<http::Response>(&caller)) {
            if (refusal->status != 403)
                return *refusal;
            auto answer = refuse(403, error::kNotAnApprover, QLatin1StringView("You are not an approver."));
            answer.headers = refusal->headers;
            return answer;
        }
        if (const auto *malformed = std::get_if<http::Response>(&sent))
            return *malformed;
        return Deciding(services, tx, std::get<grants::Caller>(caller), std::get<Signed>(sent)).run(id);
    };
}

}  // namespace

void registerDecision(http::Router &router, Services &services)
{
    router.add("POST", "/approvals/{id}/decision", http::BodyKind::Json, withoutQuery([&services](const http::Request &request) { return handle(services, request); }));
}

}  // namespace countersign::authority::endpoints
