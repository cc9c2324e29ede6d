#include "app/authority/forwarding/forwarder.h"

#include "app/authority/store/store.h"
#include "app/base/logging.h"

#include <algorithm>
#include <chrono>

namespace countersign::authority::forwarding {

namespace {

using std::chrono::milliseconds;
constexpr milliseconds kEvery{500};
constexpr milliseconds kLongestPause{5 * 60 * 1000};
constexpr int kBatch = 100;
constexpr qsizetype kBatchBytes = 1024 * 1024;

}  // namespace

qint64 forwardPosition(store::Transaction &tx, const QString &sink)
{
    const auto row = tx.one("SELECT next_seq FROM forward_position WHERE sink = ?", {sink});
    return row ? row->integer(0) : std::max<qint64>(0, store::logSize(tx) - 1);
}

void setForwardPosition(store::Transaction &tx, const QString &sink, qint64 next)
{
    tx.exec("INSERT INTO forward_position (sink, next_seq) VALUES (?1, ?2) ON CONFLICT (sink) DO UPDATE SET next_seq = ?2", {sink, next});
}

Forwarder::Forwarder(store::Store &store, std::unique_ptr<EntrySink> sink) : m_store(store), m_sink(std::move(sink)), m_thread([this] { run(); }) {}

Forwarder::~Forwarder()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        m_wakeUp.notify_one();
    }
    m_thread.join();
}

void Forwarder::run()
{
    milliseconds pause = kEvery;
    std::unique_lock lock(m_mutex);
    while (!m_isStopping) {
        lock.unlock();
        const Round round = sendNext();
        lock.lock();
        pause = round == Round::Failed ? std::min(2 * pause, kLongestPause) : kEvery;
        if (round != Round::SentSome)
            m_wakeUp.wait_for(lock, pause, [this] { return m_isStopping; });
    }
}

Forwarder::Round Forwarder::sendNext()
{
    qint64 from = 0;
    auto entries = m_store.read([&](store::Transaction &tx) {
        from = forwardPosition(tx, m_sink->name());
        return store::entriesFrom(tx, from, kBatch);
    });
    if (!entries)
        return Round::Failed;
    if (entries->empty())
        return Round::UpToDate;
    qsizetype bytes = 0;
    const auto tooMany = std::find_if(entries->begin() + 1, entries->end(), [&](const store::AuditEntry &entry) { return (bytes += entry.payload.value_or(QByteArray()).size()) > kBatchBytes; });
    entries->erase(tooMany, entries->end());
    const base::Status sent = m_sink->send(*entries);
    note(sent, sent ? entries->back().leaf.seq + 1 : std::max<qint64>(0, from - m_sink->overlap()));
    return sent ? Round::SentSome : Round::Failed;
}

// A failure moves back once, when it begins: what was taken last may be lost with the connection.
void Forwarder::note(const base::Status &sent, qint64 next)
{
    if (sent || !m_isFailing) {
        const auto kept = m_store.write([&](store::Transaction &tx) { setForwardPosition(tx, m_sink->name(), next); });
        if (!kept)
            return;
    }
    if (sent.has_value() == !m_isFailing)
        return;
    m_isFailing = !sent;
    base::logEvent(sent ? base::LogLevel::Info : base::LogLevel::Warning, sent ? QStringLiteral("forward.recovered") : QStringLiteral("forward.failed"),
                   {{QStringLiteral("sink"), m_sink->name()}, {QStringLiteral("reason"), sent ? QString() : sent.error().detail}});
}

}  // namespace countersign::authority::forwarding
