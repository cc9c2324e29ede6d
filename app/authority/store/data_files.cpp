#include "app/authority/store/data_files.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace countersign::authority::store {

namespace {

constexpr QByteArrayView kSqliteHeader("SQLite format 3\0", 16);

base::Error failed(base::Errc code, const QString &file, const QString &why)
{
    return {code, QStringLiteral("%1 %2").arg(file, why)};
}

base::Error failedErrno(const QString &file, const char *what)
{
    const int error = errno;
    const auto code = error == EEXIST ? base::Errc::Conflict : base::Errc::Io;
    return failed(code, file, QStringLiteral("%1: %2.").arg(QLatin1String(what), QString::fromLocal8Bit(std::strerror(error))));
}

class Descriptor {
public:
    explicit Descriptor(int value) : m_value(value) {}
    ~Descriptor()
    {
        if (m_value >= 0)
            ::close(m_value);
    }
    Q_DISABLE_COPY_MOVE(Descriptor)
    [[nodiscard]] int get() const { return m_value; }
    [[nodiscard]] int release() { return std::exchange(m_value, -1); }

private:
    int m_value;
};

bool writeAll(int descriptor, QByteArrayView content)
{
    while (!content.isEmpty()) {
        const auto written = ::write(descriptor, content.data(), static_cast<size_t>(content.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        content = content.sliced(written);
    }
    return true;
}

}  // namespace

QString databaseFile(const QString &directory)
{
    return directory + QStringLiteral("/authority.db");
}

QString checkpointFile(const QString &directory)
{
    return directory + QStringLiteral("/audit/checkpoint");
}

base::Status checkDatabaseFile(const QString &file)
{
    using base::Errc;
    const Descriptor open(::open(QFile::encodeName(file).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (open.get() < 0 && errno == ENOENT)
        return failed(Errc::NotFound, file, QStringLiteral("is missing. Run \"init\" for a new authority, or restore a backup."));
    if (open.get() < 0 && errno == ELOOP)
        return failed(Errc::Denied, file, QStringLiteral("is a symbolic link, and is refused."));
    if (open.get() < 0)
        return failedErrno(file, "cannot be opened");
    struct stat info{};
    if (::fstat(open.get(), &info) != 0)
        return failedErrno(file, "cannot be examined");
    if (!S_ISREG(info.st_mode))
        return failed(Errc::Denied, file, QStringLiteral("is not a regular file."));
    if (info.st_uid != ::geteuid())
        return failed(Errc::Denied, file, QStringLiteral("belongs to another user."));
    if ((info.st_mode & 077) != 0)
        return failed(Errc::Denied, file, QStringLiteral("can be read or changed by other users; its mode must be 0600."));
    char header[16] = {};
    const auto got = ::pread(open.get(), header, sizeof header, 0);
    if (got == 0)
        return failed(Errc::Corrupt, file, QStringLiteral("is empty. Restore a backup; it is not replaced by a new one."));
    if (got != sizeof header || QByteArrayView(header, sizeof header) != kSqliteHeader)
        return failed(Errc::Corrupt, file, QStringLiteral("is not a database of this program."));
    return base::Done{};
}

base::Status createPrivateFile(const QString &file)
{
    const Descriptor made(::open(QFile::encodeName(file).constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (made.get() < 0)
        return failedErrno(file, "cannot be created");
    return base::Done{};
}

base::Status syncFile(const QString &file)
{
    const Descriptor open(::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC));
    if (open.get() < 0 || ::fsync(open.get()) != 0)
        return failedErrno(file, "cannot be written to disk");
    return base::Done{};
}

base::Status syncDirectoryOf(const QString &file)
{
    return syncFile(QFileInfo(file).absolutePath());
}

base::Status replaceFile(const QString &file, QByteArrayView content)
{
    const QString beside = file + QStringLiteral(".new");
    {
        const Descriptor made(::open(QFile::encodeName(beside).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
        if (made.get() < 0)
            return failedErrno(beside, "cannot be created");
        if (!writeAll(made.get(), content) || ::fsync(made.get()) != 0)
            return failedErrno(beside, "cannot be written");
    }
    if (::rename(QFile::encodeName(beside).constData(), QFile::encodeName(file).constData()) != 0)
        return failedErrno(file, "cannot be replaced");
    return syncDirectoryOf(file);
}

base::Status renameWithoutReplacing(const QString &from, const QString &to)
{
    // link() fails when the name is taken, where rename() would replace it; works on every file system we run on.
    if (::link(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return failedErrno(to, "cannot be created");
    ::unlink(QFile::encodeName(from).constData());
    return syncDirectoryOf(to);
}

base::Result<std::unique_ptr<ServeLock>> ServeLock::take(const QString &directory)
{
    const QString file = directory + QStringLiteral("/serve.lock");
    Descriptor open(::open(QFile::encodeName(file).constData(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (open.get() < 0)
        return failedErrno(file, "cannot be opened");
    if (::flock(open.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            return failedErrno(file, "cannot be locked");
        return failed(base::Errc::Locked, directory, QStringLiteral("is in use by another authority that is running."));
    }
    return std::unique_ptr<ServeLock>(new ServeLock(open.release()));
}

ServeLock::~ServeLock()
{
    // The file stays: removing it would let a third process lock a new file of the same name.
    ::close(m_descriptor);
}

}  // namespace countersign::authority::store
