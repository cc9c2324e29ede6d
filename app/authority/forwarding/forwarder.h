// Sends the log's entries on to one sink, at least once each and in order, on a thread of its own.
//
// The log is the outbox: an entry is there in the transaction of what it records, and the position of the last one that
// arrived is kept beside it. Nothing waits for a sink; while it is away, entries stay where they are.
#pragma once

#include "app/authority/forwarding/entry_sink.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace countersign::authority {
namespace store {
class Store;
}
}  // namespace countersign::authority

namespace countersign::authority::forwarding {

class Forwarder {
public:
    Forwarder(store::Store &store, std::unique_ptr<EntrySink> sink);
    // Ends within the sink's timeout.
    ~Forwarder();
    Q_DISABLE_COPY_MOVE(Forwarder)

private:
    enum class Round { SentSome, UpToDate, Failed };

    void run();
    Round sendNext();
    void note(const base::Status &sent, qint64 next);

    store::Store &m_store;
    const std::unique_ptr<EntrySink> m_sink;
    bool m_isFailing = false;
    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    bool m_isStopping = false;
    std::thread m_thread;
};

// The first seq that `sink` has not been sent; a new sink begins with the newest entry, not with the whole past.
[[nodiscard]] qint64 forwardPosition(store::Transaction &tx, const QString &sink);
void setForwardPosition(store::Transaction &tx, const QString &sink, qint64 next);

}  // namespace countersign::authority::forwarding
