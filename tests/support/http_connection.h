// One kept-alive HTTP/1.1 connection over a blocking socket. It never repeats a request by itself: a request whose answer was
// lost has an unknown outcome, and that is what fault tests are about.
#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <utility>
#include <vector>

namespace countersign::test {

using HttpHeaders = std::vector<std::pair<QByteArray, QByteArray>>;

struct HttpReply {
    int status = 0;  // 0: no whole answer came
    QByteArray head;  // status line and header lines as they came: hardly any of them is ever asked for
    QByteArray body;

    [[nodiscard]] QByteArray header(QByteArrayView name) const;  // first of that name, compared without case
    [[nodiscard]] QJsonObject json() const;                      // empty when the body is none
    [[nodiscard]] QByteArray text(QLatin1String member) const;
};

struct HttpRequest {
    QByteArray method;
    QByteArray target;
    HttpHeaders headers;
    QByteArray body;  // with a Content-Type among the headers
};

class HttpConnection {
public:
    // To 127.0.0.1. Opened at the first request, and again after one that failed.
    explicit HttpConnection(quint16 port, int timeoutMs = 20'000);
    ~HttpConnection();
    HttpConnection(HttpConnection &&other) noexcept;
    HttpConnection &operator=(HttpConnection &&) = delete;

    [[nodiscard]] HttpReply send(const HttpRequest &request);
    // The bytes of an endless answer, until `enough(all so far)` or the timeout.
    template <class F>
    [[nodiscard]] QByteArray stream(const HttpRequest &request, F enough)
    {
        QByteArray all;
        if (!open() || !writeAll(bytesOf(request)))
            return all;
        while (!enough(all) && readSome(all)) { }
        close();
        return all;
    }

    [[nodiscard]] bool open();  // true when connected
    void close();
    void setPort(quint16 port) { close(); m_port = port; }
    [[nodiscard]] int socket() const { return m_socket; }
    [[nodiscard]] static QByteArray bytesOf(const HttpRequest &request);
    [[nodiscard]] bool writeAll(QByteArrayView bytes);
    [[nodiscard]] bool readSome(QByteArray &into);

private:
    [[nodiscard]] HttpReply readReply();

    quint16 m_port;
    int m_timeoutMs;
    int m_socket = -1;
    QByteArray m_rest;
};

}  // namespace countersign::test
