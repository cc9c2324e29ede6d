#include "app/authority/http/wire_reply.h"

#include "app/authority/http/escapes.h"
#include "app/authority/http/guarded_socket.h"
#include "app/authority/http/head.h"
#include "app/base/clock.h"
#include "app/base/logging.h"

#include <restinio/impl/connection_base.hpp>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>

namespace countersign::authority::http {

namespace {

using restinio::response_connection_attr_t;
using restinio::response_parts_attr_t;

constexpr qsizetype kMaxBacklog = 1024 * 1024;
constexpr qsizetype kChunkCost = 512; // memory a queued chunk takes besides its bytes

// The library's end of one request: writes bytes in order, from any thread. Lets the connection go with the last ones.
class Wire final : public Holder {
public:
    Wire(std::shared_ptr<Traffic> traffic, const restinio::request_handle_t &request)
        : m_traffic(std::move(traffic))
        , m_connection(restinio::impl::access_req_connection(*request))
        , m_id(request->request_id())
    {
    }

    ~Wire() override { letGo(); }

    // `written` may be called at once, on this thread, when the socket is gone: it must not write.
    void write(const QByteArray &bytes, response_parts_attr_t part, restinio::write_status_cb_t written)
    {
        restinio::writable_items_container_t items;
        items.emplace_back(std::string(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        restinio::write_group_t group(std::move(items));
        group.after_write_notificator(std::move(written));
        const std::scoped_lock lock(m_mutex); // held, so that takeBackConnections() waits for us
        if (!m_connection)
            return; // the group reports the failure when it goes
        m_connection->write_response_parts(m_id, {part, m_after}, std::move(group));
        if (part == response_parts_attr_t::final_parts)
            release();
    }

    void closeAfterwards() { m_after = response_connection_attr_t::connection_close; }

    void letGo() override
    {
        const std::scoped_lock lock(m_mutex);
        release();
    }

    const std::shared_ptr<Traffic> &traffic() const { return m_traffic; }

private:
    void release()
    {
        if (!m_connection)
            return;
        m_connection.reset();
        m_traffic->forget(this);
    }

    const std::shared_ptr<Traffic> m_traffic;
    std::mutex m_mutex;
    restinio::impl::connection_handle_t m_connection; // null once answered or given up
    const restinio::request_id_t m_id;
    response_connection_attr_t m_after = response_connection_attr_t::connection_keepalive;
};

QByteArray asChunk(const QByteArray &piece)
{
    return QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
}

class WireStream final : public StreamWriter {
public:
    WireStream(std::shared_ptr<Wire> wire, std::shared_ptr<Traffic::Token> inFlight)
        : m_inFlight(std::move(inFlight)), m_wire(std::move(wire))
    {
        m_wire->closeAfterwards();
    }

    ~WireStream() override { finish(); }

    void begin()
    {
        Response head;
        head.contentType = "text/event-stream";
        head.headers.emplaceBack("X-Accel-Buffering", "no"); // reverse proxies would collect events otherwise
        const std::scoped_lock lock(m_mutex);
        send(responseHead(head, Framing::Chunked, AfterResponse::Close), response_parts_attr_t::not_final_parts);
    }

    bool write(QByteArray chunk) override
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_progress->open)
            return false;
        if (chunk.isEmpty())
            return true; // an empty chunk would end the stream (RFC 9112 7.1)
        if (m_progress->backlog + chunk.size() + kChunkCost > kMaxBacklog) {
            finishLocked();
            return false;
        }
        send(asChunk(chunk), response_parts_attr_t::not_final_parts);
        return m_progress->open;
    }

    void close() override { finish(); }
    bool isOpen() const override { return m_progress->open; }

private:
    struct Progress {
        std::atomic<bool> open = true;
        std::atomic<qsizetype> backlog = 0;
    };

    void finish()
    {
        const std::scoped_lock lock(m_mutex);
        finishLocked();
    }

    void finishLocked()
    {
        m_progress->open = false;
        if (!m_inFlight)
            return;
        send("0\r\n\r\n", response_parts_attr_t::final_parts);
        m_inFlight.reset();
    }

    // The callback may run at once, under the locks held here, when the socket is gone: it takes none, and does not
    // hold the stream.
    void send(const QByteArray &bytes, response_parts_attr_t part)
    {
        const qsizetype cost = bytes.size() + kChunkCost;
        m_progress->backlog += cost;
        m_wire->write(bytes, part, [cost, progress = m_progress, token = m_inFlight](const auto &error) {
            progress->backlog -= cost;
            if (error)
                progress->open = false;
        });
    }

    std::shared_ptr<Traffic::Token> m_inFlight; // null once the last chunk is queued
    std::mutex m_mutex;
    const std::shared_ptr<Wire> m_wire;
    const std::shared_ptr<Progress> m_progress = std::make_shared<Progress>();
};

// Asks for the next piece each time the one before has left.
class LongAnswer : public std::enable_shared_from_this<LongAnswer> {
public:
    LongAnswer(std::shared_ptr<Wire> wire, std::shared_ptr<Traffic::Token> inFlight, LongBody body)
        : m_inFlight(std::move(inFlight)), m_wire(std::move(wire)), m_body(std::move(body))
    {
    }

    void begin()
    {
        m_wire->closeAfterwards();
        send(responseHead(m_body.head, Framing::Chunked, AfterResponse::Close));
    }

private:
    // The callback may run at once, under the wire's lock, when the socket is gone: then it does nothing but let go.
    void send(const QByteArray &bytes)
    {
        m_wire->write(bytes, response_parts_attr_t::not_final_parts, [self = shared_from_this()](const auto &error) {
            if (!error)
                self->proceed();
        });
    }

    void proceed()
    {
        const auto piece = m_wire->traffic()->isStopping() ? std::nullopt : nextPiece();
        if (piece && !piece->isEmpty())
            return send(asChunk(*piece));
        // What is no chunk makes the peer give up on an answer that was broken off (RFC 9112 8).
        m_wire->write(piece ? "0\r\n\r\n" : "broken off\r\n", response_parts_attr_t::final_parts, [token = std::move(m_inFlight)](const auto &) {});
    }

    std::optional<QByteArray> nextPiece()
    {
        try {
            return m_body.next();
        } catch (const std::exception &error) {
            base::logEvent(base::LogLevel::Error, QStringLiteral("http.long_answer_failed"), {{QStringLiteral("reason"), QString::fromLocal8Bit(error.what())}});
            return std::nullopt;
        }
    }

    std::shared_ptr<Traffic::Token> m_inFlight;
    const std::shared_ptr<Wire> m_wire;
    const LongBody m_body;
};

class WireReply final : public Reply::State {
public:
    WireReply(const std::shared_ptr<Traffic> &traffic, const restinio::request_handle_t &request)
        : m_inFlight(traffic->beginRequest())
        , m_wire(std::make_shared<Wire>(traffic, request))
        , m_peer(peerOf(request->remote_endpoint()))
        , m_isHead(request->header().method() == restinio::http_method_head())
        , m_keepAlive(request->header().should_keep_alive() && request->header().http_minor() >= 1)
        , m_chunkedAllowed(request->header().http_minor() >= 1)
    {
        traffic->remember(m_wire);
    }

    ~WireReply() override
    {
        if (!m_answered)
            send(Response::error(500, "server_error", QStringLiteral("The request was not answered.")));
    }

    void send(Response response) override
    {
        if (m_answered.exchange(true))
            return base::logEvent(base::LogLevel::Warning, QStringLiteral("http.answered_twice"));
        const bool close = !m_keepAlive || m_wire->traffic()->isStopping() || asksToClose(response);
        if (close)
            m_wire->closeAfterwards();
        QByteArray bytes = responseHead(response, Framing::Length, close ? AfterResponse::Close : AfterResponse::KeepAlive);
        if (!m_isHead && response.status != 204 && response.status != 304)
            bytes += response.body;
        m_wire->traffic()->noteAnswer(m_peer);
        m_wire->write(bytes, response_parts_attr_t::final_parts, [token = std::move(m_inFlight)](const auto &) {});
    }

    void stream(EventStream stream) override
    {
        if (!m_chunkedAllowed || m_wire->traffic()->isStopping())
            return send(Response::error(503, "temporarily_unavailable", QStringLiteral("Event streams are not available now, nor over HTTP/1.0.")).withHeader("Retry-After", "5"));
        if (m_answered.exchange(true))
            return base::logEvent(base::LogLevel::Warning, QStringLiteral("http.answered_twice"));
        auto writer = std::make_shared<WireStream>(m_wire, std::move(m_inFlight));
        m_wire->traffic()->addStream(writer);
        writer->begin();
        stream.open(std::move(writer));
    }

    void sendLong(LongBody body) override
    {
        if (!m_chunkedAllowed)
            return send(Response::error(426, "invalid_request", QStringLiteral("This answer needs HTTP/1.1.")).withHeader("Upgrade", "HTTP/1.1"));
        if (m_answered.exchange(true))
            return base::logEvent(base::LogLevel::Warning, QStringLiteral("http.answered_twice"));
        m_wire->traffic()->noteAnswer(m_peer);
        std::make_shared<LongAnswer>(m_wire, std::move(m_inFlight), std::move(body))->begin();
    }

private:
    std::shared_ptr<Traffic::Token> m_inFlight;
    const std::shared_ptr<Wire> m_wire;
    const Traffic::Peer m_peer;
    const bool m_isHead;
    const bool m_keepAlive;
    const bool m_chunkedAllowed;
    std::atomic<bool> m_answered = false;
};

} // namespace

Reply::Reply(std::shared_ptr<State> state) : m_state(std::move(state)) {}

void Reply::send(Response response) const
{
    m_state->send(std::move(response));
}

void Reply::stream(EventStream stream) const
{
    m_state->stream(std::move(stream));
}

void Reply::sendLong(LongBody body) const
{
    m_state->sendLong(std::move(body));
}

namespace {

// A target in absolute form names the same resource (RFC 9112 3.2.2). Which authority it names is of no more weight than Host.
QByteArray originForm(const QByteArray &target)
{
    for (const QByteArrayView scheme : {QByteArrayView("http://"), QByteArrayView("https://")}) {
        if (!target.left(scheme.size()).toLower().startsWith(scheme))
            continue;
        const QByteArray rest = target.sliced(scheme.size());
        const auto end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; });
        const QByteArray path = rest.sliced(end - rest.begin());
        return path.startsWith('/') ? path : '/' + path;
    }
    return target;
}

QByteArray peerAddress(const restinio::endpoint_t &endpoint)
{
    const auto address = endpoint.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        const auto v4 = restinio::asio_ns::ip::make_address_v4(restinio::asio_ns::ip::v4_mapped, address.to_v6());
        return QByteArray::fromStdString(v4.to_string());
    }
    return QByteArray::fromStdString(address.to_string());
}

} // namespace

Traffic::Peer peerOf(const restinio::endpoint_t &endpoint)
{
    return {peerAddress(endpoint), endpoint.port()};
}

Request toRequest(Traffic &traffic, const restinio::request_t &request)
{
    Request result;
    const auto &header = request.header();
    result.method = header.method().c_str();
    result.target = QByteArray::fromStdString(header.request_target());
    const QByteArray origin = originForm(result.target);
    const qsizetype question = origin.indexOf('?');
    result.path = before(origin, '?');
    result.query = question < 0 ? QByteArray() : origin.sliced(question + 1);
    result.headers.reserve(header.fields_count());
    header.for_each_field([&](const auto &field) {
        result.headers.emplace_back(QByteArray::fromStdString(field.name()).toLower(), QByteArray::fromStdString(field.value()));
    });
    result.body = QByteArray::fromStdString(request.body());
    const Traffic::Peer peer = peerOf(request.remote_endpoint());
    result.peerAddress = peer.address;
    result.receivedAtMs = base::SystemClock().nowMs();
    // A connection may idle before it is used: what comes on it was sent when its first byte was read. The first request of a fresh one
    // counts from when that was accepted, as many that start together come to their first bytes one after the other.
    constexpr qint64 freshMs = 250;
    const SocketGuard *socket = SocketGuard::beingParsed();
    const qint64 beganMs = socket && socket->inMessage ? socket->beganMs : result.receivedAtMs;
    const Traffic::Moment moment = traffic.lastMoment(peer);
    result.sentNotBeforeMs = moment.isAnswered ? beganMs : std::max(moment.atMs, beganMs - freshMs);
    result.httpMinor = header.http_minor();
    return result;
}

Reply makeReply(const std::shared_ptr<Traffic> &traffic, const restinio::request_handle_t &request)
{
    return Reply(std::make_shared<WireReply>(traffic, request));
}

} // namespace countersign::authority::http
