#include "app/console/inbox/deny_all.h"

#include "app/backends/client_directory.h"
#include "app/console/authority_session.h"
#include "app/console/inbox/decision_view.h"

#include <utility>

namespace countersign::console {

DenyAll::DenyAll(AuthoritySession &session, QList<ApprovalRef> requests, QObject *parent)
    : QObject(parent), m_session(&session), m_requests(std::move(requests)), m_end{0, static_cast<int>(m_requests.size()), Freeze::NotAsked}
{
}

void DenyAll::freezeFirst(const base::ClientId &client, const QString &reason)
{
    m_client = client;
    m_freezeReason = reason;
}

void DenyAll::start()
{
    if (m_client.isEmpty())
        next();
    else
        freeze();
}

void DenyAll::freeze()
{
    Q_EMIT progress(0, m_end.total);
    backends::ClientDirectory *clients = m_session->backend().clients();
    if (!clients) {
        m_end.freeze = Freeze::Refused;
        next();
        return;
    }
    base::whenAnswered(this, clients->freeze(m_client, m_freezeReason), [this](const base::Result<backends::ClientAnswer> &answer) {
        const bool unheard = !answer && (answer.error().code == base::Errc::Timeout || answer.error().code == base::Errc::Unavailable);
        m_end.freeze = answer && answer->client ? Freeze::Done : unheard ? Freeze::Unknown : Freeze::Refused;
        next();
    });
}

void DenyAll::next()
{
    Q_EMIT progress(m_done, m_end.total);
    if (!m_session || m_cancelled || m_done >= m_requests.size()) {
        end();
        return;
    }
    const ApprovalRef ref = m_requests.at(m_done++);
    base::whenAnswered(this, m_session->backend().approval(ref.id), [this, ref](const base::Result<Approval> &approval) {
        if (approval && m_session && !m_cancelled && approval->status == approval::Status::Pending) {
            decide(*approval);
            return;
        }
        if (approval && approval->status == approval::Status::Cancelled && m_end.freeze == Freeze::Done)
            count(ref);
        next();
    });
}

void DenyAll::count(const ApprovalRef &ref)
{
    ++m_end.ended;
    Q_EMIT ended(ref);
}

void DenyAll::cancel()
{
    m_cancelled = true;
}

void DenyAll::end()
{
    if (std::exchange(m_finished, true))
        return;
    Q_EMIT finished(m_end);
    deleteLater();
}

void DenyAll::decide(const Approval &approval)
{
    approval::Decision decision;
    decision.approver = m_session->person();
    decision.audience = m_session->issuer();
    decision.txn = approval.id;
    decision.verdict = approval::Verdict::Deny;
    decision.actionHash = approval.actionHash;
    decision.version = approval.version;
    decision.nonce = approval.nonce;
    decision.view = renderedViewHash({QStringLiteral("deny-all"), 1, {}, {}});
    decision.issuedAt = m_session->serverTime();
    decision.expiresAt = decision.issuedAt + approval::kDecisionLifetime;
    const base::Result<QByteArray> bytes = m_session->backend().sign(decision);
    if (!bytes) {
        next();
        return;
    }
    const ApprovalRef ref{m_session->id(), approval.id};
    const DecisionProofs::OwnDecision own{approval.id, m_session->device(), approval.actionHash, approval::Verdict::Deny, *bytes};
    base::whenAnswered(this, m_session->backend().decide(approval.id, *bytes), [this, ref, own](const base::Result<backends::DecisionAnswer> &answer) {
        if (answer && answer->approval && m_session)
            m_session->followDecision(own);
        if (answer && answer->approval)
            count(ref);
        next();
    });
}

}  // namespace countersign::console
