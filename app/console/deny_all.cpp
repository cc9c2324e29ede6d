#include "app/console/deny_all.h"

#include "app/console/authority_session.h"
#include "app/console/decision_view.h"

#include <utility>

namespace countersign::console {

DenyAll::DenyAll(AuthoritySession &session, QList<ApprovalRef> requests, QObject *parent)
    : QObject(parent), m_session(&session), m_requests(std::move(requests))
{
}

void DenyAll::start()
{
    next();
}

void DenyAll::next()
{
    Q_EMIT progress(m_done, static_cast<int>(m_requests.size()));
    if (!m_session || m_cancelled || m_done >= m_requests.size()) {
        end();
        return;
    }
    const ApprovalRef ref = m_requests.at(m_done++);
    base::whenAnswered(this, m_session->backend().approval(ref.id), [this](const base::Result<Approval> &approval) {
        if (approval && m_session && !m_cancelled && approval->status == approval::Status::Pending)
            decide(*approval);
        else
            next();
    });
}

void DenyAll::cancel()
{
    m_cancelled = true;
}

void DenyAll::end()
{
    if (std::exchange(m_finished, true))
        return;
    Q_EMIT finished(m_denied, static_cast<int>(m_requests.size()));
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
    base::whenAnswered(this, m_session->backend().decide(approval.id, *bytes), [this, ref](const base::Result<backends::DecisionAnswer> &answer) {
        if (answer && answer->approval) {
            ++m_denied;
            Q_EMIT denied(ref);
        }
        next();
    });
}

}  // namespace countersign::console
