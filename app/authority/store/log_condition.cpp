#include "app/authority/store/log_condition.h"

#include "app/base/logging.h"

namespace countersign::authority::store {

void LogCondition::findDamage(const QString &finding)
{
    const std::lock_guard lock(m_mutex);
    if (m_isDamaged)
        return;
    m_finding = finding;
    m_isDamaged.store(true, std::memory_order_release);
    base::logEvent(base::LogLevel::Error, QStringLiteral("audit.log_damaged"),
                   {{QStringLiteral("detail"), finding},
                    {QStringLiteral("effect"), QStringLiteral("Nothing is asked for, approved, issued, used or signed any more; denying, revoking and reading go on.")},
                    {QStringLiteral("recovery"), QStringLiteral("Stop serve and keep a copy of the data directory. \"audit fsck\" tells everything that does not fit. Put the newest backup back that it finds clean.")}});
}

void LogCondition::findSound()
{
    const std::lock_guard lock(m_mutex);
    if (!m_isDamaged)
        return;
    m_finding.clear();
    m_isDamaged.store(false, std::memory_order_release);
    base::logEvent(base::LogLevel::Info, QStringLiteral("audit.log_sound"));
}

std::optional<QString> LogCondition::damage() const
{
    const std::lock_guard lock(m_mutex);
    return m_isDamaged ? std::optional(m_finding) : std::nullopt;
}

}  // namespace countersign::authority::store
