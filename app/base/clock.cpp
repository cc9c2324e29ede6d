#include "app/base/clock.h"

#include <ctime>

namespace countersign::base {

namespace {

qint64 readMs(clockid_t id)
{
    timespec t{};
    clock_gettime(id, &t);
    return static_cast<qint64>(t.tv_sec) * 1000 + t.tv_nsec / 1'000'000;
}

}  // namespace

qint64 SystemClock::nowMs() const
{
    return readMs(CLOCK_REALTIME);
}

qint64 SystemClock::monotonicMs() const
{
    return readMs(CLOCK_BOOTTIME);
}

}  // namespace countersign::base
