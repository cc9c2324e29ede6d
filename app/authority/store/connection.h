// One SQLite connection with its prepared statements. Used by the thread that opened it, and by no other.
#pragma once

#include "app/authority/store/transaction.h"
#include "app/base/result.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <memory>

namespace countersign::authority::store {

// Thrown by Transaction::abandon.
struct Abandoned {
    http::Response response;
};

class Connection {
public:
    enum class Access { ReadWrite, ReadOnly };
    // Opens an existing file (never creates one), sets and verifies the PRAGMAs. Unavailable or Corrupt with one clear line.
    static base::Result<std::unique_ptr<Connection>> open(const QString &file, Access access);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    void beginImmediate() { run("BEGIN IMMEDIATE", {}); }
    void beginSnapshot() { run("BEGIN", {}); }
    void commit() { run("COMMIT", {}); }
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

    QSqlQuery &run(const char *sql, const QVariantList &binds);
    static void finish(QSqlQuery &query) { query.finish(); }
    // Changes when another connection committed (PRAGMA data_version).
    qint64 dataVersion();
    // Statements that SQLite does not run inside a transaction, or only once.
    void runOnce(const QString &sql, const QVariantList &binds = {});
    [[nodiscard]] QVariant value(const char *sql);

private:
    struct Statement {
        QSqlQuery query;
        std::vector<qsizetype> order;  // which given value each placeholder takes
    };
    Statement &prepared(const char *sql);

    explicit Connection(QString name) : m_name(std::move(name)) {}

    QString m_name;
    QSqlDatabase m_database;
    QHash<QByteArray, std::shared_ptr<Statement>> m_statements;
};

}  // namespace countersign::authority::store
