#include "app/authority/sweeper.h"

#include "app/authority/config.h"
#include "app/authority/grants/grant_record.h"
#include "app/authority/grants/replay_guard.h"
#include "app/authority/grants/use_counter.h"
#include "app/authority/keys.h"
#include "app/authority/policy/client_lifecycle.h"
#include "app/authority/policy/lifecycle.h"
#include "app/authority/scope_usage.h"
#include "app/authority/store/audit_retention.h"
#include "app/authority/store/outbox.h"
#include "app/authority/store/store.h"
#include "app/base/logging.h"

#include <chrono>

namespace countersign::authority {

namespace {

constexpr std::chrono::seconds kEvery{1};
constexpr int kDeepEvery = 60;  // rounds
constexpr qint64 kDay = 86'400;

// Answers of /consume that nobody may ask for again.
void purgeAnswers(store::Transaction &tx)
{
    tx.exec("DELETE FROM idempotency WHERE (client_id, key_hash) IN (SELECT client_id, key_hash FROM idempotency WHERE expires_at < ? LIMIT 2000)", {tx.now() - kDay});
}

// Each purge deletes a bounded number: a busy minute leaves more, which must not pile up.
bool isLeftToPurge(store::Transaction &tx)
{
    return tx.one("SELECT EXISTS (SELECT 1 FROM replay WHERE keep_until <= ?1) OR EXISTS (SELECT 1 FROM token WHERE expires_at < ?1 - ?2) OR EXISTS (SELECT 1 FROM idempotency WHERE expires_at < ?1 - ?2)",
                  {tx.now(), kDay})->integer(0) != 0;
}

}  // namespace

Sweeper::Sweeper(Services &services) : m_services(services), m_thread([this] { run(); }) {}

Sweeper::~Sweeper()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_wakeUp.notify_one();
    }
    m_thread.join();
    sweep(true);
}

void Sweeper::run()
{
    for (int round = 0;; ++round) {
        std::unique_lock lock(m_mutex);
        if (m_wakeUp.wait_for(lock, kEvery, [this] { return m_stopping; })) {
            lock.unlock();
            (void)m_services.store.write([this](store::Transaction &tx) { m_services.usage.flush(tx); });
            return;
        }
        lock.unlock();
        sweep(round % kDeepEvery == 0 || m_hasMoreToPurge);
        if (round % kDeepEvery == 0 || m_hasOldPayloads)
            erasePayloads();
    }
}

void Sweeper::erasePayloads()
{
    const int days = m_services.config.audit.keepPayloadsDays;
    if (days == 0)
        return;
    const auto swept = m_services.store.write([days](store::Transaction &tx) { return store::eraseOldPayloads(tx, tx.now() - days * kDay, days); });
    m_hasOldPayloads = swept && swept->isBehind;
    if (swept && swept->payloads > 0 && !swept->isBehind)
        (void)m_services.store.shedOldPages();
}

void Sweeper::sweep(bool deep)
{
    const grants::UseCounter::Counts uses = deep ? m_services.uses.take() : grants::UseCounter::Counts();
    bool hasMore = false;
    const base::Status done = m_services.store.write([&](store::Transaction &tx) -> base::Status {
        policy::sweepClients(m_services, tx);
        policy::settleOverdue(m_services, tx);
        m_services.usage.flush(tx);
        if (deep) {
            grants::ReplayGuard::purge(tx);
            grants::purgeEnded(tx);
            purgeAnswers(tx);
            store::pruneEvents(tx);
            grants::UseCounter::write(tx, uses);
            hasMore = isLeftToPurge(tx);
        }
        return m_services.keys.refresh(tx);
    });
    m_hasMoreToPurge = done && hasMore;
    if (!done)
        m_services.uses.giveBack(uses);
    // Said when it begins and when it ends, not every second in between.
    if (done.has_value() == m_isFailing) {
        m_isFailing = !done;
        base::logEvent(done ? base::LogLevel::Info : base::LogLevel::Warning, done ? QStringLiteral("sweeper.recovered") : QStringLiteral("sweeper.failed"),
                       done ? QJsonObject() : QJsonObject{{QStringLiteral("detail"), done.error().detail}});
    }
}

}  // namespace countersign::authority
