// Time as an argument: nothing that decides reads the system clock by itself, so tests can move it.
#pragma once

#include <QtGlobal>

#include <atomic>

namespace countersign::base {

class Clock {
public:
    virtual ~Clock() = default;
    // Milliseconds since the epoch, UTC. May step when the machine's clock is set.
    [[nodiscard]] virtual qint64 nowMs() const = 0;
    // Milliseconds of a clock that never steps; only differences mean anything. Counts through suspend (CLOCK_BOOTTIME).
    [[nodiscard]] virtual qint64 monotonicMs() const = 0;
    // Seconds since the epoch, as times stand on the wire.
    [[nodiscard]] qint64 now() const { return nowMs() / 1000; }
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] qint64 nowMs() const override;
    [[nodiscard]] qint64 monotonicMs() const override;
};

// For tests: moves only when told. Safe to read from any thread.
class ManualClock final : public Clock {
public:
    explicit ManualClock(qint64 startMs) : m_nowMs(startMs) {}
    [[nodiscard]] qint64 nowMs() const override { return m_nowMs; }
    [[nodiscard]] qint64 monotonicMs() const override { return m_monotonicMs; }
    void advanceMs(qint64 by) { m_nowMs += by; m_monotonicMs += by; }
    void stepMs(qint64 by) { m_nowMs += by; }

private:
    std::atomic<qint64> m_nowMs;
    std::atomic<qint64> m_monotonicMs{1};
};

}  // namespace countersign::base
