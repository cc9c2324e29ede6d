// The authority's time as far as this process can know it: its last word plus our monotonic clock.
#pragma once

#include "app/base/clock.h"

#include <QByteArray>

namespace countersign::backends {

class ServerClock {
public:
    explicit ServerClock(const base::Clock &clock) : m_clock(clock) {}

    // From an answer's `Date` header (RFC 9110 5.6.7); anything else is passed over.
    void observeDate(const QByteArray &date);
    // From a body's `server_time`, seconds.
    void observe(qint64 seconds);
    [[nodiscard]] bool isKnown() const { return m_known; }
    // Seconds. Before the first answer our own clock has to do.
    [[nodiscard]] qint64 now() const;

private:
    const base::Clock &m_clock;
    qint64 m_serverMs = 0, m_atMonotonicMs = 0;
    bool m_known = false;
};

}  // namespace countersign::backends
