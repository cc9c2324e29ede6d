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
    // The request that is being decided is still answered; the rest stay as they are.
    void cancel();

Q_SIGNALS:
    void denied(const countersign::console::ApprovalRef &ref);
    void progress(int done, int total);
    // The last word, once: how many the authority confirmed. The others were decided elsewhere, were not reached before
    // cancel(), or nobody answered for them.
    void finished(int denied, int total);

private:
    void next();
    void end();
    void decide(const Approval &approval);

    QPointer<AuthoritySession> m_session;
    QList<ApprovalRef> m_requests;
    int m_done = 0, m_denied = 0;
    bool m_cancelled = false, m_finished = false;
};

}  // namespace countersign::console
