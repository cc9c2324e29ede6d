#include "app/authority/store/migrations.h"

#include "app/authority/store/connection.h"
#include "app/authority/store/failure.h"

#include <QDir>
#include <QFile>

namespace countersign::authority::store {

namespace {

std::vector<Migration> loadBuiltIn()
{
    std::vector<Migration> migrations;
    const QDir folder(QStringLiteral(":/countersign/migrations"));
    for (const QString &name : folder.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        const bool opened = file.open(QIODevice::ReadOnly);
        const int version = name.section(QLatin1Char('_'), 0, 0).toInt();
        if (!opened || version != static_cast<int>(migrations.size()) + 1)
            qFatal("the built-in schema files are not numbered 1, 2, 3 …");
        migrations.push_back({version, name, file.readAll()});
    }
    return migrations;
}

int userVersion(Connection &connection)
{
    return connection.value("PRAGMA user_version").toInt();
}

void apply(Connection &connection, const Migration &migration)
{
    connection.beginImmediate();
    // Another process may have been first; asked again under the lock.
    if (userVersion(connection) >= migration.version) {
        connection.rollback();
        return;
    }
    for (const QString &statement : statementsOf(migration.sql))
        connection.runOnce(statement);
    connection.runOnce(QStringLiteral("PRAGMA user_version = %1").arg(migration.version));
    connection.commit();
}

}  // namespace

const std::vector<Migration> &builtInMigrations()
{
    static const std::vector<Migration> migrations = loadBuiltIn();
    return migrations;
}

int newestVersion(const std::vector<Migration> &migrations)
{
    return migrations.empty() ? 0 : migrations.back().version;
}

base::Result<int> checkedVersion(Connection &connection, const std::vector<Migration> &migrations)
{
    try {
        if (connection.value("PRAGMA application_id").toInt() != kApplicationId)
            return base::Error{base::Errc::Corrupt, QStringLiteral("The database belongs to another program.")};
        const int version = userVersion(connection);
        if (version > newestVersion(migrations)) {
            return base::Error{base::Errc::Conflict,
                               QStringLiteral("The database has schema version %1, but this program knows only %2. Use the newer program.")
                                   .arg(version)
                                   .arg(newestVersion(migrations))};
        }
        return version;
    } catch (const Failure &failure) {
        return base::Error{base::Errc::Corrupt, failure.detail()};
    }
}

base::Status migrate(Connection &connection, const std::vector<Migration> &migrations)
{
    for (const Migration &migration : migrations) {
        try {
            apply(connection, migration);
        } catch (const Failure &failure) {
            connection.rollback();
            return base::Error{base::Errc::Unavailable, QStringLiteral("Schema %1 could not be applied: %2").arg(migration.name, failure.detail())};
        }
    }
    return base::Done{};
}

std::vector<QString> statementsOf(const QByteArray &sql)
{
    std::vector<QString> statements;
    QString statement;
    for (const QByteArray &raw : sql.split('\n')) {
        const QString line = QString::fromUtf8(raw);
        const QString trimmed = line.trimmed();
        if (trimmed.startsWith(QStringLiteral("--")) || trimmed.isEmpty())
            continue;
        statement += line + QLatin1Char('\n');
        const bool trigger = statement.trimmed().startsWith(QStringLiteral("CREATE TRIGGER"));
        const QString code = trimmed.section(QStringLiteral("--"), 0, 0).trimmed();
        if (trigger ? code == QStringLiteral("END;") : code.endsWith(QLatin1Char(';'))) {
            statements.push_back(statement.trimmed());
            statement.clear();
        }
    }
    if (!statement.trimmed().isEmpty())
        statements.push_back(statement.trimmed());
    return statements;
}

}  // namespace countersign::authority::store
