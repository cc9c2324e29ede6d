// Notices when time itself cannot be trusted for a moment: the computer slept, or somebody set its clock. What was read
// before may be old then, whatever its countdown says (console.md "clock unsure").
#pragma once

#include "app/base/clock.h"

#include <QObject>

namespace countersign::console {

class ClockWatch : public QObject {
    Q_OBJECT

public:
    // A wall clock that moved by this much more or less than the monotonic one was set, not disciplined.
    static constexpr qint64 kStepMs = 5'000;
    // Looks come every second; this long without one, the computer slept or the program was stopped.
    static constexpr qint64 kSleepMs = 15'000;

    explicit ClockWatch(const base::Clock &clock, QObject *parent = nullptr);

public Q_SLOTS:
    void look();  // about once a second

Q_SIGNALS:
    void doubted();

private:
    const base::Clock &m_clock;
    qint64 m_lastMonotonicMs, m_lastWallMs;
};

}  // namespace countersign::console
