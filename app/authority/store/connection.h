// One SQLite connection with its prepared statements. Used by the thread that opened it, and by no other.
#pragma once

#include "app/authority/store/transaction.h"
#include "app/base/result.h"

#include <QHash>

#include <atomic>
#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace countersign::authority::store {

// Thrown by Transaction::abandon.
struct Abandoned {
    http::Response response;
};

// One prepared statement, with its values bound. Rows are read while next() is true; finish() makes it ready for its next use.
class Statement {
public:
    Statement(sqlite3 *database, const QByteArray &sql);  // throws Failure
    ~Statement();
    Q_DISABLE_COPY_MOVE(Statement)

    void bind(const QVariantList &values);  // throws Failure when there are too few
    bool next();                            // throws Failure, and is finished then
    [[nodiscard]] QVariant value(int column) const;
    [[nodiscard]] Row row() const;
    [[nodiscard]] Columns columns() const { return Columns(m_statement); }
    void finish() noexcept;

private:
    sqlite3 *m_database;
    sqlite3_stmt *m_statement = nullptr;
};

class Connection {
public:
    enum class Access { ReadWrite, ReadOnly };
    // Opens an existing file (never creates one), sets and verifies the PRAGMAs. Unavailable or Corrupt with one clear line.
    static base::Result<std::unique_ptr<Connection>> open(const QString &file, Access access);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    void beginImmediate() { begin("BEGIN IMMEDIATE"); }
    void beginSnapshot() { begin("BEGIN"); }
    void commit() { run("COMMIT", {}); }
    void endSnapshot() { run("COMMIT", {}); }
    void rollback() noexcept;  // also when SQLite has rolled back by itself
    void savepoint() { run("SAVEPOINT work", {}); }
    void releaseSavepoint() { run("RELEASE work", {}); }
    void rollbackToSavepoint();

    // Runs `body(Transaction &)` inside the open transaction; what it left for after the commit is returned.
    template <class F>
    std::vector<std::function<void()>> with(qint64 nowMs, F &&body)
    {
        Transaction tx(*this, nowMs);
        body(tx);
        return std::move(tx.m_afterCommit);
    }

    // Binds the values of a statement that is prepared once; nothing has run yet.
    Statement &prepared(const char *sql, const QVariantList &binds);
    // Runs it to its end and returns the rows changed.
    int run(const char *sql, const QVariantList &binds);
    // Grows whenever this connection may see something else than before: with each begin, rollback and row it changes.
    [[nodiscard]] qint64 moment() const;
    // Changes when another connection committed (PRAGMA data_version).
    qint64 dataVersion();
    // Statements that SQLite does not run inside a transaction, or only once.
    void runOnce(const QString &sql, const QVariantList &binds = {});
    [[nodiscard]] QVariant value(const char *sql);
    // What runs here fails soon after `stop` becomes true, which must outlive the connection.
    void interruptWhen(const std::atomic<bool> &stop);
    [[nodiscard]] AccountCache &accounts() { return *m_accounts; }

private:
    explicit Connection(sqlite3 *database);
    void begin(const char *sql);
    Statement &find(const char *sql);

    struct Placed {
        QByteArray text;
        Statement *statement;  // one of m_statements
    };

    sqlite3 *m_database;
    qint64 m_turns = 0;  // begun and rolled back
    std::unique_ptr<AccountCache> m_accounts;
    QHash<QByteArray, std::shared_ptr<Statement>> m_statements;
    QHash<const char *, Placed> m_byPlace;
};

}  // namespace countersign::authority::store
