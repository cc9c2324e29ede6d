#include "app/authority/log_check.h"

#include "app/authority/store/audit_fsck.h"
#include "app/base/logging.h"

#include <sys/resource.h>
#include <unistd.h>

namespace countersign::authority {

namespace {

// A start has enough to do.
constexpr std::chrono::seconds kAfterStart{60};
constexpr std::chrono::hours kEvery{24};

void keep(store::Transaction &tx, const char *key, const QVariant &value)
{
    tx.exec("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", {QLatin1String(key), value});
}

void tell(const store::FsckReport &report, qint64 seconds)
{
    if (report.isClean())
        return base::logEvent(base::LogLevel::Info, QStringLiteral("audit.checked"), {{QStringLiteral("entries"), report.head.size}, {QStringLiteral("seconds"), seconds}});
    base::logEvent(base::LogLevel::Error, QStringLiteral("audit.check_failed"),
                   {{QStringLiteral("detail"), report.findings.front().text}, {QStringLiteral("findings"), static_cast<qint64>(report.findings.size())}});
}

}  // namespace

base::Status checkLastEntries(store::Store &store)
{
    const auto found = store::fsckLastEntries(store);
    const auto known = store.read([](store::Transaction &tx) { return tx.one("SELECT value FROM meta WHERE key = 'log_check_damage'"); });
    if (!found || !known)
        return found ? known.error() : found.error();
    if (!found->empty())
        store.logCondition().findDamage(found->front().text);
    else if (*known && !(*known)->text(0).isEmpty())
        store.logCondition().findDamage((*known)->text(0));
    return base::Done{};
}

LogCheck::LogCheck(store::Store &store, audit::VerifierKey key) : m_store(store), m_key(std::move(key)), m_thread([this] { loop(); }) {}

LogCheck::~LogCheck()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        m_wakeUp.notify_one();
    }
    m_thread.join();
}

bool LogCheck::isStoppedWithin(std::chrono::seconds wait)
{
    std::unique_lock lock(m_mutex);
    return m_wakeUp.wait_for(lock, wait, [this] { return m_isStopping.load(); });
}

void LogCheck::loop()
{
    // Of this thread, and of those it starts (Linux).
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 19);
    for (std::chrono::seconds wait = m_store.logCondition().isDamaged() ? std::chrono::seconds{0} : kAfterStart; !isStoppedWithin(wait); wait = kEvery) {
        const auto done = run(m_store, m_key, m_isStopping);
        if (!done && done.error().code != base::Errc::Cancelled)
            base::logEvent(base::LogLevel::Warning, QStringLiteral("audit.check_unfinished"), {{QStringLiteral("detail"), done.error().detail}});
    }
}

base::Status LogCheck::run(store::Store &store, const audit::VerifierKey &key, const std::atomic<bool> &stop)
{
    const qint64 startedMs = store.clock().monotonicMs();
    const auto report = store::auditFsck(store, key, stop);
    if (!report)
        return report.error();
    tell(*report, (store.clock().monotonicMs() - startedMs) / 1000);
    const QString damage = report->damage().value_or(QString());
    if (damage.isEmpty())
        store.logCondition().findSound();
    else
        store.logCondition().findDamage(damage);
    return store.write([&](store::Transaction &tx) {
        keep(tx, "log_checked_entries", report->head.size);
        keep(tx, "log_checked_at", tx.now());
        keep(tx, "log_check_findings", static_cast<qint64>(report->findings.size()));
        keep(tx, "log_check_damage", damage);
    });
}

}  // namespace countersign::authority
