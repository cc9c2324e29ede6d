#include "app/authority/http/traffic.h"

#include "app/base/clock.h"

#include <QHostAddress>

#include <algorithm>

namespace countersign::authority::http {

namespace {

// Who owns one IPv6 address owns its /64, so that is what counts as one peer.
QByteArray addressKey(const QByteArray &address)
{
    const QHostAddress parsed(QString::fromLatin1(address));
    if (parsed.protocol() != QAbstractSocket::IPv6Protocol)
        return address;
    const Q_IPV6ADDR bytes = parsed.toIPv6Address();
    return QByteArray(reinterpret_cast<const char *>(bytes.c), 8);
}

} // namespace

std::shared_ptr<Traffic::Token> Traffic::admit(const Peer &peer)
{
    const QByteArray key = addressKey(peer.address);
    {
        const std::scoped_lock lock(m_mutex);
        if (m_stopping || m_total >= m_limits.total || m_connections.value(key) >= m_limits.perAddress)
            return nullptr;
        ++m_connections[key];
        ++m_total;
        m_moments.insert(peer.name(), {base::SystemClock().nowMs(), false});
    }
    return std::make_shared<Token>([self = shared_from_this(), key, name = peer.name()] { self->leave(key, name); });
}

void Traffic::noteAnswer(const Peer &peer)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto it = m_moments.find(peer.name()); it != m_moments.end())
        *it = {base::SystemClock().nowMs(), true};
}

Traffic::Moment Traffic::lastMoment(const Peer &peer)
{
    const std::scoped_lock lock(m_mutex);
    return m_moments.value(peer.name());
}

void Traffic::leave(const QByteArray &key, const QByteArray &connection)
{
    const std::scoped_lock lock(m_mutex);
    m_moments.remove(connection);
    --m_total;
    if (--m_connections[key] == 0)
        m_connections.remove(key);
}

std::shared_ptr<Traffic::Token> Traffic::beginRequest()
{
    {
        const std::scoped_lock lock(m_mutex);
        ++m_inFlight;
    }
    return std::make_shared<Token>([self = shared_from_this()] { self->endRequest(); });
}

void Traffic::endRequest()
{
    const std::scoped_lock lock(m_mutex);
    if (--m_inFlight == 0)
        m_idle.notify_all();
}

void Traffic::addStream(const std::shared_ptr<StreamWriter> &stream)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_streams, [](const auto &known) { return known.expired(); });
    m_streams.push_back(stream);
}

void Traffic::remember(const std::shared_ptr<Holder> &holder)
{
    const std::scoped_lock lock(m_mutex);
    m_holders.emplace(holder.get(), holder);
}

void Traffic::forget(Holder *holder)
{
    const std::scoped_lock lock(m_mutex);
    m_holders.erase(holder);
    if (m_holders.empty())
        m_idle.notify_all();
}

void Traffic::takeBackConnections()
{
    std::unique_lock lock(m_mutex);
    const auto holders = m_holders;
    lock.unlock();
    for (const auto &[unused, weak] : holders) {
        if (const auto holder = weak.lock())
            holder->letGo();
    }
    lock.lock();
    m_idle.wait(lock, [this] { return m_holders.empty(); }); // those in their destructor just now
}

void Traffic::drain(std::chrono::milliseconds limit)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    std::vector<std::weak_ptr<StreamWriter>> streams;
    std::unique_lock lock(m_mutex);
    m_stopping = true;
    streams.swap(m_streams);
    lock.unlock();
    for (const auto &weak : streams) {
        if (const auto stream = weak.lock())
            stream->close();
    }
    lock.lock();
    m_idle.wait_until(lock, deadline, [this] { return m_inFlight == 0; });
}

} // namespace countersign::authority::http
