#include "app/authority/store/store.h"

#include "app/authority/store/authority_clock.h"
#include "app/authority/store/connection.h"
#include "app/authority/store/data_files.h"
#include "app/authority/store/migrations.h"
#include "app/authority/store/outbox.h"
#include "app/authority/store/writer.h"
#include "app/base/logging.h"

#include <QFile>
#include <QFileInfo>
#include <QThread>
#include <QThreadPool>

#include <algorithm>
#include <future>
#include <map>
#include <mutex>
#include <thread>
#include <unistd.h>

namespace countersign::authority::store {

namespace {

// EX_SOFTWARE: the service manager restarts us, and the checks at opening decide about what is on the disk.
constexpr int kFatalExit = 70;

void stopAtOnce(const Failure &failure)
{
    base::logEvent(base::LogLevel::Error, QStringLiteral("store.fatal"), {{QStringLiteral("detail"), failure.detail()}});
    ::_exit(kFatalExit);
}

base::Error errorOf(const Failure &failure)
{
    return {failure.isTransient() ? base::Errc::Unavailable : base::Errc::Internal, failure.detail()};
}

http::Response responseTo(const Failure &failure)
{
    if (failure.isTransient())
        return Store::unavailable();
    return http::Response::error(500, "server_error", QStringLiteral("The authority could not complete the request."));
}

// A larger file is read behind the start (log_check.h): the length of the past must not decide how long nobody is answered.
constexpr qint64 kReadAtStart = 32 * 1024 * 1024;
// What decides who may do what, whatever the length of the past.
constexpr const char *kAlwaysChecked[] = {"meta", "user", "user_role", "user_group", "client", "device", "catalog_version", "log_key_step"};

// Empty when SQLite finds the pages sound: of all tables, or of those.
QString faultAtStart(Connection &connection, const QString &file)
{
    QStringList checks;
    if (QFileInfo(file).size() <= kReadAtStart)
        checks.append(QStringLiteral("PRAGMA quick_check(1)"));
    else
        for (const char *table : kAlwaysChecked)
            checks.append(QStringLiteral("PRAGMA quick_check(%1)").arg(QLatin1String(table)));
    for (const QString &check : std::as_const(checks)) {
        const QString found = connection.value(check.toLatin1().constData()).toString();
        if (found != QStringLiteral("ok"))
            return found.simplified();
    }
    return {};
}

// Schema version, then (for serve) the structure of the pages: what is broken is found before it is answered from.
base::Status checkContent(Connection &connection, const QString &file, OpenMode mode)
{
    const auto version = checkedVersion(connection, builtInMigrations());
    if (!version)
        return version.error();
    if (*version == 0)
        return base::Error{base::Errc::Corrupt, QStringLiteral("The database was never completed. Run \"init\" in an empty directory.")};
    if (mode == OpenMode::Tool)
        return base::Done{};
    try {
        if (const QString fault = faultAtStart(connection, file); !fault.isEmpty())
            return base::Error{base::Errc::Corrupt, QStringLiteral("The database is damaged (%1). Restore a backup.").arg(fault)};
        // A write that is rolled back: a read-only file system is found now, not at the first decision.
        connection.beginImmediate();
        connection.runOnce(QStringLiteral("UPDATE meta SET value = value"));
        connection.rollback();
    } catch (const Failure &failure) {
        const auto code = failure.kind() == FailureKind::Fatal ? base::Errc::Corrupt : base::Errc::Unavailable;
        return base::Error{code, QStringLiteral("The database cannot be used: %1").arg(failure.detail())};
    }
    return base::Done{};
}

// Only the holder of the lock may change the schema: an older `serve` must not have it changed under its feet.
base::Status bringUpToDate(Connection &connection, const QString &directory, OpenMode mode)
{
    const auto version = checkedVersion(connection, builtInMigrations());
    if (!version)
        return version.error();
    if (*version == newestVersion(builtInMigrations()))
        return base::Done{};
    if (mode == OpenMode::Serve)
        return migrate(connection, builtInMigrations());
    const auto lock = ServeLock::take(directory);
    if (!lock)
        return base::Error{lock.error().code, QStringLiteral("The running authority is older than this program; stop it first.")};
    return migrate(connection, builtInMigrations());
}

base::Status prepare(const QString &file, const QString &directory, OpenMode mode)
{
    if (const auto status = checkDatabaseFile(file); !status)
        return status;
    auto connection = Connection::open(file, Connection::Access::ReadWrite);
    if (!connection)
        return connection.error();
    if (const auto status = checkContent(**connection, file, mode); !status)
        return status;
    return bringUpToDate(**connection, directory, mode);
}

}  // namespace

class Store::Impl {
public:
    Impl(QString directory, const base::Clock &systemClock, StoreOptions options, std::unique_ptr<ServeLock> lock)
        : m_directory(std::move(directory)), m_lock(std::move(lock)), m_clock(systemClock), m_onFatal(std::move(options.onFatal)),
          m_writer({databaseFile(m_directory), options.queueLimit, m_onFatal}, m_clock)
    {
        m_answers.setExpiryTimeout(-1);
        m_answers.setMaxThreadCount(std::clamp(QThread::idealThreadCount(), 2, 8));
    }

    // One connection for each thread that reads; SQLite connections stay with their thread.
    Connection &reader()
    {
        const std::lock_guard lock(m_readersMutex);
        auto &connection = m_readers[std::this_thread::get_id()];
        if (!connection) {
            auto opened = Connection::open(databaseFile(m_directory), Connection::Access::ReadOnly);
            if (!opened)
                throw Failure(FailureKind::Busy, opened.error().detail);
            connection = *std::move(opened);
        }
        return *connection;
    }

    template <class F>
    void snapshot(F &&body)
    {
        Connection &connection = reader();
        try {
            connection.beginSnapshot();
            connection.with(m_clock.nowMs(), body);
            connection.endSnapshot();
        } catch (const Failure &failure) {
            connection.rollback();
            if (failure.kind() == FailureKind::Fatal)
                m_onFatal(failure);
            throw;
        } catch (...) {
            connection.rollback();
            throw;
        }
    }

    http::Response answer(const http::Work &work)
    {
        try {
            http::Response response;
            snapshot([&](Transaction &tx) { response = work(tx); });
            return response;
        } catch (Abandoned &abandoned) {
            return std::move(abandoned.response);
        } catch (const Failure &failure) {
            base::logEvent(base::LogLevel::Error, QStringLiteral("store.failure"), {{QStringLiteral("detail"), failure.detail()}});
            return responseTo(failure);
        } catch (const std::exception &exception) {
            const Failure failure(FailureKind::Other, QStringLiteral("exception: %1").arg(QString::fromLocal8Bit(exception.what())));
            base::logEvent(base::LogLevel::Error, QStringLiteral("store.failure"), {{QStringLiteral("detail"), failure.detail()}});
            return responseTo(failure);
        }
    }

    QString m_directory;
    LogCondition m_logCondition;
    std::unique_ptr<ServeLock> m_lock;
    AuthorityClock m_clock;
    std::function<void(const Failure &)> m_onFatal;
    std::mutex m_readersMutex;
    std::map<std::thread::id, std::unique_ptr<Connection>> m_readers;
    QThreadPool m_answers;  // read what Works left to be read; its threads stay, as each has a connection
    Writer m_writer;        // ends first
};

Store::Store(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Store::~Store() = default;

base::Status Store::create(const QString &directory, const base::Clock &systemClock)
{
    const QString file = databaseFile(directory);
    if (QFileInfo::exists(file))
        return base::Error{base::Errc::Conflict, QStringLiteral("%1 exists already.").arg(file)};
    // Built under another name, so that an init that was cut off leaves nothing that looks like a database.
    const QString beside = file + QStringLiteral(".new");
    QFile::remove(beside);
    if (const auto made = createPrivateFile(beside); !made)
        return made;
    {
        auto connection = Connection::open(beside, Connection::Access::ReadWrite);
        if (!connection)
            return connection.error();
        try {
            (*connection)->runOnce(QStringLiteral("PRAGMA application_id = %1").arg(kApplicationId));
        } catch (const Failure &failure) {
            return errorOf(failure);
        }
        if (const auto migrated = migrate(**connection, builtInMigrations()); !migrated)
            return migrated;
        AuthorityClock clock(systemClock);
        try {
            (*connection)->beginImmediate();
            keepHighWater(**connection, clock);
            (*connection)->commit();
        } catch (const Failure &failure) {
            return errorOf(failure);
        }
    }
    if (const auto synced = syncFile(beside); !synced)
        return synced;
    return renameWithoutReplacing(beside, file);
}

base::Result<std::unique_ptr<Store>> Store::open(const QString &directory, const base::Clock &systemClock, StoreOptions options)
{
    if (!options.onFatal)
        options.onFatal = stopAtOnce;
    std::unique_ptr<ServeLock> lock;
    // Looked for first, so that a wrong directory is not given a lock file.
    if (const auto status = checkDatabaseFile(databaseFile(directory)); !status)
        return status.error();
    if (options.mode == OpenMode::Serve) {
        auto taken = ServeLock::take(directory);
        if (!taken)
            return taken.error();
        lock = *std::move(taken);
    }
    if (const auto status = prepare(databaseFile(directory), directory, options.mode); !status)
        return status.error();
    auto store = std::unique_ptr<Store>(new Store(std::make_unique<Impl>(directory, systemClock, std::move(options), std::move(lock))));
    if (const auto status = store->m_impl->m_writer.start(); !status)
        return status.error();
    // The clock learns its mark before anything is judged by it.
    const auto mark = store->read([](Transaction &tx) {
        const auto row = tx.one("SELECT value FROM meta WHERE key = 'clock_high_water_ms'");
        return row ? row->integer(0) : 0;
    });
    if (!mark)
        return mark.error();
    store->m_impl->m_clock.raise(*mark);
    return store;
}

void Store::submit(http::Work work, std::function<void(http::Response)> done)
{
    struct Result {
        http::Response response;
        Transaction::Reading reading;
    };
    auto result = std::make_shared<Result>();
    Job job;
    job.body = [work = std::move(work), result](Transaction &tx) {
        try {
            result->response = work(tx);
            result->reading = tx.takeReading();
            return true;
        } catch (Abandoned &abandoned) {
            result->response = std::move(abandoned.response);
            return false;
        }
    };
    job.done = [impl = m_impl.get(), result, done](const Failure *failure) {
        if (failure || !result->reading)
            return done(failure ? responseTo(*failure) : std::move(result->response));
        impl->m_answers.start([impl, result, done] { done(impl->answer(result->reading)); });
    };
    if (!m_impl->m_writer.queue(std::move(job)))
        done(unavailable());
}

base::Status Store::writeBlocking(const Body &body)
{
    auto promise = std::make_shared<std::promise<base::Status>>();
    auto future = promise->get_future();
    auto answer = std::make_shared<base::Status>(base::Done{});
    Job job;
    job.body = [&body, answer](Transaction &tx) {
        try {
            *answer = body(tx);
        } catch (const Abandoned &abandoned) {
            *answer = base::Error{base::Errc::Denied, QString::fromUtf8(abandoned.response.body)};
        }
        return answer->has_value();
    };
    job.done = [promise, answer](const Failure *failure) { promise->set_value(failure ? base::Status(errorOf(*failure)) : *answer); };
    if (!m_impl->m_writer.queue(std::move(job)))
        return base::Error{base::Errc::Unavailable, QStringLiteral("too much is waiting to be written")};
    return future.get();
}

base::Status Store::readHere(const Body &body)
{
    try {
        base::Status status = base::Done{};
        m_impl->snapshot([&](Transaction &tx) { status = body(tx); });
        return status;
    } catch (const Failure &failure) {
        return errorOf(failure);
    }
}

http::Response Store::answer(const http::Work &work)
{
    return m_impl->answer(work);
}

http::Response Store::unavailable()
{
    return http::Response::error(503, "temporarily_unavailable", QStringLiteral("The authority is busy or cannot write now. Please try again."))
        .withHeader("Retry-After", "1");
}

LogCondition &Store::logCondition() const
{
    return m_impl->m_logCondition;
}

std::optional<http::Response> Store::closed() const
{
    if (!logCondition().isDamaged())
        return std::nullopt;
    return http::Response::error(503, "log_damaged", QStringLiteral("The audit log was found damaged. Nothing is asked for, approved, issued or used until whoever runs the authority has restored it;"
                                                                    " denying and revoking still work."))
        .withHeader("Retry-After", "300");
}

const base::Clock &Store::clock() const
{
    return m_impl->m_clock;
}

qsizetype Store::queueLength() const
{
    return m_impl->m_writer.queueLength();
}

QString Store::directory() const
{
    return m_impl->m_directory;
}

base::Result<std::vector<StoredEvent>> Store::eventsAfter(qint64 id, int limit)
{
    return read([&](Transaction &tx) { return readEvents(tx, id, limit); });
}

base::Result<qint64> Store::lastEventId()
{
    return read(lastEvent);
}

base::Result<qint64> Store::oldestEventId()
{
    return read(oldestEvent);
}

void Store::onCommitted(std::function<void()> callback)
{
    m_impl->m_writer.onCommitted(std::move(callback));
}

void Store::probe(Transaction &tx)
{
    tx.exec("INSERT INTO meta (key, value) VALUES ('probed_at', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", {tx.now()});
}

base::Status Store::shedOldPages()
{
    auto connection = Connection::open(databaseFile(m_impl->m_directory), Connection::Access::ReadWrite);
    if (!connection)
        return connection.error();
    try {
        if ((*connection)->value("PRAGMA wal_checkpoint(TRUNCATE)").toInt() != 0)
            return base::Error{base::Errc::Unavailable, QStringLiteral("The write-ahead file is in use.")};
    } catch (const Failure &failure) {
        return errorOf(failure);
    }
    return base::Done{};
}

base::Status Store::backupTo(const QString &file)
{
    if (QFileInfo::exists(file) || QFileInfo(file).isSymLink())
        return base::Error{base::Errc::Conflict, QStringLiteral("%1 exists already; a backup replaces nothing.").arg(file)};
    const QString beside = file + QStringLiteral(".partial-%1").arg(::getpid());
    if (const auto made = createPrivateFile(beside); !made)
        return made;
    // VACUUM INTO copies one snapshot, takes no lock that writers wait for, and leaves no erased payload behind.
    auto copied = [&]() -> base::Status {
        auto connection = Connection::open(databaseFile(m_impl->m_directory), Connection::Access::ReadWrite);
        if (!connection)
            return connection.error();
        try {
            (*connection)->runOnce(QStringLiteral("VACUUM INTO ?"), {beside});
        } catch (const Failure &failure) {
            return errorOf(failure);
        }
        return syncFile(beside);
    }();
    if (copied)
        copied = renameWithoutReplacing(beside, file);
    if (!copied)
        QFile::remove(beside);
    return copied;
}

}  // namespace countersign::authority::store
