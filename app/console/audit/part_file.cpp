#include "app/console/audit/part_file.h"

#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace countersign::console {

using base::Errc;

PartFile::PartFile(const QString &path)
    : m_path(path), m_mayReplace(QFileInfo::exists(path)), m_file(QFileInfo(path).path() + QStringLiteral("/.") + QFileInfo(path).fileName() + QStringLiteral(".XXXXXX.part"))
{
}

base::Status PartFile::open()
{
    if (QFileInfo(m_path).isDir())
        return {Errc::Io, QStringLiteral("%1 is a folder").arg(m_path)};
    if (!m_file.open())
        return {Errc::Io, QStringLiteral("%1: %2").arg(m_path, m_file.errorString())};
    return base::Done{};
}

base::Status PartFile::keep()
{
    if (!m_mayReplace && QFileInfo::exists(m_path))
        return {Errc::Conflict, QStringLiteral("%1 has been made by somebody else meanwhile").arg(m_path)};
    if (!m_file.flush() || ::fsync(m_file.handle()) != 0)
        return {Errc::Io, QStringLiteral("%1: %2").arg(m_path, m_file.errorString())};
    // QFile::rename does not replace, and removing first would leave nothing in between.
    if (std::rename(QFile::encodeName(m_file.fileName()).constData(), QFile::encodeName(m_path).constData()) != 0)
        return {Errc::Io, QStringLiteral("%1: %2").arg(m_path, QString::fromLocal8Bit(std::strerror(errno)))};
    m_file.setAutoRemove(false);
    m_file.close();
    return base::Done{};
}

}  // namespace countersign::console
