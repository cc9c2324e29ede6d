#include "app/console/clients/client_draft.h"

#include "app/approval/visible_text.h"
#include "app/backends/client_directory.h"
#include "app/console/authority_list.h"
#include "app/console/catalog/scope_lookup.h"

namespace countersign::console {
namespace {

using base::Errc;

constexpr qsizetype kMostName = 100, kMostOwner = 200;

bool mayMake(AuthoritySession &session)
{
    return session.signInState() == SignIn::SignedIn && session.may(QStringLiteral("clients:manage")) && session.backend().clients();
}

}  // namespace

ClientDraft::ClientDraft(AuthorityList &authorities, ScopeLookup &catalogues, QObject *parent)
    : QObject(parent), m_authorities(authorities), m_catalogues(catalogues)
{
    connect(&m_authorities, &AuthorityList::anyChanged, this, &ClientDraft::changed);
    connect(&m_authorities, &AuthorityList::aboutToRemove, this, [this](const AuthoritySession *session) {
        if (session->id() == m_authority)
            chooseAuthority({});
    });
}

QList<qint64> ClientDraft::lives()
{
    return {kShortestLife, 3600, 2 * 3600, 4 * 3600, 8 * 3600, 86'400, 3 * 86'400, 7 * 86'400, 30 * 86'400};
}

void ClientDraft::start()
{
    start(Fields());
}

void ClientDraft::start(const Fields &fields)
{
    ++m_round;
    m_fields = fields;
    m_secret.reset();
    m_made = {};
    m_refusal.reset();
    m_detail.clear();
    m_progress = Progress::Editing;
    m_authority = {};
    const QList<AuthorityId> possible = choices();
    chooseAuthority(possible.size() == 1 ? possible.first() : AuthorityId());
    if (!m_authority.isEmpty()) {
        m_fields.scopes = fields.scopes;
        m_fields.accessScopes = fields.accessScopes;
        m_fields.actions = fields.actions;
    }
    Q_EMIT changed();
}

QList<AuthorityId> ClientDraft::choices() const
{
    QList<AuthorityId> found;
    for (int row = 0; row < m_authorities.rowCount(); ++row) {
        if (mayMake(*m_authorities.at(row)))
            found.append(m_authorities.at(row)->id());
    }
    return found;
}

void ClientDraft::chooseAuthority(const AuthorityId &authority)
{
    m_authority = authority;
    // A name means something else elsewhere: nothing is carried over.
    m_fields.scopes.clear();
    m_fields.accessScopes.clear();
    m_fields.actions.clear();
    if (!authority.isEmpty())
        m_catalogues.wantAnew(authority);
    Q_EMIT changed();
}

AuthorityBadge ClientDraft::badgeOf(const AuthorityId &authority) const
{
    const AuthoritySession *session = m_authorities.find(authority);
    return session ? session->badge() : AuthorityBadge();
}

void ClientDraft::setFields(const Fields &fields)
{
    if (m_progress == Progress::Asked || m_progress == Progress::Made)
        return;
    m_fields = fields;
    if (m_progress != Progress::Editing)
        setProgress(Progress::Editing);
}

QList<ClientDraft::Problem> ClientDraft::problems() const
{
    QList<Problem> found;
    AuthoritySession *session = m_authorities.find(m_authority);
    if (!session)
        found.append(Problem::Authority);
    else if (!mayMake(*session) || session->link() == Link::Offline)
        found.append(Problem::Connection);
    const QString name = m_fields.name.trimmed();
    if (name.isEmpty() || name.size() > kMostName)
        found.append(Problem::Name);
    else if (approval::inspect(name).suspicious() || name.contains(QLatin1Char('<')) || name.contains(QLatin1Char('>')))
        found.append(Problem::NameLooksWrong);
    if (m_fields.owner.trimmed().isEmpty() || m_fields.owner.size() > kMostOwner)
        found.append(Problem::Owner);
    if (m_fields.reason.trimmed().isEmpty())
        found.append(Problem::Reason);
    return found;
}

qint64 ClientDraft::endsAt() const
{
    const AuthoritySession *session = m_authorities.find(m_authority);
    const qint64 now = session ? session->serverTime() : 0;
    return now > 0 ? now + m_fields.lifeSeconds : 0;
}

void ClientDraft::setProgress(Progress progress)
{
    m_progress = progress;
    Q_EMIT changed();
}

void ClientDraft::submit()
{
    if (m_progress == Progress::Asked || m_progress == Progress::Made || !problems().isEmpty() || endsAt() == 0)
        return;
    AuthoritySession *session = m_authorities.find(m_authority);
    backends::NewClient wish{m_fields.name.trimmed(), m_fields.owner.trimmed(), m_fields.reason.trimmed(), m_fields.ticket.trimmed(),
                             m_fields.scopes, m_fields.accessScopes, m_fields.actions, endsAt()};
    m_refusal.reset();
    m_detail.clear();
    setProgress(Progress::Asked);
    const auto answer = session->backend().clients()->add(wish);
    base::whenAnswered(this, answer, [this, round = m_round, authority = m_authority](const base::Result<backends::RegisteredClient> &made) {
        if (made && !made->refusal)
            Q_EMIT finished({authority, made->id});
        if (round != m_round)
            return;
        if (!made) {
            const Errc code = made.error().code;
            const bool unsent = code == Errc::Unauthenticated || code == Errc::Unsupported;
            setProgress(unsent ? Progress::Refused : Progress::Unknown);
        } else if (made->refusal) {
            m_refusal = made->refusal;
            m_detail = made->detail;
            setProgress(Progress::Refused);
        } else {
            m_made = {authority, made->id};
            m_madeScopes = made->scopes;
            m_madeEndsAt = made->expiresAt.value_or(0);
            m_secret = made->secret;
            setProgress(Progress::Made);
        }
    });
}

void ClientDraft::forgetSecret()
{
    m_secret.reset();
    Q_EMIT changed();
}

}  // namespace countersign::console
