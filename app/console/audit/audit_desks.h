// The logs of all authorities.
#pragma once

#include "app/console/audit/audit_desk.h"
#include "app/console/authority_list.h"

namespace countersign::console {

class AuditDesks : public QObject {
    Q_OBJECT

public:
    AuditDesks(AuthorityList &authorities, Settings &settings, QObject *parent = nullptr);

    [[nodiscard]] int count() const { return static_cast<int>(m_all.size()); }
    [[nodiscard]] AuditDesk *at(int row) const { return m_all.at(row); }
    [[nodiscard]] AuditDesk *find(const AuthorityId &authority) const;

Q_SIGNALS:
    void changed();  // one came or went
    void aboutToRemove(countersign::console::AuditDesk *desk);

private:
    QList<AuditDesk *> m_all;
};

}  // namespace countersign::console
