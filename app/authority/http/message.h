#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace countersign::authority::http {

// One request as it came over the wire. Nothing in it is trusted: `Host` and `X-Forwarded-*` are only
// headers here, and who asks is `peerAddress`, the TCP peer.
struct Request {
    QByteArray method;
    QByteArray target; // raw, as received
    QByteArray path;   // raw, the part of `target` before '?'
    QByteArray query;  // raw, the part after '?'
    std::vector<std::pair<QByteArray, QByteArray>> headers; // names in lower case, order as received
    QByteArray body;
    QByteArray peerAddress; // textual IP; IPv4 seen through an IPv6 socket is written as IPv4
    std::map<QByteArray, QByteArray> pathParams; // set by the router
    qint64 receivedAtMs = 0; // wall clock, milliseconds since the epoch
    // The earliest moment the peer can have begun to send it: when its first byte was read, or its fresh connection was accepted.
    // Tells a request that raced another from one that came after the other's answer.
    qint64 sentNotBeforeMs = 0;
    int httpMinor = 1;       // HTTP/1.x

    // The first header of this name (lower case), nullopt when absent. See headerAll() for repeats.
    std::optional<QByteArray> header(QByteArrayView name) const;
    QList<QByteArray> headerAll(QByteArrayView name) const;
    // The path parameter of this name; empty when the template has none.
    QByteArray pathParam(QByteArrayView name) const;
};

// One complete answer. The server adds what every answer carries: `Cache-Control: no-store`,
// `X-Content-Type-Options: nosniff`, the length. It never names itself and never allows CORS.
struct Response {
    int status = 200;
    QByteArray contentType = "application/json";
    QList<std::pair<QByteArray, QByteArray>> headers; // CR, LF and NUL in them become '?' on the wire
    QByteArray body;

    static Response json(int status, const QJsonObject &object);
    static Response text(int status, QByteArray body, QByteArray contentType = "text/plain; charset=utf-8");
    static Response empty(int status = 204);
    // `{"error","error_description"}`; the description keeps only the characters of RFC 6749 5.2
    // (%x20-21 / %x23-5B / %x5D-7E), each other one becomes '?'.
    static Response error(int status, QByteArrayView code, const QString &description);

    Response &withHeader(QByteArray name, QByteArray value) &;
    Response &&withHeader(QByteArray name, QByteArray value) &&;
};

// The sending end of an event stream. All methods may be called from any thread.
class StreamWriter {
public:
    virtual ~StreamWriter() = default;
    StreamWriter() = default;
    Q_DISABLE_COPY_MOVE(StreamWriter)

    // Queues a chunk and flushes it. False once the peer is gone, the stream is closed, or the peer reads so
    // slowly that more than 1 MiB waits for it: then the connection is dropped.
    virtual bool write(QByteArray chunk) = 0;
    virtual void close() = 0;
    virtual bool isOpen() const = 0;
};

// An answer without an end: `text/event-stream`, status 200. `open` is called once, after the head was queued,
// on an HTTP worker thread. Heartbeats are the owner's job: a stream silent for two minutes is closed.
struct EventStream {
    std::function<void(std::shared_ptr<StreamWriter>)> open;
};

// An answer that is made piece by piece while the peer reads it, so that its length costs no memory. Sent chunked.
struct LongBody {
    Response head;  // status, content type and headers; its body is not sent
    // Called on an HTTP worker thread, one at a time, each time when the peer has taken the piece before. An empty piece is the end;
    // nullopt breaks the answer off, so that nobody can take a part of it for the whole.
    std::function<std::optional<QByteArray>()> next;
};

// `text` with everything outside the characters of RFC 6749 5.2 replaced by '?'.
QByteArray errorText(const QString &text);

// Whether the query holds a parameter of one of these names, however it is escaped. Secrets must never travel
// in an URL (RFC 6749 2.3.1); a query that cannot be decoded counts as holding them.
bool queryHasAny(const Request &request, const QList<QByteArray> &names);

} // namespace countersign::authority::http
