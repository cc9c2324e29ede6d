#include "app/console/inbox/past_request.h"

#include "app/console/authority_list.h"

namespace countersign::console {

PastRequest::PastRequest(AuthorityList &authorities, QObject *parent) : QObject(parent), m_authorities(authorities)
{
    connect(&m_authorities, &AuthorityList::aboutToRemove, this, [this](const AuthoritySession *session) {
        if (session->id() == m_ref.authority)
            close();
    });
}

AuthorityBadge PastRequest::badge() const
{
    const AuthoritySession *session = m_authorities.find(m_ref.authority);
    return session ? session->badge() : AuthorityBadge();
}

void PastRequest::open(const ApprovalRef &ref)
{
    m_ref = ref;
    reload();
}

void PastRequest::reload()
{
    m_approval.reset();
    m_failed = false;
    const int question = ++m_question;
    AuthoritySession *session = isOpen() ? m_authorities.find(m_ref.authority) : nullptr;
    m_failed = isOpen() && !session;
    Q_EMIT changed();
    if (!session)
        return;
    base::whenAnswered(this, session->backend().approval(m_ref.id), [this, question](const base::Result<Approval> &answer) {
        if (question != m_question)
            return;
        m_failed = !answer;
        if (answer)
            m_approval = *answer;
        Q_EMIT changed();
    });
}

void PastRequest::close()
{
    if (!isOpen())
        return;
    m_ref = {};
    reload();
}

}  // namespace countersign::console
