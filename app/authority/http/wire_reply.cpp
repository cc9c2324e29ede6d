#include "app/authority/http/wire_reply.h"

#include "app/authority/http/escapes.h"
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

// The library's end of one request: writes bytes in order, from any thread.
class Wire {
public:
    Wire(restinio::impl::connection_handle_t connection, restinio::request_id_t id) : m_connection(std::move(connection)), m_id(id) {}

    void write(const QByteArray &bytes, response_parts_attr_t part, restinio::write_status_cb_t written)
    {
        restinio::writable_items_container_t items;
        items.emplace_back(std::string(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        restinio::write_group_t group(std::move(items));
        group.after_write_notificator(std::move(written));
        m_connection->write_response_parts(m_id, {part, m_after}, std::move(group));
    }

    void closeAfterwards() { m_after = response_connection_attr_t::connection_close; }

private:
    restinio::impl::connection_handle_t m_connection;
    restinio::request_id_t m_id;
    response_connection_attr_t m_after = response_connection_attr_t::connection_keepalive;
};

class WireStream final : public StreamWriter, public std::enable_shared_from_this<WireStream> {
public:
    WireStream(WireContext context, Wire wire, std::shared_ptr<Traffic::Token> inFlight)
        : m_context(std::move(context)), m_inFlight(std::move(inFlight)), m_wire(std::move(wire))
    {
        m_wire.closeAfterwards();
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
        if (!m_open)
            return false;
        if (chunk.isEmpty())
            return true; // an empty chunk would end the stream (RFC 9112 7.1)
        if (*m_backlog + chunk.size() + kChunkCost > kMaxBacklog) {
            finishLocked();
            return false;
        }
        send(QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n", response_parts_attr_t::not_final_parts);
        return m_open;
    }

    void close() override { finish(); }
    bool isOpen() const override { return m_open; }

private:
    void finish()
    {
        const std::scoped_lock lock(m_mutex);
        finishLocked();
    }

    void finishLocked()
    {
        if (!m_open.exchange(false) && !m_inFlight)
            return;
        if (m_inFlight)
            send("0\r\n\r\n", response_parts_attr_t::final_parts);
        m_inFlight.reset();
    }

    // The callback may run at once, on this thread, when the socket is gone: it takes no lock.
    void send(const QByteArray &bytes, response_parts_attr_t part)
    {
        const qsizetype cost = bytes.size() + kChunkCost;
        *m_backlog += cost;
        m_wire.write(bytes, part, [cost, backlog = m_backlog, weak = weak_from_this(), token = m_inFlight](const auto &error) {
            *backlog -= cost;
            if (!error)
                return;
            if (const auto self = weak.lock())
                self->m_open = false;
        });
    }

    WireContext m_context;
    std::shared_ptr<Traffic::Token> m_inFlight; // null once the last chunk is queued
    std::mutex m_mutex;
    Wire m_wire;
    std::atomic<bool> m_open = true;
    std::shared_ptr<std::atomic<qsizetype>> m_backlog = std::make_shared<std::atomic<qsizetype>>(0);
};

class WireReply final : public Reply::State {
public:
    WireReply(WireContext context, const restinio::request_handle_t &request)
        : m_context(std::move(context))
        , m_inFlight(m_context.traffic->beginRequest())
        , m_wire(restinio::impl::access_req_connection(*request), request->request_id())
        , m_isHead(request->header().method() == restinio::http_method_head())
        , m_keepAlive(request->header().should_keep_alive())
        , m_chunkedAllowed(request->header().http_minor() >= 1)
    {
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
        const bool close = !m_keepAlive || m_context.traffic->isStopping() || asksToClose(response);
        if (close)
            m_wire.closeAfterwards();
        QByteArray bytes = responseHead(response, Framing::Length, close ? AfterResponse::Close : AfterResponse::KeepAlive);
        if (!m_isHead && response.status != 204 && response.status != 304)
            bytes += response.body;
        m_wire.write(bytes, response_parts_attr_t::final_parts, [token = std::move(m_inFlight)](const auto &) {});
    }

    void stream(EventStream stream) override
    {
        if (!m_chunkedAllowed || m_context.traffic->isStopping())
            return send(Response::error(503, "temporarily_unavailable", QStringLiteral("Event streams are not available.")));
        if (m_answered.exchange(true))
            return base::logEvent(base::LogLevel::Warning, QStringLiteral("http.answered_twice"));
        auto writer = std::make_shared<WireStream>(m_context, m_wire, std::move(m_inFlight));
        m_context.traffic->addStream(writer);
        writer->begin();
        stream.open(std::move(writer));
    }

private:
    WireContext m_context; // first: the loop has to outlive the connection
    std::shared_ptr<Traffic::Token> m_inFlight;
    Wire m_wire;
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

QByteArray peerAddress(const restinio::endpoint_t &endpoint)
{
    const auto address = endpoint.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        const auto v4 = restinio::asio_ns::ip::make_address_v4(restinio::asio_ns::ip::v4_mapped, address.to_v6());
        return QByteArray::fromStdString(v4.to_string());
    }
    return QByteArray::fromStdString(address.to_string());
}

Request toRequest(const restinio::request_t &request)
{
    Request result;
    const auto &header = request.header();
    result.method = header.method().c_str();
    result.target = QByteArray::fromStdString(header.request_target());
    const qsizetype question = result.target.indexOf('?');
    result.path = before(result.target, '?');
    result.query = question < 0 ? QByteArray() : result.target.sliced(question + 1);
    result.headers.reserve(header.fields_count());
    header.for_each_field([&](const auto &field) {
        result.headers.emplace_back(QByteArray::fromStdString(field.name()).toLower(), QByteArray::fromStdString(field.value()));
    });
    result.body = QByteArray::fromStdString(request.body());
    result.peerAddress = peerAddress(request.remote_endpoint());
    result.receivedAtMs = base::SystemClock().nowMs();
    result.httpMinor = header.http_minor();
    return result;
}

Reply makeReply(WireContext context, restinio::request_handle_t request)
{
    return Reply(std::make_shared<WireReply>(std::move(context), request));
}

} // namespace countersign::authority::http
