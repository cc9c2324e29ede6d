// The authority's time: the system's, but never running backwards unnoticed. What expired once must stay expired when somebody
// sets the machine's clock back (security.md, Faults).
#pragma once

#include "app/base/clock.h"

#include <atomic>

namespace countersign::authority::store {

class Connection;

// A step back of up to ten seconds (NTP corrections) is waited out: time stands still until the system has caught up. After a
// larger one, time also stands still, until the store has moved everything that had expired into the past for good
// (expireForGood) and calls restart().
class AuthorityClock final : public base::Clock {
public:
    explicit AuthorityClock(const base::Clock &system) : m_system(system) {}

    [[nodiscard]] qint64 nowMs() const override;
    [[nodiscard]] qint64 monotonicMs() const override { return m_system.monotonicMs(); }

    [[nodiscard]] bool steppedBack() const;
    [[nodiscard]] qint64 systemMs() const { return m_system.nowMs(); }
    [[nodiscard]] qint64 highWaterMs() const { return m_highWaterMs; }
    // Takes over the mark another process, or an earlier run, has left.
    void raise(qint64 highWaterMs) const;
    void restart(qint64 nowMs) { m_highWaterMs = nowMs; }

private:
    const base::Clock &m_system;
    mutable std::atomic<qint64> m_highWaterMs{0};
};

// In an open write transaction: brings the clock to the mark kept in the database and the mark to the clock.
void keepHighWater(Connection &connection, AuthorityClock &clock);
// In an open write transaction: every column named `…expires_at` that lies between the new and the old time is set to the new
// time; logged as `clock.stepped_back`. Returns the time to restart the clock with after the commit, milliseconds.
qint64 expireForGood(Connection &connection, const AuthorityClock &clock);

}  // namespace countersign::authority::store
