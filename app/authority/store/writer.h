// The one thread that writes: it gathers what waits into one transaction and one durable commit (group commit).
#pragma once

#include "app/authority/store/authority_clock.h"
#include "app/authority/store/connection.h"
#include "app/authority/store/failure.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

namespace countersign::authority::store {

// `body` returns false to have its own changes undone. `done` is called once: with nullptr after the durable commit, with the
// failure when nothing of it was kept.
struct Job {
    std::function<bool(Transaction &)> body;
    std::function<void(const Failure *)> done;
};

class Writer {
public:
    struct Settings {
        QString file;
        qsizetype queueLimit;
        std::function<void(const Failure &)> onFatal;
    };

    Writer(Settings settings, AuthorityClock &clock);
    // Runs what is queued, then ends the thread.
    ~Writer();
    Q_DISABLE_COPY_MOVE(Writer)

    // Waits until the thread has its connection.
    [[nodiscard]] base::Status start();
    // False when the queue is full or the writer is ending; then `job.done` is not called.
    [[nodiscard]] bool queue(Job job);
    [[nodiscard]] qsizetype queueLength();
    void onCommitted(std::function<void()> callback);

private:
    struct Ran;

    void loop(std::promise<base::Status> &started);
    std::deque<Job> next();
    void runBatch(std::deque<Job> jobs);
    void runJobs(const std::deque<Job> &jobs, std::vector<Ran> &ran);
    Ran runJob(const Job &job);
    void commitInTime(qint64 startedMs);
    void tick();
    void maintain();
    void handleStepBack();
    void noticeOthers();
    void callBack();
    void failed(const Failure &failure);

    Settings m_settings;
    AuthorityClock &m_clock;
    std::unique_ptr<Connection> m_connection;  // opened, used and closed by the thread
    qint64 m_dataVersion = 0;
    std::chrono::steady_clock::time_point m_checkedOthers;
    std::chrono::steady_clock::time_point m_maintained = std::chrono::steady_clock::now();
    bool m_stepBackFailed = false;

    std::mutex m_mutex;  // guards what follows
    std::condition_variable m_wake;
    std::deque<Job> m_queue;
    std::vector<std::function<void()>> m_callbacks;
    bool m_ending = false;

    std::thread m_thread;
};

}  // namespace countersign::authority::store
