#include "app/authority/policy/rate_limit.h"

namespace countersign::authority::policy {

namespace {
constexpr qint64 kWindowMs = 60'000;
}

std::optional<int> RateLimit::hit(const QString &key, qint64 monotonicMs)
{
    const std::lock_guard lock(m_mutex);
    const qint64 oldest = monotonicMs - kWindowMs;
    if (m_lastCleaning < oldest) {
        forgetIdle(oldest);
        m_lastCleaning = monotonicMs;
    }
    auto &hits = m_hits[key];
    while (!hits.empty() && hits.front() <= oldest)
        hits.pop_front();
    if (static_cast<int>(hits.size()) >= m_perMinute)
        return static_cast<int>((hits.front() - oldest) / 1000 + 1);
    hits.push_back(monotonicMs);
    return std::nullopt;
}

void RateLimit::forgetIdle(qint64 oldest)
{
    // Keys come from outside; those without a recent event must not pile up.
    m_hits.removeIf([oldest](const auto &it) { return it.value().empty() || it.value().back() <= oldest; });
}

}  // namespace countersign::authority::policy
