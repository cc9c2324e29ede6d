// Denies many requests, one after the other, each with its own signature. Approving many is not offered.
#pragma once

#include "app/backends/approval_backend.h"
#include "app/console/facts.h"

#include <QObject>
#include <QPointer>

namespace countersign::console {

class AuthoritySession;

// Deletes itself when done, or when the authority goes.
class DenyAll : public QObject {
    Q_OBJECT

public:
    DenyAll(AuthoritySession &session, QList<ApprovalRef> requests, QObject *parent);
    void start();

Q_SIGNALS:
    void denied(const countersign::console::ApprovalRef &ref);
    void progress(int done, int total);

private:
    void next();
    void decide(const Approval &approval);

    QPointer<AuthoritySession> m_session;
    QList<ApprovalRef> m_requests;
    int m_done = 0;
};

}  // namespace countersign::console
