// What went wrong in the database, thrown inside a transaction and caught by the store. Never crosses the store's public API.
#pragma once

#include <QString>

#include <exception>

namespace countersign::authority::store {

enum class FailureKind {
    Busy,        // another process holds the write lock for longer than the busy timeout
    Full,        // no space left: nothing was written, trying again may help
    ReadOnly,    // file system or file became read-only
    Constraint,  // a CHECK, UNIQUE or foreign key: a fault of ours
    Fatal,       // fsync or write error, corrupt page: nothing the database says can be relied on any more
    Other,
};

class Failure : public std::exception {
public:
    Failure(FailureKind kind, QString detail) : m_kind(kind), m_detail(std::move(detail)), m_utf8(m_detail.toUtf8()) {}

    [[nodiscard]] FailureKind kind() const noexcept { return m_kind; }
    [[nodiscard]] const QString &detail() const noexcept { return m_detail; }  // for the log; holds no bound value
    [[nodiscard]] const char *what() const noexcept override { return m_utf8.constData(); }
    // Whether trying again later may help: answered 503 rather than 500.
    [[nodiscard]] bool isTransient() const noexcept
    {
        return m_kind == FailureKind::Busy || m_kind == FailureKind::Full || m_kind == FailureKind::ReadOnly;
    }

private:
    FailureKind m_kind;
    QString m_detail;
    QByteArray m_utf8;
};

// From SQLite's extended result code (sqlite.org/rescode.html).
[[nodiscard]] FailureKind failureKind(int sqliteCode);

}  // namespace countersign::authority::store
