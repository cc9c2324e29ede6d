#include "app/console/authority_list.h"

#include <algorithm>

namespace countersign::console {

AuthorityList::~AuthorityList() = default;

int AuthorityList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_sessions.size());
}

QVariant AuthorityList::data(const QModelIndex &index, int role) const
{
    const AuthoritySession *session = index.isValid() ? at(index.row()) : nullptr;
    if (!session)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case NameRole: return session->badge().name;
    case HostRole: return session->badge().host;
    case ColourRole: return session->badge().colourIndex;
    case SessionRole: return QVariant::fromValue(const_cast<AuthoritySession *>(session));
    default: return {};
    }
}

QHash<int, QByteArray> AuthorityList::roleNames() const
{
    return {{NameRole, "name"}, {HostRole, "host"}, {ColourRole, "colour"}, {SessionRole, "session"}};
}

AuthoritySession *AuthorityList::at(int row) const
{
    return row >= 0 && row < rowCount() ? m_sessions[static_cast<size_t>(row)].get() : nullptr;
}

AuthoritySession *AuthorityList::find(const AuthorityId &id) const
{
    const auto found = std::find_if(m_sessions.begin(), m_sessions.end(), [&id](const auto &session) { return session->id() == id; });
    return found == m_sessions.end() ? nullptr : found->get();
}

AuthoritySession *AuthorityList::add(std::unique_ptr<AuthoritySession> session)
{
    AuthoritySession *added = session.get();
    beginInsertRows({}, rowCount(), rowCount());
    m_sessions.push_back(std::move(session));
    endInsertRows();
    connect(added, &AuthoritySession::changed, this, [this, added] {
        const auto at = std::find_if(m_sessions.begin(), m_sessions.end(), [added](const auto &each) { return each.get() == added; });
        if (at == m_sessions.end())
            return;
        const QModelIndex changed = index(static_cast<int>(at - m_sessions.begin()));
        Q_EMIT dataChanged(changed, changed);
        Q_EMIT anyChanged();
    });
    Q_EMIT this->added(added);
    return added;
}

void AuthorityList::remove(const AuthorityId &id)
{
    const auto found = std::find_if(m_sessions.begin(), m_sessions.end(), [&id](const auto &session) { return session->id() == id; });
    if (found == m_sessions.end())
        return;
    Q_EMIT aboutToRemove(found->get());
    const int row = static_cast<int>(found - m_sessions.begin());
    beginRemoveRows({}, row, row);
    const std::unique_ptr<AuthoritySession> removed = std::move(*found);
    m_sessions.erase(found);
    endRemoveRows();
    Q_EMIT anyChanged();
}

int AuthorityList::freeColour() const
{
    for (int colour = 0; colour < 8; ++colour) {
        const bool taken = std::any_of(m_sessions.begin(), m_sessions.end(), [colour](const auto &each) { return each->badge().colourIndex == colour; });
        if (!taken)
            return colour;
    }
    return static_cast<int>(m_sessions.size()) % 8;
}

qint64 AuthorityList::offlineSinceMs() const
{
    qint64 since = 0;
    for (const auto &session : m_sessions) {
        if (session->link() == Link::Offline && (since == 0 || session->offlineSinceMs() < since))
            since = std::max<qint64>(1, session->offlineSinceMs());
    }
    return since;
}

void AuthorityList::retryAll()
{
    for (const auto &session : m_sessions)
        session->retry();
}

}  // namespace countersign::console
