#include "app/authority/store/connection.h"

#include "app/authority/store/failure.h"

#include <QSqlError>
#include <QUrl>

#include <algorithm>
#include <atomic>

namespace countersign::authority::store {

namespace {

// More statements than we have; a bound all the same, should one ever be built from parts.
constexpr qsizetype kStatementLimit = 512;

Failure failureOf(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt();
    return {failureKind(code), QStringLiteral("database: %1 (%2)").arg(error.databaseText()).arg(code)};
}

// A null QString is empty text to us; only an invalid QVariant is NULL.
QVariant bindable(const QVariant &value)
{
    if (value.userType() == QMetaType::QString && value.toString().isNull())
        return QString::fromLatin1("");
    if (value.userType() == QMetaType::QByteArray && value.toByteArray().isNull())
        return QByteArray("");
    return value;
}

// Qt binds by position only, so `?2` becomes `?`, and `order` says which value goes where. A plain `?` takes the value after the
// greatest number so far, as in SQLite (sqlite.org/lang_expr.html#varparam). Quoted text is left alone.
QByteArray plainPlaceholders(const QByteArray &sql, std::vector<qsizetype> &order)
{
    QByteArray plain;
    qsizetype greatest = 0;
    char quote = 0;
    for (qsizetype i = 0; i < sql.size(); ++i) {
        const char c = sql.at(i);
        plain += c;
        if (quote != 0 || c == '\'' || c == '"') {
            quote = quote == 0 ? c : (c == quote ? 0 : quote);
            continue;
        }
        if (c != '?')
            continue;
        qsizetype number = 0;
        for (; i + 1 < sql.size() && sql.at(i + 1) >= '0' && sql.at(i + 1) <= '9'; ++i)
            number = number * 10 + (sql.at(i + 1) - '0');
        number = number == 0 ? greatest + 1 : number;
        greatest = std::max(greatest, number);
        order.push_back(number - 1);
    }
    return plain;
}

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

}  // namespace

base::Result<std::unique_ptr<Connection>> Connection::open(const QString &file, Access access)
{
    static std::atomic<qint64> counter{0};
    auto connection = std::unique_ptr<Connection>(new Connection(QStringLiteral("countersign-%1").arg(++counter)));
    auto &database = connection->m_database;
    database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection->m_name);
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000;QSQLITE_OPEN_URI"));
    // mode=rw: a database that went missing is an error, not an invitation to start a new one.
    QUrl url = QUrl::fromLocalFile(file);
    url.setQuery(QStringLiteral("mode=rw"));
    database.setDatabaseName(QString::fromLatin1(url.toEncoded()));
    try {
        if (!database.open())
            throw failureOf(database.lastError());
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

Connection::~Connection()
{
    m_statements.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Connection::Statement &Connection::prepared(const char *sql)
{
    const QByteArray key = QByteArray::fromRawData(sql, static_cast<qsizetype>(qstrlen(sql)));
    const auto found = m_statements.constFind(key);
    if (found != m_statements.constEnd())
        return **found;
    auto statement = std::make_shared<Statement>(Statement{QSqlQuery(m_database), {}});
    statement->query.setForwardOnly(true);
    if (!statement->query.prepare(QString::fromUtf8(plainPlaceholders(key, statement->order))))
        throw failureOf(statement->query.lastError());
    if (m_statements.size() >= kStatementLimit)
        m_statements.clear();
    return **m_statements.insert(QByteArray(sql), std::move(statement));
}

QSqlQuery &Connection::run(const char *sql, const QVariantList &binds)
{
    Statement &statement = prepared(sql);
    for (const qsizetype index : statement.order) {
        if (index >= binds.size())
            throw Failure(FailureKind::Other, QStringLiteral("database: too few values for a statement"));
        statement.query.addBindValue(bindable(binds.at(index)));
    }
    if (!statement.query.exec()) {
        const Failure failure = failureOf(statement.query.lastError());
        statement.query.finish();
        throw failure;
    }
    return statement.query;
}

void Connection::rollback() noexcept
{
    // Its own query: the cached ones may be what failed. An error means that SQLite has rolled back already.
    QSqlQuery query(m_database);
    query.exec(QStringLiteral("ROLLBACK"));
}

void Connection::rollbackToSavepoint()
{
    run("ROLLBACK TO work", {});
    run("RELEASE work", {});
}

void Connection::runOnce(const QString &sql, const QVariantList &binds)
{
    QSqlQuery query(m_database);
    bool ok = query.prepare(sql);
    for (const QVariant &value : binds)
        query.addBindValue(bindable(value));
    ok = ok && query.exec();
    if (!ok)
        throw failureOf(query.lastError());
}

QVariant Connection::value(const char *sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(QLatin1String(sql)))
        throw failureOf(query.lastError());
    return query.next() ? query.value(0) : QVariant();
}

qint64 Connection::dataVersion()
{
    QSqlQuery &query = run("PRAGMA data_version", {});
    const qint64 version = query.next() ? query.value(0).toLongLong() : 0;
    query.finish();
    return version;
}

}  // namespace countersign::authority::store
