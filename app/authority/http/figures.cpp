#include "app/authority/http/figures.h"

#include <algorithm>

namespace countersign::authority::http {

void Figures::note(int status, std::chrono::steady_clock::duration took)
{
    const double seconds = std::chrono::duration<double>(took).count();
    const auto bucket = static_cast<size_t>(std::lower_bound(kBounds.begin(), kBounds.end(), seconds) - kBounds.begin());
    m_byClass[static_cast<size_t>(std::clamp(status / 100, 1, 5) - 1)].fetch_add(1, std::memory_order_relaxed);
    m_buckets[bucket].fetch_add(1, std::memory_order_relaxed);
    m_microseconds.fetch_add(static_cast<std::uint64_t>(seconds * 1e6), std::memory_order_relaxed);
}

Figures::Snapshot Figures::snapshot() const
{
    Snapshot taken;
    for (size_t i = 0; i < m_byClass.size(); ++i)
        taken.byClass[i] = m_byClass[i].load(std::memory_order_relaxed);
    for (size_t i = 0; i < m_buckets.size(); ++i)
        taken.buckets[i] = m_buckets[i].load(std::memory_order_relaxed);
    taken.seconds = static_cast<double>(m_microseconds.load(std::memory_order_relaxed)) / 1e6;
    return taken;
}

}  // namespace countersign::authority::http
