#include "app/console/clients/initial_tokens.h"

#include "app/backends/client_directory.h"
#include "app/console/authority_list.h"

namespace countersign::console {

using backends::InitialTokenAnswer;
using backends::InitialTokenList;

InitialTokens::InitialTokens(AuthorityList &authorities, QObject *parent) : QObject(parent), m_authorities(authorities)
{
    connect(&m_authorities, &AuthorityList::anyChanged, this, &InitialTokens::changed);
    connect(&m_authorities, &AuthorityList::aboutToRemove, this, [this](const AuthoritySession *session) {
        if (session->id() == m_authority)
            open({});
    });
}

void InitialTokens::open(const AuthorityId &authority)
{
    ++m_round;
    m_authority = authority;
    m_tokens.clear();
    m_reading = Reading::Never;
    m_progress = Progress::None;
    m_made = {};
    reload();
}

backends::ClientDirectory *InitialTokens::directory() const
{
    AuthoritySession *session = m_authorities.find(m_authority);
    const bool may = session && session->signInState() == SignIn::SignedIn && session->may(QStringLiteral("clients:manage"));
    return may ? session->backend().clients() : nullptr;
}

AuthorityBadge InitialTokens::badge() const
{
    const AuthoritySession *session = m_authorities.find(m_authority);
    return session ? session->badge() : AuthorityBadge();
}

bool InitialTokens::isConnected() const
{
    const AuthoritySession *session = m_authorities.find(m_authority);
    return directory() && session->link() != Link::Offline;
}

qint64 InitialTokens::now() const
{
    const AuthoritySession *session = m_authorities.find(m_authority);
    return session ? session->serverTime() : 0;
}

void InitialTokens::reload()
{
    backends::ClientDirectory *clients = directory();
    if (clients) {
        m_reading = Reading::Now;
        base::whenAnswered(this, clients->initialTokens(), [this, round = m_round](const base::Result<InitialTokenList> &list) {
            if (round != m_round)
                return;
            m_reading = list ? Reading::Done : Reading::Failed;
            if (list)
                m_tokens = list->items;
            Q_EMIT changed();
        });
    }
    Q_EMIT changed();
}

void InitialTokens::create(const NewInitialToken &wish)
{
    backends::ClientDirectory *clients = directory();
    if (!clients || m_progress == Progress::Asked)
        return;
    m_wish = wish;
    m_progress = Progress::Asked;
    Q_EMIT changed();
    base::whenAnswered(this, clients->addInitialToken(wish), [this, round = m_round](const base::Result<InitialTokenAnswer> &answer) {
        if (round == m_round)
            take(answer, Progress::Made);
    });
}

void InitialTokens::revoke(const QString &id, const QString &reason)
{
    backends::ClientDirectory *clients = directory();
    if (!clients || m_progress == Progress::Asked || reason.trimmed().isEmpty())
        return;
    m_progress = Progress::Asked;
    Q_EMIT changed();
    base::whenAnswered(this, clients->revokeInitialToken(id, reason.trimmed()), [this, round = m_round](const base::Result<InitialTokenAnswer> &answer) {
        if (round == m_round)
            take(answer, Progress::Revoked);
    });
}

void InitialTokens::take(const base::Result<InitialTokenAnswer> &answer, Progress done)
{
    m_refusal.reset();
    m_detail.clear();
    m_made = {};
    if (!answer) {
        // Answered with a no before anything was done, or not answered at all: then nobody knows.
        const bool unsent = answer.error().code == base::Errc::Unauthenticated || answer.error().code == base::Errc::Unsupported;
        m_progress = unsent ? Progress::Refused : Progress::Unknown;
    } else if (answer->refusal) {
        m_refusal = answer->refusal;
        m_detail = answer->detail;
        m_progress = Progress::Refused;
    } else {
        m_made = *answer;
        m_progress = done;
    }
    reload();
}

void InitialTokens::forgetSecret()
{
    m_made.token.reset();
}

void InitialTokens::forgetOutcome()
{
    if (m_progress == Progress::Asked)
        return;
    m_made = {};
    m_progress = Progress::None;
    Q_EMIT changed();
}

}  // namespace countersign::console
