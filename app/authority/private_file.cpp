#include "app/authority/private_file.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace countersign::authority {

namespace {

using base::Errc;

base::Error about(Errc code, const QString &path, const char *what)
{
    return {code, QStringLiteral("%1 %2").arg(path, QString::fromUtf8(what))};
}

base::Error notOpened(const QString &path)
{
    if (errno == ENOENT)
        return about(Errc::NotFound, path, "is missing.");
    if (errno == ELOOP || errno == ENOTDIR)
        return about(Errc::Denied, path, "is a symbolic link or not what it should be, and is refused.");
    return {errno == EACCES ? Errc::Denied : Errc::Io, QStringLiteral("%1 cannot be opened: %2.").arg(path, QString::fromLocal8Bit(std::strerror(errno)))};
}

class Descriptor {
public:
    Descriptor(const QString &path, int flags) : m_value(::open(QFile::encodeName(path).constData(), flags | O_NOFOLLOW | O_CLOEXEC)) {}
    ~Descriptor()
    {
        if (m_value >= 0)
            ::close(m_value);
    }
    Q_DISABLE_COPY_MOVE(Descriptor)
    [[nodiscard]] int get() const { return m_value; }

private:
    int m_value;
};

}  // namespace

base::Result<base::Secret> readOwnFile(const QString &file, MayRead who, qsizetype maxBytes)
{
    // O_NONBLOCK: opening a pipe that was put here must not hang; what it is, is asked of the open file.
    const Descriptor open(file, O_RDONLY | O_NONBLOCK);
    if (open.get() < 0)
        return notOpened(file);
    struct stat info{};
    if (::fstat(open.get(), &info) != 0)
        return notOpened(file);
    if (!S_ISREG(info.st_mode))
        return about(Errc::Denied, file, "is not a regular file.");
    if (info.st_uid != ::geteuid() && !(who == MayRead::Anyone && info.st_uid == 0))
        return about(Errc::Denied, file, "belongs to another user.");
    if (who == MayRead::OwnerOnly && (info.st_mode & 077) != 0)
        return about(Errc::Denied, file, "can be read or changed by other users; its mode must be 0600.");
    if ((info.st_mode & 022) != 0)
        return about(Errc::Denied, file, "can be changed by other users; nobody but its owner may write it.");
    QByteArray bytes(maxBytes + 1, '\0');
    qsizetype length = 0;
    while (length < bytes.size()) {
        const auto got = ::read(open.get(), bytes.data() + length, static_cast<size_t>(bytes.size() - length));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return notOpened(file);
        if (got == 0)
            break;
        length += got;
    }
    if (length > maxBytes)
        return base::Error{Errc::TooLarge, QStringLiteral("%1 is longer than %2 bytes.").arg(file).arg(maxBytes)};
    bytes.truncate(length);
    return base::Secret(std::move(bytes));
}

base::Status checkPrivateDirectory(const QString &directory)
{
    const Descriptor open(directory, O_RDONLY | O_DIRECTORY);
    if (open.get() < 0)
        return notOpened(directory);
    struct stat info{};
    if (::fstat(open.get(), &info) != 0)
        return notOpened(directory);
    if (info.st_uid != ::geteuid())
        return about(Errc::Denied, directory, "belongs to another user.");
    if ((info.st_mode & 077) != 0)
        return about(Errc::Denied, directory, "can be entered by other users; its mode must be 0700.");
    return base::Done{};
}

}  // namespace countersign::authority
