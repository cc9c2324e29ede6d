#include "app/console/device_list.h"

#include "app/console/authority_session.h"

#include <algorithm>

namespace countersign::console {

DeviceList::DeviceList(AuthoritySession &session, QObject *parent) : QObject(parent), m_session(session) {}

bool DeviceList::isThisComputer(const base::DeviceKid &kid) const
{
    return !kid.isEmpty() && kid == m_session.device();
}

qint64 DeviceList::serverTime() const
{
    return m_session.serverTime();
}

void DeviceList::read()
{
    const int question = ++m_question;
    m_reading = Reading::Now;
    Q_EMIT changed();
    base::whenAnswered(this, m_session.backend().devices(), [this, question](const base::Result<QList<backends::DeviceFacts>> &answer) {
        if (question != m_question)
            return;
        if (answer) {
            m_devices = *answer;
            std::stable_sort(m_devices.begin(), m_devices.end(), [this](const backends::DeviceFacts &a, const backends::DeviceFacts &b) {
                return std::pair(isThisComputer(a.kid), a.createdAt) > std::pair(isThisComputer(b.kid), b.createdAt);
            });
            m_reading = Reading::Done;
        } else {
            m_reading = answer.error().code == base::Errc::Unsupported ? Reading::Unsupported : Reading::Failed;
        }
        Q_EMIT changed();
    });
}

void DeviceList::remove(const base::DeviceKid &kid)
{
    if (isThisComputer(kid) || m_removal == Removal::Asked)
        return;
    m_removal = Removal::Asked;
    Q_EMIT changed();
    base::whenAnswered(this, m_session.backend().removeDevice(kid), [this](const base::Status &status) {
        // What is not there any more is what was wanted.
        m_removal = status || status.error().code == base::Errc::NotFound ? Removal::Done : Removal::Failed;
        read();
    });
}

}  // namespace countersign::console
