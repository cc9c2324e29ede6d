#pragma once

#include "app/authority/http/traffic.h"
#include "app/base/clock.h"

#include <restinio/asio_include.hpp>

#include <boost/asio/ssl/stream_base.hpp>
#include <http_parser.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <type_traits>
#include <utility>

namespace countersign::authority::http {

namespace asio = restinio::asio_ns;

constexpr std::chrono::seconds kPatienceWithTooLong{1};

struct SocketTimes {
    std::chrono::milliseconds read;
    std::chrono::milliseconds idle;
};

// Watches one socket's reads. RESTinio has one limit for waiting and reading together and none for the TLS handshake;
// here a peer may be idle for long, but what it has begun it must finish in time, however slowly it drips.
struct SocketGuard {
    SocketGuard(const asio::any_io_executor &executor, SocketTimes limits) : timer(executor), times(limits) {}

    asio::steady_timer timer;
    const SocketTimes times;
    std::chrono::steady_clock::time_point deadline{};
    bool waiting = false;   // a read or handshake is pending; only touched on the connection's strand
    bool inMessage = false; // bytes of the current request have arrived
    qint64 beganMs = 0;     // wall clock: when the first of them was read

    // Told by the parser's hooks while they run on bytes of this socket.
    const http_parser *parser = nullptr; // once a request has begun well
    bool startsAsMethod = false;         // with a letter: if it does not begin well, no method begins so
    int refusal = 0;                     // the status for what the parser stopped at, when a hook stopped it
    bool wantsContinue = false;          // the peer waits for 100 before it sends its body
    bool isTooLong = false;              // the body is, and is only read so that the peer hears about it
    bool isTooSlow = false;
    std::weak_ptr<void> owner;           // the connection

    // The socket whose bytes are being parsed on this thread; null when what was read before is.
    static SocketGuard *&beingParsed()
    {
        thread_local SocketGuard *guard = nullptr;
        return guard;
    }
};

inline bool isLetter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// What a request that cannot be parsed is answered with: the status line, headers and body.
QByteArray malformedAnswer(const SocketGuard &guard);
// What a connection is told for which there is no place.
QByteArray crowdedAnswer();

// A stream socket of RESTinio (plain or TLS) with deadlines and a place in the count of connections.
template <class Base>
class GuardedSocket : public Base {
public:
    template <class... Args>
    explicit GuardedSocket(const asio::any_io_executor &executor, SocketTimes times, Args &&...args)
        : Base(std::forward<Args>(args)...)
        , m_guard(std::make_shared<SocketGuard>(executor, times))
    {
    }

    void setPlace(std::shared_ptr<Traffic::Token> place) { m_place = std::move(place); }

    void setOwner(std::weak_ptr<void> owner) { m_guard->owner = std::move(owner); }

    template <class Buffers, class Handler>
    void async_read_some(const Buffers &buffers, Handler &&handler)
    {
        const auto executor = asio::get_associated_executor(handler, this->get_executor());
        if (std::exchange(m_guard->wantsContinue, false))
            sendContinue(executor);
        if (!m_guard->inMessage)
            m_guard->deadline = std::chrono::steady_clock::now() + m_guard->times.idle;
        startWaiting(executor);
        Base::async_read_some(buffers, asio::bind_executor(executor,
            [guard = m_guard, inner = std::forward<Handler>(handler), bytes = asio::const_buffer(*asio::buffer_sequence_begin(buffers))](const asio::error_code &error, std::size_t size) mutable {
                stopWaiting(*guard);
                if (size > 0 && !guard->inMessage) {
                    guard->inMessage = true;
                    guard->beganMs = base::SystemClock().nowMs();
                    guard->deadline = std::chrono::steady_clock::now() + guard->times.read;
                    guard->parser = nullptr;
                    guard->refusal = 0;
                    guard->startsAsMethod = isLetter(*static_cast<const char *>(bytes.data()));
                    guard->isTooLong = false;
                }
                SocketGuard::beingParsed() = error ? nullptr : guard.get();
                inner(error, size);
                SocketGuard::beingParsed() = nullptr;
            }));
    }

    template <class Buffers, class Handler>
    void async_write_some(const Buffers &buffers, Handler &&handler)
    {
        m_guard->inMessage = false; // an answer ends the request it answers
        Base::async_write_some(buffers, std::forward<Handler>(handler));
    }

    // RESTinio closes without a word what it cannot parse. Whoever sent it is told, if the words fit into the socket now.
    template <class... Args>
    void shutdown(Args &&...args)
    {
        if (SocketGuard::beingParsed() == m_guard.get() && m_guard->inMessage)
            sayMalformed();
        Base::shutdown(std::forward<Args>(args)...);
    }

    template <class Handler>
    void handshake(Handler handler)
    {
        // Own strand: the connection's one is not in use before its first read.
        const auto strand = asio::make_strand(this->get_executor());
        m_guard->deadline = std::chrono::steady_clock::now() + m_guard->times.read;
        startWaiting(strand);
        this->async_handshake(asio::ssl::stream_base::server, asio::bind_executor(strand,
            [guard = m_guard, inner = std::move(handler)](const asio::error_code &error) mutable {
                stopWaiting(*guard);
                inner(error);
            }));
    }

private:
    // Asked for more of a body that the peer holds back.
    template <class Executor>
    void sendContinue(const Executor &executor)
    {
        static constexpr char kContinue[] = "HTTP/1.1 100 Continue\r\n\r\n";
        Base::async_write_some(asio::buffer(kContinue, sizeof kContinue - 1),
                               asio::bind_executor(executor, [keep = m_guard->owner.lock()](const asio::error_code &, std::size_t) {}));
    }

    void sayMalformed()
    {
        const QByteArray answer = malformedAnswer(*m_guard);
        const auto bytes = asio::buffer(answer.constData(), static_cast<std::size_t>(answer.size()));
        asio::error_code ignored;
        this->lowest_layer().non_blocking(true, ignored);
        if constexpr (std::is_base_of_v<asio::ip::tcp::socket, Base>)
            Base::write_some(bytes, ignored);
        else
            this->asio_ssl_stream().write_some(bytes, ignored);
    }

    template <class Executor>
    void startWaiting(const Executor &executor)
    {
        m_guard->waiting = true;
        // Whoever pauses in the middle of a body that is too long may well be waiting for the answer.
        const auto patience = std::chrono::steady_clock::now() + kPatienceWithTooLong;
        const auto until = m_guard->inMessage && m_guard->isTooLong ? std::min(m_guard->deadline, patience) : m_guard->deadline;
        m_guard->timer.expires_at(until);
        m_guard->timer.async_wait(asio::bind_executor(executor, [guard = m_guard, until, this](const asio::error_code &error) {
            // `this` is alive while something is pending on it, because that holds the connection.
            if (error || !guard->waiting || std::chrono::steady_clock::now() < until)
                return;
            guard->isTooSlow = true;
            if (guard->inMessage)
                sayMalformed();
            asio::error_code ignored;
            this->lowest_layer().shutdown(asio::ip::tcp::socket::shutdown_both, ignored); // the read ends with EOF
        }));
    }

    static void stopWaiting(SocketGuard &guard)
    {
        guard.waiting = false;
        guard.timer.cancel();
    }

    std::shared_ptr<SocketGuard> m_guard;
    std::shared_ptr<Traffic::Token> m_place;
};

// RESTinio's customisation point, found by argument-dependent lookup.
template <class Base, class Connection, class Start, class Failed>
void prepare_connection_and_start_read(GuardedSocket<Base> &socket, Connection &connection, Start start, Failed failed)
{
    socket.setOwner(connection.shared_from_this());
    if constexpr (std::is_base_of_v<asio::ip::tcp::socket, Base>) {
        start();
    } else {
        socket.handshake([keep = connection.shared_from_this(), start = std::move(start),
                          failed = std::move(failed)](const asio::error_code &error) mutable {
            if (error)
                failed(error);
            else
                start();
        });
    }
}

} // namespace countersign::authority::http
