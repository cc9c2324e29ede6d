#include "app/console/audit/audit_desks.h"

#include <algorithm>

namespace countersign::console {

AuditDesks::AuditDesks(AuthorityList &authorities, Settings &settings, QObject *parent) : QObject(parent)
{
    connect(&authorities, &AuthorityList::added, this, [this, &settings](AuthoritySession *session) {
        m_all.append(new AuditDesk(*session, settings, this));
        Q_EMIT changed();
    });
    connect(&authorities, &AuthorityList::aboutToRemove, this, [this](const AuthoritySession *session) {
        AuditDesk *desk = find(session->id());
        if (!desk)
            return;
        Q_EMIT aboutToRemove(desk);
        m_all.removeOne(desk);
        delete desk;
        Q_EMIT changed();
    });
}

AuditDesk *AuditDesks::find(const AuthorityId &authority) const
{
    const auto found = std::find_if(m_all.begin(), m_all.end(), [&](const AuditDesk *each) { return each->session().id() == authority; });
    return found == m_all.end() ? nullptr : *found;
}

}  // namespace countersign::console
