// Sliding windows in memory: at most N events of one key within a minute. A restart forgets them, which only favours the
// caller for one minute; nothing that must survive a restart is kept here.
#pragma once

#include <QHash>
#include <QString>

#include <deque>
#include <mutex>
#include <optional>

namespace countersign::authority::policy {

class RateLimit {
public:
    explicit RateLimit(int perMinute) : m_perMinute(perMinute) {}

    // Counts one event. nullopt: within the limit; otherwise the seconds until the next one would be (≥ 1), and the event
    // is not counted. `monotonicMs`: of the injected clock. Any thread.
    [[nodiscard]] std::optional<int> hit(const QString &key, qint64 monotonicMs);

private:
    void forgetIdle(qint64 oldest);

    const int m_perMinute;
    std::mutex m_mutex;
    QHash<QString, std::deque<qint64>> m_hits;
    qint64 m_lastCleaning = 0;
};

}  // namespace countersign::authority::policy
