#include "app/authority/endpoints/event_hub.h"

#include "app/authority/config.h"
#include "app/authority/store/store.h"

#include <algorithm>
#include <array>

namespace countersign::authority::endpoints {

namespace {

constexpr qint64 kHeartbeatMs = 15'000;
constexpr qint64 kCheckCallerMs = 2'000;  // a stream must end within 5 s of revocation
constexpr int kBatch = 500;
constexpr int kProbes = 3;
constexpr qint64 kProbeMs = 400;
constexpr auto kTick = std::chrono::milliseconds(500);
constexpr QLatin1StringView kRead("approvals:read");

QByteArray frame(const store::StoredEvent &event)
{
    return "id: " + QByteArray::number(event.id) + "\nevent: " + event.kind.toLatin1() + "\ndata: " + event.data + "\n\n";
}

QByteArray resetFrame(qint64 position)
{
    return "id: " + QByteArray::number(position) + "\nevent: reset\ndata: {}\n\n";
}

bool maySee(const EventHub::Listener &listener, const store::StoredEvent &event)
{
    if (event.kind == QLatin1String("approval") && !listener.caller.scopes.contains(kRead))
        return false;
    return event.audience.includes(listener.caller.user, listener.caller.scopes);
}

bool seesTheSame(const grants::Caller &one, const grants::Caller &other)
{
    return one.user.groups == other.user.groups && one.user.roles == other.user.roles && one.scopes == other.scopes;
}

}  // namespace

QLatin1StringView EventHub::neededScope(const QStringList &ofToken)
{
    constexpr std::array others{QLatin1StringView("clients:manage"), QLatin1StringView("catalog:write"), QLatin1StringView("audit:read")};
    const auto held = std::find_if(others.begin(), others.end(), [&ofToken](QLatin1StringView scope) { return ofToken.contains(scope); });
    return ofToken.contains(kRead) || held == others.end() ? kRead : *held;
}

EventHub::EventHub(Services &services) : m_services(services)
{
    services.store.onCommitted([this] { wake(); });
    m_thread = std::thread([this] { run(); });
}

EventHub::~EventHub()
{
    stop();
}

bool EventHub::reserve(const base::Subject &user)
{
    const std::lock_guard lock(m_mutex);
    int &count = m_streams[user.text()];
    if (m_stopping)
        return false;
    if (count >= m_services.config.limits.streamsPerUser) {
        m_probes[user.text()] = kProbes;
        return false;
    }
    ++count;
    return true;
}

void EventHub::release(const base::Subject &user)
{
    const std::lock_guard lock(m_mutex);
    if (--m_streams[user.text()] <= 0)
        m_streams.remove(user.text());
}

void EventHub::add(Listener listener)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_stopping) {
            m_arriving.push_back(std::move(listener));
            m_woken = true;
            m_wakeUp.notify_one();
            return;
        }
    }
    listener.writer->close();
}

EventHub::Resume EventHub::resumeFrom(const std::optional<QByteArray> &lastEventId)
{
    const qint64 last = m_services.store.lastEventId().value_or(0);
    if (!lastEventId)
        return {last, false};
    bool ok = false;
    const qint64 wanted = lastEventId->toLongLong(&ok);
    const qint64 oldest = m_services.store.oldestEventId().value_or(0);
    if (!ok || QByteArray::number(wanted) != *lastEventId || wanted < 0 || wanted > last || wanted < oldest - 1)
        return {last, true};
    return {wanted, false};
}

void EventHub::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_wakeUp.notify_one();
    }
    if (m_thread.joinable())
        m_thread.join();
}

void EventHub::wake()
{
    const std::lock_guard lock(m_mutex);
    m_woken = true;
    m_wakeUp.notify_one();
}

// A peer that went away without a word is noticed by the second write after it, so heartbeats go out ahead of their time.
QSet<QString> EventHub::takeProbes(qint64 nowMs)
{
    const std::lock_guard lock(m_mutex);
    QSet<QString> users;
    if (nowMs - m_lastProbeMs < kProbeMs)
        return users;
    m_lastProbeMs = nowMs;
    for (auto it = m_probes.begin(); it != m_probes.end();) {
        users.insert(it.key());
        it = --it.value() > 0 ? std::next(it) : m_probes.erase(it);
    }
    return users;
}

bool EventHub::checkCaller(Listener &listener, qint64 nowMs)
{
    if (nowMs - listener.lastCheckMs < kCheckCallerMs)
        return true;
    listener.lastCheckMs = nowMs;
    const auto caller = m_services.store.read([&](store::Transaction &tx) { return grants::stillAllowed(m_services, tx, listener.token, neededScope(listener.token.claims.scopes)); });
    // A store that cannot answer says nothing about the caller; the next check will.
    if (!caller)
        return true;
    if (!*caller)
        return false;
    // Other groups or roles let this person see other requests, also ones that were asked before: everything is read anew.
    listener.needsReset = listener.needsReset || !seesTheSame(listener.caller, **caller);
    listener.caller = **caller;
    return true;
}

void EventHub::serve(Listener &listener, const std::vector<store::StoredEvent> &events, qint64 nowMs)
{
    QByteArray out;
    if (std::exchange(listener.needsReset, false))
        out += resetFrame(listener.position);
    for (const store::StoredEvent &event : events) {
        if (event.id <= listener.position)
            continue;
        listener.position = event.id;
        if (maySee(listener, event))
            out += frame(event);
    }
    if (out.isEmpty() && nowMs - listener.lastWriteMs >= kHeartbeatMs)
        out = ": hb\n\n";
    if (out.isEmpty())
        return;
    listener.lastWriteMs = nowMs;
    listener.writer->write(out);
}

void EventHub::run()
{
    while (true) {
        {
            std::unique_lock lock(m_mutex);
            m_wakeUp.wait_for(lock, kTick, [this] { return m_woken || m_stopping; });
            m_woken = false;
            m_listeners.splice(m_listeners.end(), m_arriving);
            if (m_stopping)
                break;
        }
        if (m_listeners.empty())
            continue;
        const qint64 nowMs = m_services.clock.monotonicMs();
        qint64 from = m_listeners.front().position;
        for (const Listener &listener : m_listeners)
            from = std::min(from, listener.position);
        const QSet<QString> probed = takeProbes(nowMs);
        const auto events = m_services.store.eventsAfter(from, kBatch).value_or(std::vector<store::StoredEvent>());
        for (auto it = m_listeners.begin(); it != m_listeners.end();) {
            const bool stays = it->writer->isOpen() && checkCaller(*it, nowMs);
            if (stays) {
                if (probed.contains(it->caller.user.sub.text()))
                    it->lastWriteMs = nowMs - kHeartbeatMs;
                serve(*it, events, nowMs);
                ++it;
                continue;
            }
            it->writer->close();
            release(it->caller.user.sub);
            it = m_listeners.erase(it);
        }
        if (events.size() == kBatch)
            wake();
    }
    for (Listener &listener : m_listeners)
        listener.writer->close();
    m_listeners.clear();
}

}  // namespace countersign::authority::endpoints
