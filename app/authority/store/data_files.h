// The files of a data directory: who may touch them, and whether they are what they claim to be, before SQLite sees them.
#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace countersign::authority::store {

[[nodiscard]] QString databaseFile(const QString &directory);
[[nodiscard]] QString checkpointFile(const QString &directory);

// Whether the database file is there, a regular file of this user that nobody else can read, and SQLite's by its header. The
// detail of an error is one line for a person.
[[nodiscard]] base::Status checkDatabaseFile(const QString &file);
// Makes an empty file, 0600. Conflict when one of this name exists.
[[nodiscard]] base::Status createPrivateFile(const QString &file);
// Writes beside, fsyncs, renames over `file` and fsyncs the directory: after a crash there is the old or the new content.
[[nodiscard]] base::Status replaceFile(const QString &file, QByteArrayView content);
[[nodiscard]] base::Status syncFile(const QString &file);
[[nodiscard]] base::Status syncDirectoryOf(const QString &file);
// Gives `from` the name `to` unless that exists (Conflict).
[[nodiscard]] base::Status renameWithoutReplacing(const QString &from, const QString &to);

// The exclusive lock that one `serve` holds on its data directory, until destroyed or the process ends.
class ServeLock {
public:
    static base::Result<std::unique_ptr<ServeLock>> take(const QString &directory);
    ~ServeLock();
    Q_DISABLE_COPY_MOVE(ServeLock)

private:
    explicit ServeLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor;
};

}  // namespace countersign::authority::store
