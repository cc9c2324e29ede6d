#include "app/console/clock_watch.h"

#include <cstdlib>
#include <utility>

namespace countersign::console {

ClockWatch::ClockWatch(const base::Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_lastMonotonicMs(clock.monotonicMs()), m_lastWallMs(clock.nowMs())
{
}

void ClockWatch::look()
{
    const qint64 monotonic = m_clock.monotonicMs();
    const qint64 wall = m_clock.nowMs();
    const qint64 passed = monotonic - std::exchange(m_lastMonotonicMs, monotonic);
    const qint64 passedOnTheWall = wall - std::exchange(m_lastWallMs, wall);
    if (passed >= kSleepMs || std::abs(passedOnTheWall - passed) >= kStepMs)
        Q_EMIT doubted();
}

}  // namespace countersign::console
