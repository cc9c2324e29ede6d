// /healthz and /readyz: for whoever runs the authority.
#include "app/authority/endpoints/oauth_endpoints.h"
#include "app/authority/http/router.h"
#include "app/authority/store/store.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace countersign::authority::endpoints {

namespace {

constexpr std::chrono::milliseconds kProbeEvery{1000};
constexpr std::chrono::milliseconds kPatience{800};
constexpr QLatin1StringView kLogDamaged{"The audit log was found damaged: nothing is approved, issued or used. Stop serve, keep a copy of its directory, and put the newest backup back that audit fsck finds clean."};

// One probe a second at most writes to the database, whoever asks how often. A database that somebody else holds keeps the
// writer waiting for seconds; who asks is told after less than one, and only the one who began the probe waits for it.
class Readiness : public std::enable_shared_from_this<Readiness> {
public:
    explicit Readiness(Services &services) : m_services(services) {}

    bool isReady()
    {
        std::unique_lock lock(m_mutex);
        const auto now = std::chrono::steady_clock::now();
        if (m_isProbing)
            return m_isReady && now - m_probedAt < kPatience;
        if (m_wasProbed && now - m_probedAt < kProbeEvery)
            return m_isReady;
        m_isProbing = m_wasProbed = true;
        m_probedAt = now;
        lock.unlock();
        probe();
        lock.lock();
        return m_probed.wait_for(lock, kPatience, [this] { return !m_isProbing; }) && m_isReady;
    }

private:
    void probe()
    {
        m_services.store.submit([](store::Transaction &tx) { store::Store::probe(tx); return http::Response::empty(); },
                                [self = shared_from_this()](const http::Response &answer) {
            const std::lock_guard lock(self->m_mutex);
            self->m_isProbing = false;
            self->m_isReady = answer.status == 204;
            self->m_probed.notify_all();
        });
    }

    Services &m_services;
    std::mutex m_mutex;
    std::condition_variable m_probed;
    std::chrono::steady_clock::time_point m_probedAt;
    bool m_wasProbed = false;
    bool m_isProbing = false;
    bool m_isReady = false;
};

}  // namespace

void registerHealth(http::Router &router, Services &services)
{
    router.add("GET", "/healthz", http::BodyKind::None, [](const http::Request &) {
        return http::Response::json(200, {{QStringLiteral("status"), QStringLiteral("up")}});
    });
    const auto readiness = std::make_shared<Readiness>(services);
    router.add("GET", "/readyz", http::BodyKind::None, [readiness, &services](const http::Request &) {
        if (const auto damage = services.store.logCondition().damage())
            return http::Response::json(503, {{QStringLiteral("status"), QStringLiteral("closed")}, {QStringLiteral("error"), QStringLiteral("log_damaged")},
                                              {QStringLiteral("error_description"), QString(kLogDamaged)}, {QStringLiteral("finding"), *damage}})
                .withHeader("Retry-After", "300");
        if (readiness->isReady())
            return http::Response::json(200, {{QStringLiteral("status"), QStringLiteral("ready")}});
        return store::Store::unavailable();
    });
}

}  // namespace countersign::authority::endpoints
