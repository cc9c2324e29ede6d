// CIBA ping mode (Core 10.2): tells a client that its request was decided, so that it need not poll.
//
// auth_req_id and notification token are secrets that must be sent in clear, so they are kept in memory only, never in the
// database. A restart forgets them; a ping is a hint and the client may poll all the same.
#pragma once

#include "app/authority/http/public_address.h"
#include "app/base/secret.h"
#include "app/base/strong_id.h"

#include <QHash>
#include <QString>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

namespace countersign::authority::grants {

class PingSender {
public:
    explicit PingSender(http::Loopback loopback);
    ~PingSender();
    Q_DISABLE_COPY_MOVE(PingSender)

    struct Ping {
        QString endpoint;
        base::Secret notificationToken;
        base::Secret authReqId;
        qint64 forgetAt = 0;  // seconds since the epoch
    };
    // At most 10 000 wait; beyond that the client has to poll. Any thread.
    void remember(const base::ApprovalId &approval, Ping ping, qint64 now);
    // Queues the notification, once. Any thread; returns at once. One attempt: no retry after an error, 401 or redirect.
    void decided(const base::ApprovalId &approval);

private:
    void run();

    const http::Loopback m_loopback;
    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    bool m_stopping = false;
    QHash<QString, std::shared_ptr<Ping>> m_waiting;
    std::deque<std::shared_ptr<Ping>> m_due;
    std::thread m_thread;
};

}  // namespace countersign::authority::grants
