// Whether the log is still what was logged, looked at by the one who serves it: its end before a start, all of it soon after and once a day.
#pragma once

#include "app/audit/checkpoint.h"
#include "app/base/result.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <QtGlobal>

namespace countersign::authority {

namespace store {
class Store;
}

// What a start can tell: that the last check found damage, or that the last entries are not what was logged. Tells the store's
// LogCondition. Takes as long for a long log as for a short one. Errors: it could not be looked at.
[[nodiscard]] base::Status checkLastEntries(store::Store &store);

// Recomputes all of the log and reads every page, a minute after the start (at once when there was damage) and daily, on threads of lowest priority: that takes as long
// as the past is, so nobody waits for it. What it finds is told as `audit.check_failed` in the log of the program and by /metrics, and is what `audit fsck` finds. Damage
// that it proves closes the authority (LogCondition); a whole log without any opens it again.
class LogCheck {
public:
    LogCheck(store::Store &store, audit::VerifierKey key);
    ~LogCheck();
    Q_DISABLE_COPY_MOVE(LogCheck)

    // The check itself, on this thread. Errors: Cancelled once `stop` is true, Unavailable.
    static base::Status run(store::Store &store, const audit::VerifierKey &key, const std::atomic<bool> &stop);

private:
    void loop();
    bool isStoppedWithin(std::chrono::seconds wait);

    store::Store &m_store;
    const audit::VerifierKey m_key;
    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    std::atomic<bool> m_isStopping{false};
    std::thread m_thread;
};

}  // namespace countersign::authority
