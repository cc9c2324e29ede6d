#include "app/console/audit/audit_download.h"

#include <utility>

namespace countersign::console {

using base::Errc;

AuditDownload::AuditDownload(backends::AuditReader *reader, const QString &path, QObject *parent) : QObject(parent), m_reader(reader), m_file(path) {}

AuditDownload::~AuditDownload()
{
    m_isOver = true;
    if (m_running)
        m_running->cancel();  // it writes into our file
}

void AuditDownload::start(const Begin &begin)
{
    if (!m_reader)
        return end(SaveFailure::NotPermitted, {});
    if (const base::Status opened = m_file.open(); !opened)
        return end(SaveFailure::Disk, opened.error().detail);
    m_running = begin(*std::exchange(m_reader, nullptr), m_file.device());
    connect(m_running, &backends::AuditExport::progressed, this, &AuditDownload::progressed);
    connect(m_running, &backends::AuditExport::finished, this, [this](const base::Status &status) {
        if (status)
            end(SaveFailure::None, {});
        else
            end(failureOf(status.error()), status.error().detail);
    });
    // It goes with its authority, which may be signed out or forgotten.
    connect(m_running, &QObject::destroyed, this, [this] { end(SaveFailure::BrokenOff, QStringLiteral("the authority was left")); });
}

void AuditDownload::cancel()
{
    if (m_running)
        m_running->cancel();
    end(SaveFailure::Cancelled, {});
}

SaveFailure AuditDownload::failureOf(const base::Error &error) const
{
    const QFile &file = m_file.device();
    if (file.error() != QFile::NoError)
        return SaveFailure::Disk;
    const bool hasBegun = file.size() > 0;
    switch (error.code) {
    case Errc::Cancelled: return SaveFailure::Cancelled;
    case Errc::Denied:
    case Errc::Unauthenticated: return SaveFailure::NotPermitted;
    case Errc::NotFound:
    case Errc::Unsupported: return SaveFailure::NotThere;
    case Errc::Conflict: return SaveFailure::NotYetSigned;
    case Errc::Corrupt: return SaveFailure::BrokenOff;
    case Errc::Timeout:
    case Errc::Unavailable: return hasBegun ? SaveFailure::BrokenOff : SaveFailure::Unreachable;
    default: return SaveFailure::Refused;
    }
}

// Told from the event loop, so that whoever starts can connect first and whoever is told may delete this.
void AuditDownload::end(SaveFailure failure, const QString &detail)
{
    if (std::exchange(m_isOver, true))
        return;
    m_detail = detail;
    QMetaObject::invokeMethod(this, [this, failure] { Q_EMIT finished(failure); }, Qt::QueuedConnection);
}

}  // namespace countersign::console
