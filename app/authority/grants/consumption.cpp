#include "app/authority/grants/consumption.h"

#include "app/approval/action.h"
#include "app/authority/grants/grant_record.h"
#include "app/authority/grants/replay_guard.h"
#include "app/authority/grants/use_counter.h"
#include "app/oauth/error_code.h"
#include "app/authority/keys.h"
#include "app/authority/policy/lifecycle.h"
#include "app/authority/policy/request_policy.h"
#include "app/authority/scope_usage.h"
#include "app/authority/store/transaction.h"
#include "app/crypto/digest.h"

#include <QJsonArray>

namespace countersign::authority::grants {

namespace {

using approval::Event;

constexpr int kMismatchesThatBurn = 3;
constexpr char kReceiptType[] = "jit-receipt+jwt";

class Consuming {
public:
    Consuming(Services &services, store::Transaction &tx, const Spender &spender, const Spending &spending)
        : m_services(services), m_tx(tx), m_spender(spender), m_spending(spending)
    {
    }
    QJsonObject run()
    {
        const auto reason = check();
        return reason ? refused(*reason) : spend();
    }

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
    const Spender &m_spender;
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
    if (m_credential.expiresAt <= m_tx.now() || m_spending.credential->expiresAt <= m_tx.now())
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
    const auto live = same ? liveToken(m_services, m_tx, *token) : std::nullopt;
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
    const QByteArray key = replayKey("consume", proof->thumbprint, proof->jti.toUtf8());
    return m_services.replay.remember(m_tx, key, proof->expiresAt()) ? Reason() : QStringLiteral("proof_invalid");
}

Consuming::Reason Consuming::checkAction()
{
    const approval::Action action{m_spending.type, m_spending.params, m_spender.rs, m_record.client, m_record.subject, m_record.session, m_record.id};
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
    if (m_record.rs != m_spender.rs)
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
                             {QStringLiteral("approved_by"), approvedBy(m_record)}, {QStringLiteral("iat"), m_tx.now()}};
    return QString::fromLatin1(m_services.keys.sign(m_tx, kReceiptType, claims));
}

QJsonObject Consuming::spend()
{
    if (!store::markUsed(m_tx, m_credential.jtiHash))
        return refused(QStringLiteral("used"));
    countUse(m_tx, m_credential.grant);
    publishGrant(m_tx, m_credential.grant, QLatin1StringView("used_up"));
    m_tx.afterCommit([&usage = m_services.usage, scopes = grantedScopes(m_record)] { usage.used(scopes); });
    const bool moved = policy::move(m_services, m_tx, m_record, {Event::Consumed, std::nullopt},
                                    {QStringLiteral("credential.consumed"), m_spender.actor, store::AuditOutcome::Ok, std::nullopt, {}});
    if (!moved)
        m_tx.abandon(http::Response::json(200, {{QStringLiteral("active"), false}, {QStringLiteral("reason"), QStringLiteral("revoked")}}));
    return {{QStringLiteral("active"), true},
            {QStringLiteral("txn"), m_record.id.text()},
            {QStringLiteral("sub"), m_record.subject.text()},
            {QStringLiteral("client_id"), m_record.client.text()},
            {QStringLiteral("authorization_details"), authorizationDetails(m_record)},
            {QStringLiteral("approved_by"), approvedBy(m_record)},
            {QStringLiteral("receipt"), receipt()}};
}

QJsonObject Consuming::refused(const QString &reason)
{
    const policy::Entry entry{QStringLiteral("credential.consume_refused"), m_spender.actor, store::AuditOutcome::Refused, std::nullopt, {{QStringLiteral("reason"), reason}}};
    if (m_known)
        policy::log(m_tx, m_record, entry);
    else
        m_tx.audit({entry.event, entry.actor, entry.outcome, std::nullopt, std::nullopt, std::nullopt, std::nullopt, entry.payload});
    return {{QStringLiteral("active"), false}, {QStringLiteral("reason"), reason}};
}

}  // namespace

QJsonObject consume(Services &services, store::Transaction &tx, const Spender &spender, const Spending &spending)
{
    return Consuming(services, tx, spender, spending).run();
}

http::Response callsUsedUp(const LiveToken &window, qint64 now)
{
    const auto &code = oauth::error::kCallsUsedUp;
    return http::Response::error(429, QByteArrayView(code.data(), code.size()), QStringLiteral("The calls of this window of access are used up."))
        .withHeader("Retry-After", QByteArray::number(std::max<qint64>(1, window.grantEndsAt - now)));
}

Call countCall(Services &services, store::Transaction &tx, const Spender &spender, const LiveToken &window)
{
    // The one statement that decides how many: nothing read before can let one more through.
    const auto counted = tx.one("UPDATE grant_ SET uses = uses + 1, last_used_at = ?1 WHERE id = ?2 AND revoked_at IS NULL AND expires_at > ?1"
                                " AND (max_uses IS NULL OR uses < max_uses) RETURNING uses, max_uses",
                                {tx.now(), window.grant.text()});
    if (!counted)
        return window.maxUses ? Call::UsedUp : Call::Over;
    tx.afterCommit([&usage = services.usage, scopes = window.scopes] { usage.used(scopes); });
    if (counted->isNull(1) || counted->integer(0) < counted->integer(1))
        return Call::Counted;
    auto record = store::findApproval(tx, window.approval);
    if (record)
        Q_UNUSED(policy::move(services, tx, *record, {Event::Consumed}, {QStringLiteral("window.used_up"), spender.actor, store::AuditOutcome::Ok, std::nullopt, {{QStringLiteral("uses"), counted->integer(0)}}}))
    publishGrant(tx, window.grant, QLatin1StringView("used_up"));
    return Call::Counted;
}

}  // namespace countersign::authority::grants
