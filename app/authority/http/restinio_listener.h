#pragma once

#include "app/authority/http/guarded_socket.h"
#include "app/authority/http/listener.h"
#include "app/authority/http/parser_hooks.h"
#include "app/authority/http/wire_reply.h"
#include "app/base/logging.h"

#include <http_parser.h>
#include <restinio/http_server.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <optional>
#include <thread>
#include <vector>

namespace countersign::authority::http {

template <class Base>
using SocketFactory = std::function<GuardedSocket<Base>(asio::io_context &, SocketTimes)>;

template <class Base>
struct ListenerTraits : restinio::traits_t<restinio::asio_timer_manager_t, restinio::null_logger_t,
                                           restinio::details::autodetect_request_handler_type,
                                           restinio::default_strand_t, GuardedSocket<Base>> {};

// Connections and parsing are RESTinio's; accepting is done here, because its acceptor stops for ever at the first
// failed accept (too many open files, no memory).
template <class Base>
class RestinioListener final : public Listener {
    using Traits = ListenerTraits<Base>;
    using Socket = GuardedSocket<Base>;
    using Monitor = typename restinio::connection_count_limit_types<Traits>::lifetime_monitor_t;

public:
    RestinioListener(const ServerOptions &options, Server::Handler handler, std::shared_ptr<Traffic> traffic,
                     SocketFactory<Base> factory)
        : m_options(options), m_handler(std::move(handler)), m_traffic(std::move(traffic)), m_makeSocket(std::move(factory))
    {
    }

    ~RestinioListener() override { halt(); }

    base::Status open() override
    {
        // The parser's own bound of 80 KiB for all headers together is below the 64 of 8 KiB that we promise to read.
        http_parser_set_max_header_size(kMostHead);
        asio::error_code error;
        const auto address = asio::ip::make_address(m_options.address.toStdString(), error);
        if (error)
            return failed(QStringLiteral("The address to listen on is not an IP address: %1"), error);
        const asio::ip::tcp::endpoint endpoint(address, m_options.port);
        m_acceptor.open(endpoint.protocol(), error);
        if (!error)
            m_acceptor.set_option(asio::ip::tcp::acceptor::reuse_address(true), error);
        if (!error)
            m_acceptor.bind(endpoint, error);
        if (!error)
            m_acceptor.listen(asio::socket_base::max_listen_connections, error);
        if (error)
            return failed(QStringLiteral("Cannot listen: %1"), error);
        m_port = m_acceptor.local_endpoint().port();
        m_connections.emplace(makeSettings(), std::make_unique<restinio::socket_options_setter_t>(
            [](restinio::socket_options_t &socket) { socket.set_option(asio::ip::tcp::no_delay(true)); }));
        asio::post(m_acceptStrand, [this] { acceptNext(); });
        for (int i = 0; i < m_options.threads; ++i)
            m_threads.emplace_back([this] { runLoop(); });
        return base::Done{};
    }

    quint16 port() const override { return m_port; }

    void refuseNew() override
    {
        if (m_threads.empty())
            return;
        std::promise<void> closed;
        asio::post(m_acceptStrand, [this, &closed] {
            asio::error_code ignored;
            m_acceptor.close(ignored);
            m_retryTimer.cancel();
            closed.set_value();
        });
        closed.get_future().wait();
        m_port = 0;
    }

    void halt() override
    {
        m_loop.stop();
        for (std::thread &thread : m_threads)
            thread.join();
        m_threads.clear();
        m_traffic->takeBackConnections(); // before the loop goes, which they need
    }

private:
    static base::Error failed(const QString &text, const asio::error_code &error)
    {
        return {base::Errc::Unavailable, text.arg(QString::fromStdString(error.message()))};
    }

    auto makeSettings()
    {
        using std::chrono::milliseconds;
        const auto shortest = std::min({m_options.readTimeout, m_options.idleTimeout, m_options.writeTimeout});
        restinio::server_settings_t<Traits> settings;
        settings.timer_manager(std::clamp(shortest / 4, milliseconds(20), milliseconds(1000)))
            .read_next_http_message_timelimit(m_options.idleTimeout + m_options.readTimeout) // GuardedSocket is stricter
            .write_http_response_timelimit(m_options.writeTimeout)
            .handle_request_timeout(std::chrono::minutes(2)) // a stream is one long request to RESTinio
            .max_pipelined_requests(1)
            .request_handler([this](restinio::request_handle_t request) { return handle(request); });
        const auto parser = parser_hooks::settings<typename Traits::http_methods_mapper_t>();
        auto timers = settings.timer_factory()->create(m_loop);
        return std::make_shared<restinio::impl::connection_settings_t<Traits>>(std::move(settings), parser, std::move(timers));
    }

    // Handlers run beside the connection, never inside it: an answer given before this returns would make RESTinio
    // resume reading twice, and lose or refuse pipelined requests.
    restinio::request_handling_status_t handle(const restinio::request_handle_t &request)
    {
        asio::post(m_loop, [this, reply = makeReply(m_traffic, request), message = toRequest(*m_traffic, *request)]() mutable {
            m_handler(std::move(message), std::move(reply));
        });
        return restinio::request_accepted();
    }

    void acceptNext()
    {
        if (!m_acceptor.is_open())
            return;
        m_next.emplace(m_makeSocket(m_loop, {m_options.readTimeout, m_options.idleTimeout}));
        m_acceptor.async_accept(m_next->lowest_layer(), asio::bind_executor(m_acceptStrand, [this](const asio::error_code &error) {
            if (error == asio::error::operation_aborted)
                return;
            if (error)
                return acceptLater(error);
            startConnection();
            acceptNext();
        }));
    }

    // Whatever keeps accept from working now, it is not gone in the next microsecond.
    void acceptLater(const asio::error_code &error)
    {
        base::logEvent(base::LogLevel::Warning, QStringLiteral("http.accept_failed"),
                       {{QStringLiteral("reason"), QString::fromStdString(error.message())}});
        m_retryTimer.expires_after(std::chrono::milliseconds(250));
        m_retryTimer.async_wait(asio::bind_executor(m_acceptStrand, [this](const asio::error_code &cancelled) {
            if (!cancelled)
                acceptNext();
        }));
    }

    void startConnection()
    {
        asio::error_code gone;
        const auto peer = m_next->lowest_layer().remote_endpoint(gone);
        if (gone)
            return;
        auto place = m_traffic->admit(peerOf(peer));
        if (!place)
            return sayCrowded(); // the socket closes when the next one takes its place
        m_next->setPlace(std::move(place));
        try {
            m_connections->create_new_connection(std::move(*m_next), peer, Monitor(nullptr))->init();
        } catch (const std::exception &error) {
            base::logEvent(base::LogLevel::Warning, QStringLiteral("http.connection_failed"),
                           {{QStringLiteral("reason"), QString::fromLocal8Bit(error.what())}});
        }
    }

    // As far as that can be said without waiting for anybody: within TLS it cannot.
    void sayCrowded()
    {
        if constexpr (std::is_base_of_v<asio::ip::tcp::socket, Base>) {
            const QByteArray answer = crowdedAnswer();
            asio::error_code ignored;
            m_next->non_blocking(true, ignored);
            m_next->send(asio::buffer(answer.constData(), static_cast<std::size_t>(answer.size())), 0, ignored);
            m_next->lowest_layer().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
        }
    }

    void runLoop()
    {
        for (;;) {
            try {
                m_loop.run();
                return; // stopped
            } catch (const std::exception &error) {
                base::logEvent(base::LogLevel::Error, QStringLiteral("http.exception"),
                               {{QStringLiteral("reason"), QString::fromLocal8Bit(error.what())}});
            }
        }
    }

    const ServerOptions m_options;
    const Server::Handler m_handler;
    const std::shared_ptr<Traffic> m_traffic;
    const SocketFactory<Base> m_makeSocket;
    asio::io_context m_loop;
    const asio::executor_work_guard<asio::io_context::executor_type> m_work = asio::make_work_guard(m_loop);
    asio::strand<asio::io_context::executor_type> m_acceptStrand = asio::make_strand(m_loop);
    asio::ip::tcp::acceptor m_acceptor{m_loop};
    asio::steady_timer m_retryTimer{m_loop};
    std::optional<Socket> m_next;
    std::optional<restinio::impl::connection_factory_t<Traits>> m_connections;
    std::atomic<quint16> m_port = 0;
    std::vector<std::thread> m_threads;
};

} // namespace countersign::authority::http
