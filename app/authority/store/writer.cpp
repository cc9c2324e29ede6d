#include "app/authority/store/writer.h"

#include "app/authority/store/outbox.h"
#include "app/base/logging.h"

#include <chrono>

namespace countersign::authority::store {

namespace {

constexpr size_t kBatchLimit = 256;
constexpr std::chrono::milliseconds kPoll{250};
// A process that was stopped between judging an expiry and committing must not act on the old judgement.
constexpr qint64 kLongestMs = 5'000;
constexpr std::chrono::seconds kMaintainEvery{60};

}  // namespace

// What running one job left: to be told after the commit.
struct Writer::Ran {
    std::vector<std::function<void()>> afterCommit;
    std::optional<Failure> failure;
};

Writer::Writer(Settings settings, AuthorityClock &clock) : m_settings(std::move(settings)), m_clock(clock) {}

Writer::~Writer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

base::Status Writer::start()
{
    std::promise<base::Status> started;
    auto status = started.get_future();
    m_thread = std::thread([this, &started] { loop(started); });
    return status.get();
}

bool Writer::queue(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_ending || static_cast<qsizetype>(m_queue.size()) >= m_settings.queueLimit)
            return false;
        m_queue.push_back(std::move(job));
    }
    m_wake.notify_one();
    return true;
}

qsizetype Writer::queueLength()
{
    const std::lock_guard lock(m_mutex);
    return static_cast<qsizetype>(m_queue.size());
}

void Writer::onCommitted(std::function<void()> callback)
{
    const std::lock_guard lock(m_mutex);
    m_callbacks.push_back(std::move(callback));
}

void Writer::loop(std::promise<base::Status> &started)
{
    auto connection = Connection::open(m_settings.file, Connection::Access::ReadWrite);
    if (!connection) {
        started.set_value(connection.error());
        return;
    }
    m_connection = *std::move(connection);
    started.set_value(base::Done{});
    for (;;) {
        auto jobs = next();
        if (!jobs.empty())
            runBatch(std::move(jobs));
        else if (const std::lock_guard lock(m_mutex); m_ending && m_queue.empty())
            break;
        tick();
    }
    m_connection.reset();
}

// Empty after 250 ms without work.
std::deque<Job> Writer::next()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, kPoll, [this] { return m_ending || !m_queue.empty(); });
    std::deque<Job> jobs;
    if (m_queue.size() <= kBatchLimit) {
        jobs.swap(m_queue);
        return jobs;
    }
    const auto end = m_queue.begin() + static_cast<std::ptrdiff_t>(kBatchLimit);
    std::move(m_queue.begin(), end, std::back_inserter(jobs));
    m_queue.erase(m_queue.begin(), end);
    return jobs;
}

void Writer::runBatch(std::deque<Job> jobs)
{
    std::vector<Ran> ran;
    try {
        const qint64 startedMs = m_clock.monotonicMs();
        m_connection->beginImmediate();
        keepHighWater(*m_connection, m_clock);
        runJobs(jobs, ran);
        commitInTime(startedMs);
    } catch (const Failure &failure) {
        m_connection->rollback();
        failed(failure);
        for (const Job &job : jobs)
            job.done(&failure);
        return;
    }
    for (size_t i = 0; i < jobs.size(); ++i) {
        for (const auto &callback : ran[i].afterCommit)
            callback();
        jobs[i].done(ran[i].failure ? &*ran[i].failure : nullptr);
    }
    callBack();
}

void Writer::runJobs(const std::deque<Job> &jobs, std::vector<Ran> &ran)
{
    ran.reserve(jobs.size());
    for (const Job &job : jobs)
        ran.push_back(runJob(job));
}

// A fault in one job (a broken constraint, an exception) costs that job alone; a fault of the database costs the batch, because
// SQLite may have rolled all of it back already.
Writer::Ran Writer::runJob(const Job &job)
{
    Ran ran;
    bool keep = false;
    m_connection->savepoint();
    try {
        ran.afterCommit = m_connection->with(m_clock.nowMs(), [&](Transaction &tx) { keep = job.body(tx); });
    } catch (const Failure &failure) {
        if (failure.kind() != FailureKind::Constraint)
            throw;
        ran.failure = failure;
    } catch (const std::exception &exception) {
        ran.failure = Failure(FailureKind::Other, QStringLiteral("exception: %1").arg(QString::fromLocal8Bit(exception.what())));
    }
    if (ran.failure)
        failed(*ran.failure);
    if (keep && !ran.failure) {
        m_connection->releaseSavepoint();
    } else {
        ran.afterCommit.clear();
        m_connection->rollbackToSavepoint();
    }
    return ran;
}

void Writer::commitInTime(qint64 startedMs)
{
    if (m_clock.monotonicMs() - startedMs > kLongestMs)
        throw Failure(FailureKind::Busy, QStringLiteral("the transaction took too long to rely on the time it began with"));
    m_connection->commit();
}

void Writer::tick()
{
    // How often we look is no matter of the authority's time.
    const auto now = std::chrono::steady_clock::now();
    if (now - m_checkedOthers >= kPoll) {
        m_checkedOthers = now;
        noticeOthers();
    }
    m_clock.raise(m_clock.systemMs());
    if (m_clock.steppedBack())
        handleStepBack();
    if (now - m_maintained >= kMaintainEvery) {
        m_maintained = now;
        maintain();
    }
}

void Writer::maintain()
{
    try {
        m_connection->beginImmediate();
        keepHighWater(*m_connection, m_clock);
        m_connection->with(m_clock.nowMs(), [](Transaction &tx) { pruneEvents(tx); });
        m_connection->commit();
    } catch (const Failure &failure) {
        m_connection->rollback();
        failed(failure);
    }
}

void Writer::handleStepBack()
{
    try {
        m_connection->beginImmediate();
        const qint64 restartMs = expireForGood(*m_connection, m_clock);
        m_connection->commit();
        m_clock.restart(restartMs);
        m_stepBackFailed = false;
        base::logEvent(base::LogLevel::Warning, QStringLiteral("clock.stepped_back"));
        callBack();
    } catch (const Failure &failure) {
        // Time stands still meanwhile, which lets nothing revive.
        m_connection->rollback();
        if (!std::exchange(m_stepBackFailed, true) || failure.kind() == FailureKind::Fatal)
            failed(failure);
    }
}

// Rows that another process wrote (the command line) are to be delivered too; PRAGMA data_version costs no I/O.
void Writer::noticeOthers()
{
    try {
        const qint64 version = m_connection->dataVersion();
        if (std::exchange(m_dataVersion, version) != version)
            callBack();
    } catch (const Failure &failure) {
        failed(failure);
    }
}

void Writer::callBack()
{
    std::vector<std::function<void()>> callbacks;
    {
        const std::lock_guard lock(m_mutex);
        callbacks = m_callbacks;
    }
    for (const auto &callback : callbacks)
        callback();
}

void Writer::failed(const Failure &failure)
{
    base::logEvent(base::LogLevel::Error, QStringLiteral("store.failure"), {{QStringLiteral("detail"), failure.detail()}});
    if (failure.kind() == FailureKind::Fatal)
        m_settings.onFatal(failure);
}

}  // namespace countersign::authority::store
