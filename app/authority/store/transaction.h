// One database transaction as endpoints see it: statements, the time, the log and the outbox.
//
// A Transaction belongs to the thread that runs the Work and dies with it: never keep a reference. What fails in the database
// throws store::Failure, which the store catches, rolls back and answers (503, or 500 for a broken rule of ours), so callers
// need no error handling of their own for it.
#pragma once

#include "app/authority/http/message.h"
#include "app/authority/store/records.h"
#include "app/base/clock.h"

#include <QVariantList>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

struct sqlite3_stmt;

namespace countersign::authority::store {

class AccountCache;
class Connection;

// One row of a result; columns count from 0.
class Row {
public:
    explicit Row(QVariantList values) : m_values(std::move(values)) {}

    [[nodiscard]] QString text(int column) const { return m_values.at(column).toString(); }
    [[nodiscard]] QByteArray bytes(int column) const { return m_values.at(column).toByteArray(); }
    [[nodiscard]] qint64 integer(int column) const { return m_values.at(column).toLongLong(); }
    [[nodiscard]] bool isNull(int column) const { return m_values.at(column).isNull(); }
    [[nodiscard]] std::optional<QString> optionalText(int column) const;
    [[nodiscard]] std::optional<qint64> optionalInteger(int column) const;

private:
    QVariantList m_values;
};

// NULL for an absent value. A plain empty or null QString binds as empty text, never as NULL.
template <class T>
[[nodiscard]] QVariant orNull(const std::optional<T> &value)
{
    return value ? QVariant::fromValue(*value) : QVariant();
}
template <class Tag>
[[nodiscard]] QVariant orNull(const std::optional<base::StrongId<Tag>> &value)
{
    return value ? QVariant(value->text()) : QVariant();
}

// The columns of the row a statement stands at; valid until its next step.
class Columns {
public:
    explicit Columns(sqlite3_stmt *statement) : m_statement(statement) {}

    [[nodiscard]] QByteArrayView utf8(int column) const;  // TEXT; empty for NULL
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] bool isNull(int column) const;

private:
    sqlite3_stmt *m_statement;
};

class Transaction {
public:
    Q_DISABLE_COPY_MOVE(Transaction)

    // Runs one statement with `?` or `?1` placeholders; `sql` must be fixed text, never built from input. Statements are prepared
    // once per connection. Returns the rows changed. QByteArray binds as BLOB, QString as TEXT, integers as INTEGER.
    int exec(const char *sql, const QVariantList &binds = {});
    // The first row (also of `… RETURNING`), or nullopt.
    [[nodiscard]] std::optional<Row> one(const char *sql, const QVariantList &binds = {});
    // Hands each row to `row` as it is read, without a copy of its texts.
    void each(const char *sql, const QVariantList &binds, const std::function<void(const Columns &)> &row);
    // Every row: give the statement a LIMIT.
    [[nodiscard]] std::vector<Row> all(const char *sql, const QVariantList &binds = {});

    // The time of this transaction, seconds and milliseconds since the epoch: fixed at its start, never behind a time that
    // any earlier transaction saw. An expiry check is `expires_at > now()`.
    [[nodiscard]] qint64 now() const { return m_nowMs / 1000; }
    [[nodiscard]] qint64 nowMs() const { return m_nowMs; }

    // Appends one entry to the log in this transaction (protocol.md 10); returns its seq.
    qint64 audit(const AuditEvent &event);
    // Queues a hint for `GET /events`, sent once this transaction is durable.
    void publish(const OutboxEvent &event);
    // What this connection knows of people and clients, and a number that stands for what can be seen now (Connection::moment).
    // For users.h and clients.h.
    [[nodiscard]] AccountCache &accounts();
    [[nodiscard]] qint64 moment() const;
    // Called on the writer thread after a durable commit, not after a rollback. Keep it short: all writers wait for it.
    void afterCommit(std::function<void()> callback);

    // The answer to this Work becomes what `read` says in a snapshot that has seen its commit, on a thread beside the writer: for
    // answers that cost more than the change. Where nothing was kept, `read` is not called.
    using Reading = std::function<http::Response(Transaction &)>;
    void answerAfterCommit(Reading read);
    [[nodiscard]] Reading takeReading() { return std::exchange(m_reading, nullptr); }

    // Undoes everything this Work did and answers `response`. Returns by an exception: do not catch (...) around it.
    [[noreturn]] void abandon(http::Response response);

private:
    friend class Connection;
    Transaction(Connection &connection, qint64 nowMs) : m_connection(connection), m_nowMs(nowMs) {}

    Connection &m_connection;
    const qint64 m_nowMs;
    std::vector<std::function<void()>> m_afterCommit;
    Reading m_reading;
};

}  // namespace countersign::authority::store
