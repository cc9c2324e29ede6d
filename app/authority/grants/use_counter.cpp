#include "app/authority/grants/use_counter.h"

#include "app/authority/store/transaction.h"

#include <algorithm>
#include <utility>

namespace countersign::authority::grants {

void UseCounter::note(const base::GrantId &grant, qint64 now)
{
    const std::lock_guard lock(m_mutex);
    Uses &uses = m_counts[grant.text()];
    ++uses.count;
    uses.lastAt = std::max(uses.lastAt, now);
}

Uses UseCounter::unwritten(const QString &grant) const
{
    const std::lock_guard lock(m_mutex);
    return m_counts.value(grant);
}

UseCounter::Counts UseCounter::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_counts, {});
}

void UseCounter::giveBack(const Counts &counts)
{
    const std::lock_guard lock(m_mutex);
    for (auto it = counts.begin(); it != counts.end(); ++it) {
        Uses &uses = m_counts[it.key()];
        uses.count += it->count;
        uses.lastAt = std::max(uses.lastAt, it->lastAt);
    }
}

void UseCounter::write(store::Transaction &tx, const Counts &counts)
{
    for (auto it = counts.begin(); it != counts.end(); ++it)
        tx.exec("UPDATE grant_ SET uses = uses + ?, last_used_at = max(coalesce(last_used_at, 0), ?) WHERE id = ? AND kind IN ('client', 'session')", {it->count, it->lastAt, it.key()});
}

}  // namespace countersign::authority::grants
