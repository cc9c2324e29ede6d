#include "app/authority/store/connection.h"

#include "app/authority/store/account_cache.h"
#include "app/authority/store/failure.h"

#include <QFile>

#include <sqlite3.h>

namespace countersign::authority::store {

namespace {

// More statements than we have; a bound all the same, should one ever be built from parts.
constexpr qsizetype kStatementLimit = 512;
constexpr int kBusyTimeoutMs = 5000;

struct Pragma {
    const char *set;
    const char *get;
    const char *expected;
};

// Verified by reading back, because SQLite ignores what it does not know (journal modes fall back silently).
constexpr Pragma kPragmas[] = {
    {"PRAGMA journal_mode=WAL", "PRAGMA journal_mode", "wal"},
    {"PRAGMA synchronous=FULL", "PRAGMA synchronous", "2"},
    {"PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", "1"},
    // Each Work's savepoint keeps the old pages; in a file they would be most of all writing, and outside the data directory.
    {"PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2"},
    {"PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1"},
    {"PRAGMA secure_delete=ON", "PRAGMA secure_delete", "1"},  // an erased payload is gone from the file
};

// SQLite counts its memory under one lock for all threads, which nobody reads and every allocation waits for. Before its first use.
void forgoMemoryCounts()
{
    static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    Q_UNUSED(done)
}

}  // namespace

base::Result<std::unique_ptr<Connection>> Connection::open(const QString &file, Access access)
{
    forgoMemoryCounts();
    sqlite3 *database = nullptr;
    // Without SQLITE_OPEN_CREATE a database that went missing is an error, not an invitation to start a new one. One thread uses
    // the connection, so it needs no mutex of its own.
    const int opened = sqlite3_open_v2(QFile::encodeName(file).constData(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    auto connection = std::unique_ptr<Connection>(new Connection(database));
    try {
        if (opened != SQLITE_OK)
            throw Failure(failureKind(opened), QStringLiteral("database: %1 (%2)").arg(QString::fromUtf8(sqlite3_errstr(opened))).arg(opened));
        sqlite3_busy_timeout(database, kBusyTimeoutMs);
        for (const Pragma &pragma : kPragmas) {
            connection->runOnce(QLatin1String(pragma.set));
            if (connection->value(pragma.get).toString() != QLatin1String(pragma.expected))
                throw Failure(FailureKind::Other, QStringLiteral("database: %1 had no effect").arg(QLatin1String(pragma.set)));
        }
        connection->runOnce(QStringLiteral("PRAGMA journal_size_limit=67108864"));
        if (access == Access::ReadOnly)
            connection->runOnce(QStringLiteral("PRAGMA query_only=ON"));
    } catch (const Failure &failure) {
        const auto code = failure.kind() == FailureKind::Fatal ? base::Errc::Corrupt : base::Errc::Unavailable;
        return base::Error{code, QStringLiteral("%1: %2").arg(file, failure.detail())};
    }
    return connection;
}

Connection::Connection(sqlite3 *database) : m_database(database), m_accounts(std::make_unique<AccountCache>()) {}

Connection::~Connection()
{
    m_byPlace.clear();
    m_statements.clear();
    sqlite3_close(m_database);
}

Statement &Connection::prepared(const char *sql, const QVariantList &binds)
{
    Statement &statement = find(sql);
    statement.bind(binds);
    return statement;
}

// Nearly every text is a literal and comes from the same place each time; comparing it there is cheaper than digesting all of it.
Statement &Connection::find(const char *sql)
{
    const QByteArray text = QByteArray::fromRawData(sql, static_cast<qsizetype>(qstrlen(sql)));
    if (const auto here = m_byPlace.constFind(sql); here != m_byPlace.constEnd() && here->text == text)
        return *here->statement;
    auto found = m_statements.constFind(text);
    if (found == m_statements.constEnd()) {
        if (m_statements.size() >= kStatementLimit) {
            m_byPlace.clear();
            m_statements.clear();
        }
        found = m_statements.insert(QByteArray(sql), std::make_shared<Statement>(m_database, text));
    }
    if (m_byPlace.size() >= kStatementLimit)
        m_byPlace.clear();
    m_byPlace.insert(sql, {found.key(), found->get()});
    return **found;
}

int Connection::run(const char *sql, const QVariantList &binds)
{
    Statement &statement = prepared(sql, binds);
    while (statement.next()) {
    }
    statement.finish();
    return sqlite3_changes(m_database);
}

void Connection::begin(const char *sql)
{
    ++m_turns;
    run(sql, {});
}

qint64 Connection::moment() const
{
    return m_turns + sqlite3_total_changes64(m_database);
}

void Connection::rollback() noexcept
{
    ++m_turns;
    // Not a cached statement: those may be what failed. An error means that SQLite has rolled back already.
    sqlite3_exec(m_database, "ROLLBACK", nullptr, nullptr, nullptr);
}

void Connection::rollbackToSavepoint()
{
    ++m_turns;
    run("ROLLBACK TO work", {});
    run("RELEASE work", {});
}

void Connection::runOnce(const QString &sql, const QVariantList &binds)
{
    Statement statement(m_database, sql.toUtf8());
    statement.bind(binds);
    while (statement.next()) {
    }
}

QVariant Connection::value(const char *sql)
{
    Statement statement(m_database, sql);
    return statement.next() ? statement.value(0) : QVariant();
}

void Connection::interruptWhen(const std::atomic<bool> &stop)
{
    constexpr int steps = 10'000;  // of SQLite's machine, about a millisecond
    const auto ask = [](void *flag) { return static_cast<const std::atomic<bool> *>(flag)->load() ? 1 : 0; };
    sqlite3_progress_handler(m_database, steps, ask, const_cast<std::atomic<bool> *>(&stop));
}

qint64 Connection::dataVersion()
{
    Statement &statement = prepared("PRAGMA data_version", {});
    const qint64 version = statement.next() ? statement.value(0).toLongLong() : 0;
    statement.finish();
    return version;
}

}  // namespace countersign::authority::store
