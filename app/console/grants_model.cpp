#include "app/console/grants_model.h"

#include "app/console/authority_list.h"

#include <algorithm>

namespace countersign::console {
namespace {

using base::Errc;

}  // namespace

GrantsModel::GrantsModel(AuthorityList &authorities, base::Clock &clock, QObject *parent)
    : QAbstractListModel(parent), m_authorities(authorities), m_clock(clock)
{
    connect(&m_authorities, &AuthorityList::aboutToRemove, this, [this](const AuthoritySession *session) { removeAuthority(session->id()); });
    connect(&m_authorities, &AuthorityList::added, this, [this](AuthoritySession *session) {
        connect(session, &AuthoritySession::connected, this, [this, session] { read(session->id()); });
        connect(session, &AuthoritySession::hint, this, [this, session](const backends::EventHint &event) {
            if (event.kind == backends::EventHint::Kind::Grant || event.kind == backends::EventHint::Kind::Reset)
                read(session->id());
        });
    });
}

int GrantsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant GrantsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row &row = m_rows[static_cast<size_t>(index.row())];
    const Grant &grant = row.grant;
    const AuthoritySession *session = m_authorities.find(row.authority);
    switch (role) {
    case IdRole: return grant.id.text();
    case Qt::DisplayRole:
    case TitleRole: return grant.title;
    case KindRole: return static_cast<int>(grant.kind);
    case ClientNameRole: return grant.client.name;
    case SubjectRole: return grant.subject.name.isEmpty() ? grant.subject.sub.text() : grant.subject.name;
    case AuthorityRole: return session ? QVariant::fromValue(session->badge()) : QVariant();
    case ScopesRole: return grant.scopes;
    case ApprovedByRole: return grant.approvedBy;
    case UsesRole: return grant.uses;
    case MaxUsesRole: return grant.maxUses.value_or(-1);
    case LastUsedAtRole: return grant.lastUsedAt.value_or(0);
    case ExpiresAtRole: return grant.expiresAt;
    case TimeLeftMsRole: return std::max<qint64>(0, row.endsAtMonotonicMs - m_clock.monotonicMs());
    case ExposureRole: return grant.exposureSeconds;
    case RevocationRole: return static_cast<int>(row.revocation);
    case MayRevokeRole: return session && session->may(QStringLiteral("grants:revoke")) && row.revocation != Revocation::Asked
                               && row.revocation != Revocation::Revoked;
    case ResourceRole: return grant.resource;
    case IssuedAtRole: return grant.issuedAt;
    default: return {};
    }
}

QHash<int, QByteArray> GrantsModel::roleNames() const
{
    return {{IdRole, "id"},         {TitleRole, "title"},         {KindRole, "kind"},           {ClientNameRole, "clientName"},
            {SubjectRole, "subject"}, {AuthorityRole, "authority"}, {ScopesRole, "scopes"},       {ApprovedByRole, "approvedBy"},
            {UsesRole, "uses"},     {MaxUsesRole, "maxUses"},     {LastUsedAtRole, "lastUsedAt"}, {ExpiresAtRole, "expiresAt"},
            {TimeLeftMsRole, "timeLeftMs"}, {ExposureRole, "exposure"}, {RevocationRole, "revocation"}, {MayRevokeRole, "mayRevoke"},
            {ResourceRole, "resource"}, {IssuedAtRole, "issuedAt"}};
}

void GrantsModel::setReading(Reading reading)
{
    if (std::exchange(m_reading, reading) != reading)
        Q_EMIT readingChanged();
}

void GrantsModel::reload()
{
    for (int row = 0; row < m_authorities.rowCount(); ++row) {
        if (m_authorities.at(row)->signInState() == SignIn::SignedIn)
            read(m_authorities.at(row)->id());
    }
}

void GrantsModel::read(const AuthorityId &authority)
{
    AuthoritySession *session = m_authorities.find(authority);
    if (!session)
        return;
    ++m_open;
    setReading(Reading::Now);
    const qint64 question = ++m_question;
    base::whenAnswered(this, session->backend().grants(), [this, authority, question](const base::Result<QList<Grant>> &grants) {
        --m_open;
        const AuthoritySession *known = m_authorities.find(authority);
        if (grants && known)
            fill({authority, *grants, known->serverTime(), question});
        if (m_open > 0)
            return;
        if (grants)
            setReading(Reading::Done);
        else
            setReading(grants.error().code == Errc::Denied ? Reading::NotPermitted : Reading::Failed);
    });
}

// Takes the answer over row by row, so that a selection and the words "revoked" stay where they are.
void GrantsModel::fill(const Listing &listing)
{
    const AuthorityId &authority = listing.authority;
    QSet<base::GrantId> now;
    for (const Grant &grant : listing.grants)
        now.insert(grant.id);
    for (int row = rowCount() - 1; row >= 0; --row) {
        const Row &known = m_rows[static_cast<size_t>(row)];
        if (known.authority != authority || now.contains(known.grant.id))
            continue;
        if (known.revocation == Revocation::Asked || known.revocation == Revocation::Unknown) {
            // The authority no longer lists it as active: that is the confirmation.
            setRevocation(authority, known.grant.id, Revocation::Revoked);
            continue;
        }
        if (known.revocation == Revocation::Revoked && known.endsAtMonotonicMs > m_clock.monotonicMs())
            continue;  // stays, as said, until its time would have been over
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
    for (const Grant &grant : listing.grants) {
        const qint64 endsAt = m_clock.monotonicMs() + (grant.expiresAt - listing.serverTime) * 1000;
        if (const int row = find(authority, grant.id); row >= 0) {
            Row &known = m_rows[static_cast<size_t>(row)];
            known.endsAtMonotonicMs = endsAt;
            takeOver(known, grant, listing.question);
            Q_EMIT dataChanged(index(row), index(row));
            continue;
        }
        const auto at = std::upper_bound(m_rows.begin(), m_rows.end(), endsAt, [](qint64 end, const Row &each) { return end < each.endsAtMonotonicMs; });
        const int position = static_cast<int>(at - m_rows.begin());
        beginInsertRows({}, position, position);
        m_rows.insert(at, Row{authority, grant, endsAt, grant.active ? Revocation::None : Revocation::Revoked});
        endInsertRows();
    }
}

void GrantsModel::takeOver(Row &known, const Grant &grant, qint64 question)
{
    known.grant = grant;
    // Still active although nobody answered, or although "revoked" was said before this list was asked for: it is not over.
    const bool denied = known.revocation == Revocation::Revoked && question > known.confirmedBy;
    if (grant.active && (known.revocation == Revocation::Unknown || denied))
        known.revocation = Revocation::Failed;
}

int GrantsModel::find(const AuthorityId &authority, const base::GrantId &id) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.authority == authority && row.grant.id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

void GrantsModel::setRevocation(const AuthorityId &authority, const base::GrantId &id, Revocation revocation)
{
    const int row = find(authority, id);
    if (row < 0)
        return;
    m_rows[static_cast<size_t>(row)].revocation = revocation;
    m_rows[static_cast<size_t>(row)].confirmedBy = m_question;
    Q_EMIT dataChanged(index(row), index(row), {RevocationRole, MayRevokeRole});
}

void GrantsModel::revoke(int row, const QString &reason)
{
    if (row < 0 || row >= rowCount() || !data(index(row), MayRevokeRole).toBool())
        return;
    const AuthorityId authority = m_rows[static_cast<size_t>(row)].authority;
    const base::GrantId id = m_rows[static_cast<size_t>(row)].grant.id;
    setRevocation(authority, id, Revocation::Asked);
    AuthoritySession *session = m_authorities.find(authority);
    base::whenAnswered(this, session->backend().revokeGrant(id, reason), [this, authority, id](const base::Status &status) {
        if (status) {
            setRevocation(authority, id, Revocation::Revoked);
            return;
        }
        const bool unheard = status.error().code == Errc::Timeout || status.error().code == Errc::Unavailable;
        setRevocation(authority, id, unheard ? Revocation::Unknown : Revocation::Failed);
        if (unheard)
            read(authority);
    });
}

void GrantsModel::removeAuthority(const AuthorityId &authority)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (m_rows[static_cast<size_t>(row)].authority != authority)
            continue;
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
}

void GrantsModel::tick()
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (m_rows[static_cast<size_t>(row)].endsAtMonotonicMs > m_clock.monotonicMs())
            continue;
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {TimeLeftMsRole});
}

}  // namespace countersign::console
