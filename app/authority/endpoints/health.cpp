// /healthz, /readyz and /metrics: for whoever runs the authority.
#include "app/authority/endpoints/oauth_endpoints.h"
#include "app/authority/grants/caller.h"
#include "app/authority/http/router.h"
#include "app/authority/store/store.h"
#include "app/oauth/error_code.h"

#include <QHostAddress>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace countersign::authority::endpoints {

namespace {

constexpr std::chrono::milliseconds kProbeEvery{1000};
constexpr std::chrono::milliseconds kPatience{800};
constexpr QLatin1StringView kMetricsScope{"audit:read"};

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

struct Gauge {
    const char *name;
    const char *help;
    const char *sql;  // `?` is the time
};

constexpr Gauge kGauges[] = {
    {"countersign_approvals_pending", "Requests that wait for a decision.", "SELECT count(*) FROM approval WHERE status = 'pending' AND expires_at > ?"},
    {"countersign_grants_active", "Grants that live: base tokens, sessions, credentials, windows.",
     "SELECT count(*) FROM grant_ WHERE revoked_at IS NULL AND expires_at > ?"},
    {"countersign_clients_active", "Clients that may be used.",
     "SELECT count(*) FROM client WHERE disabled_at IS NULL AND deleted_at IS NULL AND (expires_at IS NULL OR expires_at > ?)"},
    {"countersign_audit_entries", "Entries of the log.", "SELECT coalesce(max(seq), -1) + 1 FROM audit_entry WHERE ? > 0"},
};

http::Response metrics(store::Transaction &tx)
{
    QByteArray text = "# HELP countersign_info The version that runs.\n# TYPE countersign_info gauge\ncountersign_info{version=\"" COUNTERSIGN_VERSION "\"} 1\n";
    for (const Gauge &gauge : kGauges) {
        const auto row = tx.one(gauge.sql, {tx.now()});
        text += QByteArray("# HELP ") + gauge.name + ' ' + gauge.help + "\n# TYPE " + gauge.name + " gauge\n" + gauge.name + ' '
            + QByteArray::number(row ? row->integer(0) : 0) + '\n';
    }
    return http::Response::text(200, text, "text/plain; version=0.0.4; charset=utf-8");
}

// Behind a proxy on the same machine every peer looks local; such a request says who sent it on.
bool isLocal(const http::Request &request)
{
    return QHostAddress(QString::fromLatin1(request.peerAddress)).isLoopback() && !request.header("forwarded")
        && !request.header("x-forwarded-for");
}

http::Outcome metricsFor(Services &services, const http::Request &request)
{
    if (isLocal(request))
        return services.store.answer([](store::Transaction &tx) { return metrics(tx); });
    auto token = grants::presentToken(services, request);
    if (auto *refused = grants::refusal(token))
        return std::move(*refused);
    return services.store.answer([&](store::Transaction &tx) {
        auto caller = grants::authenticateCaller(services, tx, std::get<grants::PresentedToken>(token), kMetricsScope);
        auto *refused = grants::refusal(caller);
        return refused ? std::move(*refused) : metrics(tx);
    });
}

}  // namespace

void registerHealth(http::Router &router, Services &services)
{
    router.add("GET", "/healthz", http::BodyKind::None, [](const http::Request &) {
        return http::Response::json(200, {{QStringLiteral("status"), QStringLiteral("up")}});
    });
    const auto readiness = std::make_shared<Readiness>(services);
    router.add("GET", "/readyz", http::BodyKind::None, [readiness](const http::Request &) {
        if (readiness->isReady())
            return http::Response::json(200, {{QStringLiteral("status"), QStringLiteral("ready")}});
        return store::Store::unavailable();
    });
    router.add("GET", "/metrics", http::BodyKind::None, [&services](const http::Request &request) { return metricsFor(services, request); });
}

}  // namespace countersign::authority::endpoints
