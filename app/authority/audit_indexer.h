// Keeps the log's index up with the log, on its own thread and behind it: a decision never waits for a word to be indexed.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include <QtGlobal>

namespace countersign::authority {

namespace store {
class Store;
}

class AuditIndexer {
public:
    explicit AuditIndexer(store::Store &store);
    ~AuditIndexer();
    Q_DISABLE_COPY_MOVE(AuditIndexer)

    // Indexes everything there is, on this thread; for programs that do nothing else. False when the store fails.
    static bool catchUp(store::Store &store);

private:
    void run();

    store::Store &m_store;
    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    bool m_isStopping = false;
    std::thread m_thread;
};

}  // namespace countersign::authority
