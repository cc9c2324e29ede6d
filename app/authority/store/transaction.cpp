#include "app/authority/store/transaction.h"

#include "app/authority/store/audit_log.h"
#include "app/authority/store/connection.h"
#include "app/authority/store/failure.h"
#include "app/authority/store/outbox.h"

#include <QSqlError>
#include <QSqlRecord>

namespace countersign::authority::store {

namespace {

Row rowOf(const QSqlQuery &query, int columns)
{
    QVariantList values;
    values.reserve(columns);
    for (int column = 0; column < columns; ++column)
        values.append(query.value(column));
    return Row(std::move(values));
}

// A step that fails (disk, corruption) ends the rows like their last one does; only the error tells.
void throwIfBroken(const QSqlQuery &query)
{
    const QSqlError error = query.lastError();
    if (error.isValid())
        throw Failure(failureKind(error.nativeErrorCode().toInt()), QStringLiteral("database: %1").arg(error.databaseText()));
}

}  // namespace

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
    QSqlQuery &query = m_connection.run(sql, binds);
    const int changed = query.numRowsAffected();
    query.finish();
    return changed;
}

std::optional<Row> Transaction::one(const char *sql, const QVariantList &binds)
{
    QSqlQuery &query = m_connection.run(sql, binds);
    std::optional<Row> row;
    if (query.next())
        row = rowOf(query, query.record().count());
    else
        throwIfBroken(query);
    query.finish();
    return row;
}

std::vector<Row> Transaction::all(const char *sql, const QVariantList &binds)
{
    QSqlQuery &query = m_connection.run(sql, binds);
    const int columns = query.record().count();
    std::vector<Row> rows;
    while (query.next())
        rows.push_back(rowOf(query, columns));
    throwIfBroken(query);
    query.finish();
    return rows;
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

void Transaction::abandon(http::Response response)
{
    throw Abandoned{std::move(response)};
}

}  // namespace countersign::authority::store
