// The authority's database: one writer thread that gathers concurrent work into one durable commit, and snapshots to read.
//
// Files in the data directory: `authority.db` (SQLite, WAL), `serve.lock` (held by the one `serve`), `audit/checkpoint`
// (see checkpointer.h). Command line programs open the same database while `serve` runs; SQLite's lock orders the writers.
#pragma once

#include "app/authority/http/router.h"
#include "app/authority/store/failure.h"
#include "app/authority/store/log_condition.h"
#include "app/authority/store/transaction.h"
#include "app/base/clock.h"
#include "app/base/result.h"

#include <functional>
#include <memory>
#include <type_traits>

namespace countersign::authority::store {

enum class OpenMode {
    Serve,  // takes the lock of the data directory; Locked when another `serve` has it
    Tool,   // a command that works beside `serve`
};

struct StoreOptions {
    OpenMode mode = OpenMode::Tool;
    qsizetype queueLimit = 4096;  // submitted Works that may wait; one more is answered 503
    // What to do when the database can no longer be trusted to keep what it acknowledged (an fsync failed, a page is
    // corrupt). The default logs and ends the process with exit code 70; it must not return to normal work.
    std::function<void(const Failure &)> onFatal;
};

class Store {
public:
    // Makes a new database in an existing directory (`init`). Conflict when one is there already.
    static base::Status create(const QString &directory, const base::Clock &systemClock);
    // Opens, checks and migrates. The error's detail is one line for a person: missing, zero-length, foreign, corrupt, newer
    // or unprotected databases are refused, and never replaced. `systemClock` must outlive the store.
    static base::Result<std::unique_ptr<Store>> open(const QString &directory, const base::Clock &systemClock, StoreOptions options = {});
    // Finishes what was accepted, then closes. No other thread may be inside the store any more.
    ~Store();
    Q_DISABLE_COPY_MOVE(Store)

    // Queues a Work for the writer. `done` gets its response once the commit is durable (on the writer thread: hand it over and
    // return), or 503 + Retry-After at once when the queue is full. The Work may have no effects outside the transaction.
    void submit(http::Work work, std::function<void(http::Response)> done);

    // Works that wait now. Any thread.
    [[nodiscard]] qsizetype queueLength() const;

    // Runs `fn(Transaction &)` through the writer and waits for the durable commit. `fn` returns void, a value or a
    // base::Result; an error result rolls back. Not from within a Work. Errors: Unavailable (busy, disk full), Internal.
    template <class F>
    auto write(F fn) { return run(fn, &Store::writeBlocking); }
    // Runs `fn(Transaction &)` on this thread in one read-only snapshot. Any thread.
    template <class F>
    auto read(F fn) { return run(fn, &Store::readHere); }
    // The same for an endpoint: failures become the 503 answer.
    http::Response answer(const http::Work &work);
    // 503 `log_damaged` while the log is: what would use it goes no further. nullopt otherwise.
    [[nodiscard]] std::optional<http::Response> closed() const;
    static http::Response unavailable();  // 503 `temporarily_unavailable`, Retry-After: 1

    // The time every check uses: the system's, except that it never goes back before it was dealt with (authority_clock.h).
    [[nodiscard]] const base::Clock &clock() const;
    [[nodiscard]] QString directory() const;
    // Of its log, as the one who serves it found it.
    [[nodiscard]] LogCondition &logCondition() const;

    // The outbox. `eventsAfter` gives events with a greater id, oldest first. A `Last-Event-ID` below `oldestEventId() - 1`
    // or above `lastEventId()` cannot be resumed. Ids are 0 while there has been no event.
    base::Result<std::vector<StoredEvent>> eventsAfter(qint64 id, int limit);
    base::Result<qint64> lastEventId();
    base::Result<qint64> oldestEventId();
    // Called after a durable commit of this process, and within 250 ms after one of another process. On the writer thread: wake
    // somebody and return. Kept until the store goes.
    void onCommitted(std::function<void()> callback);

    // Writes a row: a Work with nothing but this shows whether the store can take writes now (`/readyz`).
    static void probe(Transaction &tx);
    // A consistent copy of the database while it is in use; `file` (0600) must not exist. Blocks; any thread.
    base::Status backupTo(const QString &file);
    // Moves what was committed from the write-ahead file into the database and empties it, so that no old page stays there.
    // Unavailable after some seconds in which somebody always read. Blocks; any thread.
    base::Status shedOldPages();

private:
    class Impl;
    explicit Store(std::unique_ptr<Impl> impl);
    using Body = std::function<base::Status(Transaction &)>;
    base::Status writeBlocking(const Body &body);
    base::Status readHere(const Body &body);
    template <class F>
    auto run(F &fn, base::Status (Store::*how)(const Body &));

    std::unique_ptr<Impl> m_impl;
};

}  // namespace countersign::authority::store

#include "app/authority/store/store_run.h"
