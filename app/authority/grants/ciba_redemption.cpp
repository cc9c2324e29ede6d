#include "app/authority/grants/ciba_redemption.h"

#include "app/approval/action.h"
#include "app/authority/endpoints/ask.h"
#include "app/authority/grants/action_credential.h"
#include "app/authority/grants/approval_hooks.h"
#include "app/authority/grants/answer.h"
#include "app/authority/grants/redemption/yields.h"
#include "app/authority/grants/redemption_times.h"
#include "app/authority/policy/lifecycle.h"
#include "app/authority/policy/request_policy.h"
#include "app/authority/policy/request_secrets.h"
#include "app/authority/store/store.h"
#include "app/authority/store/transaction.h"
#include "app/base/json.h"
#include "app/oauth/error_code.h"
#include "app/oauth/scope.h"

#include <QJsonArray>

namespace countersign::authority::grants {

namespace {

namespace error = oauth::error;
using approval::Event;
using approval::Obstacle;
using approval::Status;
using Refusal = std::optional<http::Response>;

constexpr int kSlowDownStep = 5;  // seconds, CIBA Core 11
constexpr qint64 kRaceMs = 500;    // a request that idled longer on an old connection is no racer

http::Response unknownRequest()
{
    return refuse(400, error::kInvalidGrant, QLatin1StringView("auth_req_id is unknown, spent or of another client."));
}

class Redeeming {
public:
    Redeeming(Services &services, store::Transaction &tx, const CibaRequest &request) : m_services(services), m_tx(tx), m_request(request) {}
    http::Response run();

private:
    http::Response waiting();
    http::Response replayed();
    http::Response approved();
    Refusal checkNotWider() const;
    Refusal checkKey() const;
    Refusal checkPolicy();
    http::Response issue();
    policy::Entry entry(const QString &event, store::AuditOutcome outcome, const QJsonObject &payload = {}) const;

    Services &m_services;
    store::Transaction &m_tx;
    const CibaRequest &m_request;
    store::ApprovalRecord m_record;
};

policy::Entry Redeeming::entry(const QString &event, store::AuditOutcome outcome, const QJsonObject &payload) const
{
    return {event, QStringLiteral("client:") + m_request.client.id.text(), outcome, std::nullopt, payload};
}

http::Response Redeeming::waiting()
{
    const qint64 since = m_tx.nowMs() - m_record.lastPollMs;
    const bool tooSoon = m_record.lastPollMs > 0 && since < m_record.pollInterval * qint64{1000};
    store::notePoll(m_tx, m_record, m_record.pollInterval + (tooSoon ? kSlowDownStep : 0));
    if (tooSoon)
        return refuse(400, error::kSlowDown, QLatin1StringView("Poll less often: the interval grew by five seconds."));
    return refuse(400, error::kAuthorizationPending, QLatin1StringView("The request waits for a decision."));
}

// A request that was under way together with the winning one is a loser of the race, not a replay (protocol.md 12).
http::Response Redeeming::replayed()
{
    const QByteArray prize = m_record.id.text().toLatin1();
    const auto answered = m_services.redemptions.answeredAt(prize);
    const http::Request &http = m_request.request;
    const bool metTheWinner = answered && http.sentNotBeforeMs < *answered && http.receivedAtMs <= *answered + kRaceMs;
    if (metTheWinner || m_services.redemptions.joinsRace(prize, http)) {
        m_services.redemptions.noteLoser(m_tx, m_services.clock, prize);
        return unknownRequest();
    }
    policy::settle(m_services, m_tx, m_record);
    const auto credential = store::credentialOf(m_tx, m_record.id);
    if (m_record.status == Status::Redeemed && policy::revoke(m_services, m_tx, m_record, {QStringLiteral("system"), QStringLiteral("The auth_req_id was redeemed a second time.")}))
        return unknownRequest();
    if (credential)
        store::revokeCredential(m_tx, credential->jtiHash);
    policy::log(m_tx, m_record, entry(QStringLiteral("credential.redeem_replayed"), store::AuditOutcome::Refused));
    return unknownRequest();
}

Refusal Redeeming::checkNotWider() const
{
    if (const auto details = m_request.form.get(QStringLiteral("authorization_details"))) {
        const auto asked = endpoints::parseAuthorizationDetails(*details);
        const auto approved = approval::parseCanonicalAction(m_record.canonical);
        if (!asked || !approved || asked->first != m_record.type || asked->second != approved->params)
            return refuse(400, error::kInvalidAuthorizationDetails, QLatin1StringView("authorization_details are not those that were approved."));
    }
    if (const auto scope = m_request.form.get(QStringLiteral("scope"))) {
        const auto asked = oauth::parseScope(*scope);
        if (!asked || !oauth::isSubset(*asked, grantedScopes(m_record)))
            return refuse(400, error::kInvalidScope, QLatin1StringView("scope is wider than what was approved."));
    }
    return std::nullopt;
}

Refusal Redeeming::checkKey() const
{
    if (m_record.dpopJkt && (!m_request.key || m_request.key->jkt != m_record.dpopJkt->toLatin1()))
        return refuse(400, error::kInvalidDpopProof, QLatin1StringView("The request is bound to a key whose proof is missing."));
    return std::nullopt;
}

Refusal Redeeming::checkPolicy()
{
    const auto judgement = policy::judge(m_services, m_tx, approval::Stage::Redeem, m_record);
    if (!judgement.obstacle) {
        m_record.grantedTtl = std::min<qint64>(grantedTtl(m_record), credentialTtl(m_record, judgement.type));
        return std::nullopt;
    }
    const QString why = approval::obstacleText(*judgement.obstacle);
    if (!policy::revoke(m_services, m_tx, m_record, {QStringLiteral("system"), why}))
        return unknownRequest();
    const bool people = judgement.obstacle == Obstacle::ApproverGone || judgement.obstacle == Obstacle::SubjectGone || judgement.obstacle == Obstacle::SessionGone;
    return http::Response::error(400, people ? "access_denied" : "invalid_grant", why);
}

http::Response Redeeming::issue()
{
    if (!policy::move(m_services, m_tx, m_record, {Event::Redeemed, std::nullopt},
                      entry(redemption::eventOf(approval::yieldOf(m_record.type)), store::AuditOutcome::Ok,
                            {{QStringLiteral("ttl"), grantedTtl(m_record)}, {QStringLiteral("scope"), grantedScopes(m_record).join(u' ')}})))
        return unknownRequest();
    m_services.redemptions.noteIssuing(m_tx, m_services.clock, m_record.id.text().toLatin1());
    return http::Response::json(200, redemption::redeem(m_services, m_tx, m_record)).withHeader("Pragma", "no-cache");
}

http::Response Redeeming::approved()
{
    if (auto refusal = m_services.store.closed())
        return *refusal;
    if (auto refusal = checkNotWider())
        return *refusal;
    if (auto refusal = checkKey())
        return *refusal;
    if (auto refusal = checkPolicy())
        return *refusal;
    return issue();
}

http::Response Redeeming::run()
{
    const QString authReqId = m_request.form.value(QStringLiteral("auth_req_id"));
    if (authReqId.isEmpty())
        return refuse(400, error::kInvalidRequest, QLatin1StringView("auth_req_id is missing."));
    auto found = store::findApprovalByAuthReq(m_tx, policy::authReqIdHash(m_services.keys, authReqId.toUtf8()));
    if (!found || found->client != m_request.client.id)
        return unknownRequest();
    m_record = *std::move(found);
    if (m_record.redeemedAtMs)
        return replayed();
    policy::settle(m_services, m_tx, m_record);
    switch (m_record.status) {
    case Status::Pending: return waiting();
    case Status::Approved: return approved();
    case Status::Expired: return refuse(400, error::kExpiredToken, QLatin1StringView("Nobody decided in time, or the credential was not fetched in time."));
    case Status::Cancelled: return unknownRequest();
    default: return http::Response::error(400, "access_denied", m_record.endReason.value_or(QStringLiteral("The approver denied the request.")));
    }
}

}  // namespace

http::Response redeemCiba(Services &services, store::Transaction &tx, const CibaRequest &request)
{
    return Redeeming(services, tx, request).run();
}

CancelOutcome cancelByAuthReqId(Services &services, store::Transaction &tx, const store::Client &client, QByteArrayView token)
{
    auto record = store::findApprovalByAuthReq(tx, policy::authReqIdHash(services.keys, token));
    if (!record)
        return CancelOutcome::Unknown;
    if (record->client != client.id)
        return CancelOutcome::NotYours;
    policy::settle(services, tx, *record);
    if (record->status == Status::Redeemed)
        return policy::revoke(services, tx, *record, {QStringLiteral("client:") + client.id.text(), QStringLiteral("The requester gave it back.")})
            ? CancelOutcome::Cancelled : CancelOutcome::AlreadyOver;
    const bool moved = policy::move(services, tx, *record, {Event::Cancelled, QStringLiteral("The requester withdrew the request.")},
                                    {QStringLiteral("approval.cancelled"), QStringLiteral("client:") + client.id.text(), store::AuditOutcome::Ok, std::nullopt, {}});
    return moved ? CancelOutcome::Cancelled : CancelOutcome::AlreadyOver;
}

std::optional<QJsonObject> introspectCredential(Services &services, store::Transaction &tx, const store::Client &asker, const QJsonObject &claims)
{
    const auto jti = base::json::text(claims, QLatin1String("jti"));
    const auto credential = jti ? store::findCredential(tx, jtiHashOf(jti->toUtf8())) : std::nullopt;
    const auto record = credential ? store::findApproval(tx, credential->approval) : std::nullopt;
    if (!record || credential->usedAt || credential->revokedAt || credential->expiresAt <= tx.now())
        return std::nullopt;
    if (asker.id != record->client && asker.resourceServer != record->rs)
        return std::nullopt;
    if (policy::judge(services, tx, approval::Stage::Consume, *record).obstacle)
        return std::nullopt;
    QJsonObject answer = claims;
    answer.remove(QLatin1String("apr"));
    answer.insert(QStringLiteral("token_type"), record->dpopJkt ? QStringLiteral("DPoP") : QStringLiteral("Bearer"));
    return answer;
}

std::optional<base::GrantId> credentialGrant(store::Transaction &tx, const QJsonObject &claims)
{
    const auto jti = base::json::text(claims, QLatin1String("jti"));
    const auto credential = jti ? store::findCredential(tx, jtiHashOf(jti->toUtf8())) : std::nullopt;
    if (!credential || credential->usedAt || credential->revokedAt || credential->expiresAt <= tx.now())
        return std::nullopt;
    return credential->grant;
}

void approvalGrantRevoked(Services &services, store::Transaction &tx, const base::GrantId &grant, const Revocation &why)
{
    const auto row = tx.one("SELECT approval_id FROM credential WHERE grant_id = ?", {grant.text()});
    auto record = row ? store::findApproval(tx, base::ApprovalId(row->text(0))) : std::nullopt;
    if (record && !policy::revoke(services, tx, *record, {why.actor, why.reason})) {
        // Used already: nothing is left of the approval, but the credential must not look alive either.
        if (const auto credential = store::credentialOf(tx, record->id))
            store::revokeCredential(tx, credential->jtiHash);
    }
}

}  // namespace countersign::authority::grants
