#include "app/authority/http/server.h"

#include "app/authority/http/listener.h"
#include "app/base/logging.h"

#include <sys/resource.h>

#include <algorithm>

namespace countersign::authority::http {

namespace {

constexpr rlim_t kReservedFiles = 128; // database, log, outgoing pings

// As many connections as wanted and as the process may hold open, so that accepting hardly ever fails for want of
// files. Raises the soft limit towards the hard one.
int affordable(int wanted)
{
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return wanted;
    const rlim_t needed = static_cast<rlim_t>(wanted) + kReservedFiles;
    if (files.rlim_cur < needed && files.rlim_cur < files.rlim_max) {
        const rlimit raised{std::min(needed, files.rlim_max), files.rlim_max};
        if (setrlimit(RLIMIT_NOFILE, &raised) == 0)
            files = raised;
    }
    if (files.rlim_cur >= needed)
        return wanted;
    return static_cast<int>(files.rlim_cur > 2 * kReservedFiles ? files.rlim_cur - kReservedFiles : files.rlim_cur / 2);
}

} // namespace

class Server::Impl {
public:
    Impl(ServerOptions options, Handler handler)
        : m_options(std::move(options))
        , m_traffic(std::make_shared<Traffic>(
              Traffic::Limits{m_options.connectionsPerAddress, affordable(m_options.connectionsTotal)}))
        , m_listener(m_options.certificateFile.isEmpty() ? makePlainListener(m_options, std::move(handler), m_traffic)
                                                         : makeTlsListener(m_options, std::move(handler), m_traffic))
    {
    }

    base::Status start() { return m_listener->open(); }

    void stop()
    {
        if (!m_listener)
            return;
        m_listener->refuseNew();
        m_traffic->drain(m_options.stopTimeout);
        m_listener.reset();
    }

    quint16 port() const { return m_listener ? m_listener->port() : quint16(0); }

private:
    const ServerOptions m_options;
    const std::shared_ptr<Traffic> m_traffic;
    std::unique_ptr<Listener> m_listener;
};

Server::Server(ServerOptions options, Handler handler)
    : m_impl(std::make_unique<Impl>(std::move(options), std::move(handler))) {}

Server::~Server()
{
    stop();
}

base::Status Server::start()
{
    return m_impl->start();
}

void Server::stop()
{
    m_impl->stop();
}

quint16 Server::port() const
{
    return m_impl->port();
}

Server::Handler routed(const Router &router, WorkRunner runWork, Figures *figures)
{
    return [&router, runWork = std::move(runWork), figures](Request request, Reply reply) {
        const auto answer = [reply, figures, begun = std::chrono::steady_clock::now()](Response response) {
            if (figures)
                figures->note(response.status, std::chrono::steady_clock::now() - begun);
            reply.send(std::move(response));
        };
        try {
            Outcome outcome = router.dispatch(request);
            if (auto *response = std::get_if<Response>(&outcome))
                answer(std::move(*response));
            else if (auto *stream = std::get_if<EventStream>(&outcome))
                reply.stream(std::move(*stream));
            else if (auto *body = std::get_if<LongBody>(&outcome))
                reply.sendLong(std::move(*body));
            else
                runWork(std::get<Work>(std::move(outcome)), answer);
        } catch (const std::exception &error) {
            base::logEvent(base::LogLevel::Error, QStringLiteral("http.handler_failed"),
                           {{QStringLiteral("path"), QString::fromLatin1(request.path)},
                            {QStringLiteral("reason"), QString::fromLocal8Bit(error.what())}});
            answer(Response::error(500, "server_error", QStringLiteral("Something went wrong here.")));
        }
    };
}

} // namespace countersign::authority::http
