#include "app/programs/ctl/waiting.h"

#include "app/base/clock.h"
#include "app/programs/ctl/terminal.h"

namespace countersign::ctl {
namespace {

using base::Errc;

QString minutes(qint64 seconds)
{
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

enum class Next { Poll, PollSlower, Retry, End };

Next nextAfter(const Requester::Outcome<QJsonObject> &outcome)
{
    if (const auto *error = std::get_if<base::Error>(&outcome))
        return error->code == Errc::Unavailable || error->code == Errc::Timeout ? Next::Retry : Next::End;
    const auto *wire = std::get_if<WireError>(&outcome);
    if (!wire)
        return Next::End;
    if (wire->code == QLatin1String("slow_down"))
        return Next::PollSlower;
    if (wire->code == QLatin1String("authorization_pending"))
        return Next::Poll;
    return wire->status >= 500 || wire->status == 429 ? Next::Retry : Next::End;
}

}  // namespace

std::optional<Requester::Outcome<QJsonObject>> waitForDecision(Requester &requester, const Waiting &waiting)
{
    const Asked &asked = waiting.asked;
    const base::SystemClock clock;
    const qint64 endMs = clock.monotonicMs() + asked.expiresIn * 1000;
    qint64 interval = asked.interval;
    qint64 nextPollMs = clock.monotonicMs();
    for (;;) {
        const qint64 nowMs = clock.monotonicMs();
        progress(QStringLiteral("Waiting for a decision on %1 … %2 left").arg(asked.approvalId, minutes(std::max<qint64>(0, endMs - nowMs) / 1000)));
        if (waiting.interrupt.happened()) {
            requester.cancel(asked);
            return std::nullopt;
        }
        if (nowMs < nextPollMs) {
            sleepMs(static_cast<int>(std::min<qint64>(250, nextPollMs - nowMs)));
            continue;
        }
        auto outcome = requester.poll(asked);
        const Next next = nextAfter(outcome);
        if (next == Next::End || (next == Next::Retry && nowMs > endMs))
            return outcome;
        interval += next == Next::PollSlower ? 5 : 0;
        nextPollMs = clock.monotonicMs() + interval * 1000;
    }
}

}  // namespace countersign::ctl
