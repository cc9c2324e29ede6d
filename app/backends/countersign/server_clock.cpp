#include "app/backends/countersign/server_clock.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace countersign::backends {

void ServerClock::observeDate(const QByteArray &date)
{
    QDateTime parsed = QLocale::c().toDateTime(QString::fromLatin1(date), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (!parsed.isValid())
        return;
    parsed.setTimeSpec(Qt::UTC);
    observe(parsed.toSecsSinceEpoch());
}

void ServerClock::observe(qint64 seconds)
{
    if (seconds <= 0)
        return;
    m_serverMs = seconds * 1000;
    m_atMonotonicMs = m_clock.monotonicMs();
    m_known = true;
}

qint64 ServerClock::now() const
{
    return m_known ? (m_serverMs + m_clock.monotonicMs() - m_atMonotonicMs) / 1000 : m_clock.now();
}

}  // namespace countersign::backends
