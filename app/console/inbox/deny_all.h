// Denies many requests, one after the other, each with its own signature. Approving many is not offered.
#pragma once

#include "app/backends/approval_backend.h"
#include "app/console/facts.h"

#include <QObject>
#include <QPointer>

namespace countersign::console {

class AuthoritySession;

// What became of stopping the client itself.
enum class Freeze {
    NotAsked,
    Done,     // the authority confirmed it
    Refused,
    Unknown,  // asked, no answer
};

// The last word on a DenyAll.
struct DenyAllEnd {
    int ended = 0;  // denied, each confirmed by the authority, or cancelled by it with the client that was frozen
    int total = 0;
    Freeze freeze = Freeze::NotAsked;
    bool operator==(const DenyAllEnd &) const = default;
};

// Deletes itself when done, or when the authority goes.
class DenyAll : public QObject {
    Q_OBJECT

public:
    DenyAll(AuthoritySession &session, QList<ApprovalRef> requests, QObject *parent);
    // Stops the client before anything is denied, so that nothing new comes meanwhile. Call before start().
    void freezeFirst(const base::ClientId &client, const QString &reason);
    void start();
    // The request that is being decided is still answered; the rest stay as they are.
    void cancel();

Q_SIGNALS:
    void ended(const countersign::console::ApprovalRef &ref);
    void progress(int done, int total);
    // The last word, once. Those that did not end were decided elsewhere, were not reached before cancel(), or nobody
    // answered for them.
    void finished(const countersign::console::DenyAllEnd &end);

private:
    void freeze();
    void next();
    void count(const ApprovalRef &ref);
    void end();
    void decide(const Approval &approval);

    QPointer<AuthoritySession> m_session;
    QList<ApprovalRef> m_requests;
    base::ClientId m_client;  // to be frozen, or empty
    QString m_freezeReason;
    DenyAllEnd m_end;
    int m_done = 0;
    bool m_cancelled = false, m_finished = false;
};

}  // namespace countersign::console
