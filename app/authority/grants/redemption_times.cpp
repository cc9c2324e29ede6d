#include "app/authority/grants/redemption_times.h"

#include "app/authority/store/transaction.h"

#include <algorithm>
#include <limits>

namespace countersign::authority::grants {

namespace {
constexpr qint64 kRememberMs = 60'000;
constexpr qint64 kLongestRaceMs = 2'000;  // after the winner's answer; no chain of losers is longer
constexpr qint64 kNotYet = std::numeric_limits<qint64>::max() / 2;  // later than any moment it is compared with
}

void RedemptionTimes::noteIssuing(store::Transaction &tx, const base::Clock &clock, const QByteArray &prize)
{
    {
        const std::lock_guard lock(m_mutex);
        m_races.insert(prize, {kNotYet, kNotYet});
    }
    tx.afterCommit([this, prize, &clock] { noteAnswered(prize, clock.nowMs()); });
}

void RedemptionTimes::noteAnswered(const QByteArray &prize, qint64 nowMs)
{
    const std::lock_guard lock(m_mutex);
    if (m_races.size() >= m_cleanAt) {
        m_races.removeIf([nowMs](const auto &it) { return it.value().answeredMs < nowMs - kRememberMs; });
        m_cleanAt = std::max<qsizetype>(1024, 2 * m_races.size());
    }
    m_races.insert(prize, {nowMs, nowMs});
}

std::optional<qint64> RedemptionTimes::answeredAt(const QByteArray &prize)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_races.constFind(prize);
    return it == m_races.constEnd() ? std::nullopt : std::optional(it->answeredMs);
}

bool RedemptionTimes::joinsRace(const QByteArray &prize, const http::Request &request)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_races.constFind(prize);
    if (it == m_races.constEnd() || request.receivedAtMs > it->answeredMs + kLongestRaceMs)
        return false;
    return request.sentNotBeforeMs < it->lastMs;
}

void RedemptionTimes::noteLoser(store::Transaction &tx, const base::Clock &clock, const QByteArray &prize)
{
    const auto set = [this, prize](qint64 lastMs) {
        const std::lock_guard lock(m_mutex);
        if (const auto it = m_races.find(prize); it != m_races.end())
            it->lastMs = lastMs;
    };
    set(kNotYet);
    tx.afterCommit([set, &clock] { set(clock.nowMs()); });
}

}  // namespace countersign::authority::grants
