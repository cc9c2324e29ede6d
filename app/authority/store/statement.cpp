#include "app/authority/store/connection.h"

#include "app/authority/store/failure.h"

#include <sqlite3.h>

namespace countersign::authority::store {

namespace {

Failure failureOf(sqlite3 *database)
{
    const int code = sqlite3_extended_errcode(database);
    return {failureKind(code), QStringLiteral("database: %1 (%2)").arg(QString::fromUtf8(sqlite3_errmsg(database))).arg(code)};
}

// A null QString is empty text to us; only an invalid QVariant is NULL.
int bindOne(sqlite3_stmt *statement, int index, const QVariant &value)
{
    if (!value.isValid())
        return sqlite3_bind_null(statement, index);
    switch (value.userType()) {
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Long:
    case QMetaType::LongLong:
    case QMetaType::ULongLong: return sqlite3_bind_int64(statement, index, value.toLongLong());
    case QMetaType::Double: return sqlite3_bind_double(statement, index, value.toDouble());
    case QMetaType::QByteArray: {
        const QByteArray bytes = value.toByteArray();
        // A null pointer would bind NULL, also with length 0.
        return sqlite3_bind_blob64(statement, index, bytes.isEmpty() ? "" : bytes.constData(), static_cast<sqlite3_uint64>(bytes.size()), SQLITE_TRANSIENT);
    }
    default: {
        const QByteArray text = value.toString().toUtf8();
        return sqlite3_bind_text64(statement, index, text.isEmpty() ? "" : text.constData(), static_cast<sqlite3_uint64>(text.size()), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    }
}

}  // namespace

QByteArrayView Columns::utf8(int column) const
{
    // The text before its length: the other way round SQLite may convert it in between.
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return {text, static_cast<qsizetype>(text ? sqlite3_column_bytes(m_statement, column) : 0)};
}

qint64 Columns::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

bool Columns::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

Statement::Statement(sqlite3 *database, const QByteArray &sql) : m_database(database)
{
    if (sqlite3_prepare_v3(database, sql.constData(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr) != SQLITE_OK)
        throw failureOf(database);
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

void Statement::bind(const QVariantList &values)
{
    const int wanted = sqlite3_bind_parameter_count(m_statement);
    if (values.size() < wanted)
        throw Failure(FailureKind::Other, QStringLiteral("database: too few values for a statement"));
    for (int i = 0; i < wanted; ++i) {
        if (bindOne(m_statement, i + 1, values.at(i)) != SQLITE_OK)
            throw failureOf(m_database);
    }
}

bool Statement::next()
{
    const int outcome = sqlite3_step(m_statement);
    if (outcome == SQLITE_ROW)
        return true;
    if (outcome == SQLITE_DONE)
        return false;
    const Failure failure = failureOf(m_database);
    finish();
    throw failure;
}

QVariant Statement::value(int column) const
{
    const auto size = [this, column] { return static_cast<qsizetype>(sqlite3_column_bytes(m_statement, column)); };
    switch (sqlite3_column_type(m_statement, column)) {
    case SQLITE_INTEGER: return static_cast<qint64>(sqlite3_column_int64(m_statement, column));
    case SQLITE_FLOAT: return sqlite3_column_double(m_statement, column);
    case SQLITE_TEXT: {
        const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
        return QString::fromUtf8(text, size());
    }
    case SQLITE_BLOB: {
        const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
        return QByteArray(bytes ? bytes : "", size());
    }
    default: return {};
    }
}

Row Statement::row() const
{
    const int columns = sqlite3_column_count(m_statement);
    QVariantList values;
    values.reserve(columns);
    for (int column = 0; column < columns; ++column)
        values.append(value(column));
    return Row(std::move(values));
}

void Statement::finish() noexcept
{
    // The code it returns is that of the step, which was told already.
    sqlite3_reset(m_statement);
}

}  // namespace countersign::authority::store
