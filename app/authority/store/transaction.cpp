#include "app/authority/store/transaction.h"

#include "app/authority/store/audit_log.h"
#include "app/authority/store/connection.h"
#include "app/authority/store/failure.h"
#include "app/authority/store/outbox.h"

#include <QScopeGuard>

namespace countersign::authority::store {

std::optional<QString> Row::optionalText(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(text(column));
}

std::optional<qint64> Row::optionalInteger(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

int Transaction::exec(const char *sql, const QVariantList &binds)
{
    return m_connection.run(sql, binds);
}

std::optional<Row> Transaction::one(const char *sql, const QVariantList &binds)
{
    Statement &statement = m_connection.prepared(sql, binds);
    const auto row = statement.next() ? std::optional(statement.row()) : std::nullopt;
    statement.finish();
    return row;
}

std::vector<Row> Transaction::all(const char *sql, const QVariantList &binds)
{
    Statement &statement = m_connection.prepared(sql, binds);
    std::vector<Row> rows;
    while (statement.next())
        rows.push_back(statement.row());
    statement.finish();
    return rows;
}

void Transaction::each(const char *sql, const QVariantList &binds, const std::function<void(const Columns &)> &row)
{
    Statement &statement = m_connection.prepared(sql, binds);
    const auto finished = qScopeGuard([&statement] { statement.finish(); });
    while (statement.next())
        row(statement.columns());
}

AccountCache &Transaction::accounts()
{
    return m_connection.accounts();
}

qint64 Transaction::moment() const
{
    return m_connection.moment();
}

qint64 Transaction::audit(const AuditEvent &event)
{
    return appendEntry(*this, event);
}

void Transaction::publish(const OutboxEvent &event)
{
    appendEvent(*this, event);
}

void Transaction::afterCommit(std::function<void()> callback)
{
    m_afterCommit.push_back(std::move(callback));
}

void Transaction::answerAfterCommit(Reading read)
{
    m_reading = std::move(read);
}

void Transaction::abandon(http::Response response)
{
    throw Abandoned{std::move(response)};
}

}  // namespace countersign::authority::store
