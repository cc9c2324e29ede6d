#include "tests/support/http_connection.h"

#include "app/base/json.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace countersign::test {

namespace {

constexpr base::json::Limits kWide{64 * 1024 * 1024, 64, 1 << 22, base::json::Numbers::Any};

void setTimeout(int socket, int milliseconds)
{
    const timeval wait{milliseconds / 1000, (milliseconds % 1000) * 1000};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

// The head up to its empty line. Status 0: this is no HTTP.
HttpReply parseHead(QByteArrayView head)
{
    HttpReply reply{0, head.toByteArray(), {}};
    if (head.startsWith("HTTP/1.") && head.size() >= 12)
        reply.status = head.sliced(9, 3).toByteArray().toInt();
    return reply;
}

}  // namespace

QByteArray HttpReply::header(QByteArrayView name) const
{
    const QByteArrayView all(head);
    for (qsizetype end = all.indexOf('\n'); end >= 0;) {
        const qsizetype begin = end + 1;
        end = all.indexOf('\n', begin);
        const QByteArrayView line = all.sliced(begin, (end < 0 ? all.size() : end) - begin);
        if (line.size() > name.size() && line[name.size()] == ':' && line.first(name.size()).compare(name, Qt::CaseInsensitive) == 0)
            return line.sliced(name.size() + 1).trimmed().toByteArray();
    }
    return {};
}

QJsonObject HttpReply::json() const
{
    const auto object = base::json::parseObject(body, kWide);
    return object ? *object : QJsonObject();
}

QByteArray HttpReply::text(QLatin1String member) const
{
    return json().value(member).toString().toUtf8();
}

HttpConnection::HttpConnection(quint16 port, int timeoutMs) : m_port(port), m_timeoutMs(timeoutMs) {}

HttpConnection::~HttpConnection()
{
    close();
}

HttpConnection::HttpConnection(HttpConnection &&other) noexcept
    : m_port(other.m_port), m_timeoutMs(other.m_timeoutMs), m_socket(std::exchange(other.m_socket, -1)), m_rest(std::move(other.m_rest))
{
}

bool HttpConnection::open()
{
    if (m_socket >= 0)
        return true;
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (m_socket < 0)
        return false;
    setTimeout(m_socket, m_timeoutMs);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(m_port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        close();
    return m_socket >= 0;
}

void HttpConnection::close()
{
    if (m_socket >= 0)
        ::close(std::exchange(m_socket, -1));
    m_rest.clear();
}

QByteArray HttpConnection::bytesOf(const HttpRequest &request)
{
    QByteArray bytes = request.method + ' ' + request.target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    for (const auto &[name, value] : request.headers)
        bytes += name + ": " + value + "\r\n";
    if (!request.body.isEmpty() || request.method != "GET")
        bytes += "Content-Length: " + QByteArray::number(request.body.size()) + "\r\n";
    return bytes + "\r\n" + request.body;
}

bool HttpConnection::writeAll(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::send(m_socket, bytes.data(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL);
        if (written <= 0)
            return false;
        bytes = bytes.sliced(written);
    }
    return true;
}

bool HttpConnection::readSome(QByteArray &into)
{
    char buffer[16 * 1024];
    const ssize_t count = ::recv(m_socket, buffer, sizeof buffer, 0);
    if (count <= 0)
        return false;
    into.append(buffer, count);
    return true;
}

HttpReply HttpConnection::readReply()
{
    qsizetype end = -1;
    while ((end = m_rest.indexOf("\r\n\r\n")) < 0) {
        if (!readSome(m_rest))
            return {};
    }
    HttpReply reply = parseHead(QByteArrayView(m_rest).first(end));
    bool known = false;
    const qsizetype length = reply.header("Content-Length").toLongLong(&known);
    const bool bodiless = reply.status == 204 || reply.status == 304;
    while (known && m_rest.size() < end + 4 + length) {
        if (!readSome(m_rest))
            return {};
    }
    if (!known && !bodiless) {  // ends with the connection
        while (readSome(m_rest)) { }
        reply.body = m_rest.mid(end + 4);
        close();
        return reply;
    }
    reply.body = m_rest.mid(end + 4, length);
    m_rest.remove(0, end + 4 + length);
    if (reply.header("Connection").compare("close", Qt::CaseInsensitive) == 0)
        close();
    return reply;
}

HttpReply HttpConnection::send(const HttpRequest &request)
{
    if (!open() || !writeAll(bytesOf(request))) {
        close();
        return {};
    }
    const HttpReply reply = readReply();
    if (reply.status == 0)
        close();
    return reply;
}

}  // namespace countersign::test
