#include "app/authority/running_authority.h"

#include "app/authority/audit_indexer.h"
#include "app/authority/catalog_cache.h"
#include "app/authority/config.h"
#include "app/authority/endpoints/all_endpoints.h"
#include "app/authority/endpoints/event_hub.h"
#include "app/authority/forwarding/forwarder.h"
#include "app/authority/forwarding/syslog_sink.h"
#include "app/authority/forwarding/webhook_sink.h"
#include "app/authority/grants/ping_sender.h"
#include "app/authority/grants/redemption_times.h"
#include "app/authority/grants/replay_guard.h"
#include "app/authority/grants/use_counter.h"
#include "app/authority/http/server.h"
#include "app/authority/issuer.h"
#include "app/authority/keys.h"
#include "app/authority/log_check.h"
#include "app/authority/private_file.h"
#include "app/authority/scope_usage.h"
#include "app/authority/startup.h"
#include "app/authority/store/checkpointer.h"
#include "app/authority/store/store.h"
#include "app/authority/sweeper.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <atomic>
#include <thread>

namespace countersign::authority {

namespace {

using base::Errc;

http::Response notYet()
{
    return store::Store::unavailable();
}

}  // namespace

base::Result<ListenAddress> ListenAddress::parse(const QString &text)
{
    static const QRegularExpression form(QRegularExpression::anchoredPattern(QStringLiteral("(?:\\[([0-9A-Fa-f:.]+)\\]|([0-9.]+)):([0-9]{1,5})")));
    const auto match = form.match(text);
    const QString address = match.captured(1) + match.captured(2);
    const QHostAddress parsed(address);
    if (!match.hasMatch() || parsed.isNull() || match.captured(3).toInt() > 65'535)
        return base::Error{Errc::InvalidArgument, QStringLiteral("\"%1\" is no address to listen on; write 127.0.0.1:7443 or [::1]:7443.").arg(text.left(100))};
    return ListenAddress{parsed.toString(), static_cast<quint16>(match.captured(3).toInt())};
}

QString ListenAddress::text() const
{
    return (address.contains(u':') ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2")).arg(address).arg(port);
}

bool ListenAddress::isLoopback() const
{
    return isLoopbackAddress(address);
}

class RunningAuthority::Impl {
public:
    explicit Impl(const ServeOptions &options) : m_options(options) {}

    ~Impl()
    {
        if (m_hub)
            m_hub->stop();
        if (m_server)
            m_server->stop();
        m_sweeper.reset();
        m_forwarders.clear();
        m_logCheck.reset();
        m_indexer.reset();
        m_checkpointer.reset();
        // Before what its writer's work and callbacks refer to.
        m_store.reset();
    }

    base::Status start()
    {
        if (auto status = openFiles(); !status)
            return status;
        if (auto status = listen(); !status)
            return status;
        if (auto status = settleIdentity(); !status)
            return status;
        return serve();
    }

    [[nodiscard]] QString issuer() const { return m_issuer; }
    [[nodiscard]] QString listenText() const { return ListenAddress{m_options.listen.address, m_server->port()}.text(); }

private:
    [[nodiscard]] bool usesTls() const { return !m_options.certificateFile.isEmpty(); }

    base::Status openFiles()
    {
        if (auto safe = checkPrivateDirectory(m_options.directory); !safe)
            return safe;
        auto config = readConfig(m_options.directory);
        if (!config)
            return config.error();
        m_config = *config;
        store::StoreOptions storeOptions;
        storeOptions.mode = store::OpenMode::Serve;
        auto opened = store::Store::open(m_options.directory, m_systemClock, std::move(storeOptions));
        if (!opened)
            return opened.error();
        m_store = *std::move(opened);
        auto keys = m_store->read([this](store::Transaction &tx) { return Keys::open(m_options.directory, tx); });
        if (!keys)
            return keys.error();
        m_keys = *std::move(keys);
        return checkCatalog(*m_store);
    }

    // Listens before the endpoints exist, as the issuer may follow the port. Whoever connects meanwhile is asked to come back.
    base::Status listen()
    {
        const auto stored = m_store->read([](store::Transaction &tx) { return storedIssuer(tx); });
        if (!stored)
            return stored.error();
        m_issuer = *stored;
        if (m_options.issuerFrom == IssuerSource::Stored && m_issuer.endsWith(QLatin1String(":0")))
            return base::Error{Errc::InvalidArgument, QStringLiteral("The issuer was given with port 0, so serve needs --issuer-from-listen.")};
        if (m_options.issuerFrom == IssuerSource::Stored && usesTls() && m_issuer.startsWith(QLatin1String("http:")))
            return base::Error{Errc::InvalidArgument, QStringLiteral("The issuer %1 is http, so serve cannot speak TLS for it.").arg(m_issuer)};
        quint16 port = m_options.listen.port;
        if (const quint16 before = port == 0 ? portOfBefore() : 0; before != 0 && startServer(before))
            return base::Done{};
        return startServer(port);
    }

    // With any free port wanted, the one of before is tried first: then issuer, tokens and bookmarks stay good.
    [[nodiscard]] quint16 portOfBefore() const
    {
        if (m_options.issuerFrom != IssuerSource::Listen)
            return 0;
        const auto origin = m_store->read([](store::Transaction &tx) { return storedLogOrigin(tx); });
        if (!origin || !*origin)
            return 0;
        static const QRegularExpression port(QStringLiteral(":([0-9]{1,5})/audit$"));
        return static_cast<quint16>(port.match(**origin).captured(1).toUInt());
    }

    base::Status startServer(quint16 port)
    {
        http::ServerOptions options;
        options.address = m_options.listen.address.toLatin1();
        options.port = port;
        options.certificateFile = m_options.certificateFile;
        options.keyFile = m_options.keyFile;
        options.threads = std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 3, 16);
        options.connectionsPerAddress = m_config.limits.connectionsPerAddress;
        m_server = std::make_unique<http::Server>(options, [this](http::Request request, http::Reply reply) {
            if (m_isReady.load(std::memory_order_acquire))
                m_handler(std::move(request), std::move(reply));
            else
                reply.send(notYet());
        });
        return m_server->start();
    }

    base::Status settleIdentity()
    {
        if (m_options.issuerFrom == IssuerSource::Listen)
            m_issuer = (usesTls() ? QStringLiteral("https://") : QStringLiteral("http://")) + listenText();
        const auto origin = m_store->write([this](store::Transaction &tx) -> base::Result<QString> {
            if (m_options.trustedDevice) {
                if (auto trusted = trustDevice(tx, *m_options.trustedDevice); !trusted)
                    return trusted.error();
            }
            noteConfig(tx, m_options.directory);
            return keepLogOrigin(tx, m_issuer);
        });
        if (!origin)
            return origin.error();
        if (const auto last = checkLastEntries(*m_store); !last)
            return last;
        auto checkpointer = store::Checkpointer::start(*m_store, {m_keys->auditKey(), *origin});
        if (!checkpointer)
            return checkpointer.error();
        m_checkpointer = *std::move(checkpointer);
        m_services.reset(new Services{*m_store, *m_keys, m_config, m_catalog, m_usage, m_replay, m_ping.emplace(m_config.ping.allowLoopback ? http::Loopback::Allowed : http::Loopback::Refused),
                                      m_redemptions, m_store->clock(), m_issuer, *origin, m_uses, &m_figures});
        return base::Done{};
    }

    base::Status serve()
    {
        if (auto loaded = m_store->read([this](store::Transaction &tx) { m_replay.load(tx); }); !loaded)
            return loaded;
        m_hub = std::make_unique<endpoints::EventHub>(*m_services);
        endpoints::registerAll(m_router, *m_services, *m_hub);
        m_handler = http::routed(m_router, [this](http::Work work, std::function<void(http::Response)> done) { m_store->submit(std::move(work), std::move(done)); }, &m_figures);
        m_sweeper = std::make_unique<Sweeper>(*m_services);
        m_indexer = std::make_unique<AuditIndexer>(*m_store);
        m_logCheck = std::make_unique<LogCheck>(*m_store, audit::VerifierKey(m_services->logOrigin, m_keys->auditKey().publicKey()));
        startForwarding();
        m_isReady.store(true, std::memory_order_release);
        return base::Done{};
    }

    void startForwarding()
    {
        const auto add = [this](std::unique_ptr<forwarding::EntrySink> sink) { m_forwarders.push_back(std::make_unique<forwarding::Forwarder>(*m_store, std::move(sink))); };
        const forwarding::SyslogOrigin origin{QUrl(m_issuer).host().toLatin1(), QByteArray::number(QCoreApplication::applicationPid())};
        if (m_config.syslog)
            add(std::make_unique<forwarding::SyslogSink>(*m_config.syslog, origin));
        if (m_config.webhook)
            add(std::make_unique<forwarding::WebhookSink>(*m_config.webhook, *m_services));
    }

    const ServeOptions m_options;
    base::SystemClock m_systemClock;
    Config m_config;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<Keys> m_keys;
    CatalogCache m_catalog;
    ScopeUsage m_usage;
    grants::ReplayGuard m_replay;
    grants::RedemptionTimes m_redemptions;
    grants::UseCounter m_uses;
    std::optional<grants::PingSender> m_ping;
    std::unique_ptr<store::Checkpointer> m_checkpointer;
    QString m_issuer;
    std::unique_ptr<Services> m_services;
    http::Router m_router;
    http::Figures m_figures;
    std::unique_ptr<endpoints::EventHub> m_hub;
    http::Server::Handler m_handler;
    std::atomic<bool> m_isReady{false};
    std::unique_ptr<http::Server> m_server;
    std::unique_ptr<Sweeper> m_sweeper;
    std::unique_ptr<AuditIndexer> m_indexer;
    std::unique_ptr<LogCheck> m_logCheck;
    std::vector<std::unique_ptr<forwarding::Forwarder>> m_forwarders;
};

RunningAuthority::RunningAuthority(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
RunningAuthority::~RunningAuthority() = default;

base::Result<std::unique_ptr<RunningAuthority>> RunningAuthority::start(const ServeOptions &options)
{
    if (options.certificateFile.isEmpty() != options.keyFile.isEmpty())
        return base::Error{Errc::InvalidArgument, QStringLiteral("--tls-cert and --tls-key need each other.")};
    // RFC 9700 2.6: what crosses a network is encrypted, by us or, on loopback, by a proxy in front of us.
    if (options.certificateFile.isEmpty() && !options.listen.isLoopback())
        return base::Error{Errc::InvalidArgument, QStringLiteral("Plain http is for loopback addresses only, and %1 is none: give --tls-cert and --tls-key.").arg(options.listen.text())};
    if (options.issuerFrom == IssuerSource::Listen && !options.listen.isLoopback())
        return base::Error{Errc::InvalidArgument, QStringLiteral("--issuer-from-listen is for loopback addresses only, and %1 is none.").arg(options.listen.text())};
    auto impl = std::make_unique<Impl>(options);
    if (auto started = impl->start(); !started)
        return started.error();
    return std::unique_ptr<RunningAuthority>(new RunningAuthority(std::move(impl)));
}

QString RunningAuthority::issuer() const
{
    return m_impl->issuer();
}

QString RunningAuthority::listen() const
{
    return m_impl->listenText();
}

}  // namespace countersign::authority
