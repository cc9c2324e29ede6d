#include "app/authority/grants/redemption_times.h"

#include <algorithm>
#include <limits>

namespace countersign::authority::grants {

namespace {
constexpr qint64 kRememberMs = 60'000;
constexpr qint64 kNotYet = std::numeric_limits<qint64>::max() / 2;  // later than any moment it is compared with
}

void RedemptionTimes::noteIssuing(const base::ApprovalId &approval)
{
    const std::lock_guard lock(m_mutex);
    m_times.insert(approval.text(), kNotYet);
}

void RedemptionTimes::noteAnswered(const base::ApprovalId &approval, qint64 nowMs)
{
    const std::lock_guard lock(m_mutex);
    if (m_times.size() >= m_cleanAt) {
        m_times.removeIf([nowMs](const auto &it) { return it.value() < nowMs - kRememberMs; });
        m_cleanAt = std::max<qsizetype>(1024, 2 * m_times.size());
    }
    m_times.insert(approval.text(), nowMs);
}

std::optional<qint64> RedemptionTimes::answeredAt(const base::ApprovalId &approval)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_times.constFind(approval.text());
    return it == m_times.constEnd() ? std::nullopt : std::optional(*it);
}

}  // namespace countersign::authority::grants
