// The numbered schema files (migrations/NNNN_name.sql) and their application.
#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace countersign::authority::store {

class Connection;

struct Migration {
    int version = 0;
    QString name;
    QByteArray sql;
};

// Those built into the program, by version: 1, 2, 3 … without gaps.
[[nodiscard]] const std::vector<Migration> &builtInMigrations();
[[nodiscard]] int newestVersion(const std::vector<Migration> &migrations);

// `application_id` of our databases, so that another program's SQLite file is not taken for one.
inline constexpr int kApplicationId = 0x43745331;  // "CtS1"

// Conflict when the database is newer than this program, Corrupt when it is not ours.
[[nodiscard]] base::Result<int> checkedVersion(Connection &connection, const std::vector<Migration> &migrations);
// Applies what is missing, each file in one transaction that also moves `user_version`: a crash leaves the version before.
[[nodiscard]] base::Status migrate(Connection &connection, const std::vector<Migration> &migrations);
// Splits a file into statements; see the head of 0001_core.sql for the rules.
[[nodiscard]] std::vector<QString> statementsOf(const QByteArray &sql);

}  // namespace countersign::authority::store
