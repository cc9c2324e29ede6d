#include "app/backends/countersign/loopback_listener.h"

#include <QStringDecoder>
#include <QTcpSocket>

#include <map>

namespace countersign::backends {
namespace {

using base::Errc;

constexpr qsizetype kMaxHead = 8 * 1024;
constexpr int kMaxConnections = 16;
constexpr int kConnectionMs = 10'000;

QByteArray page(int status, const QByteArray &reason, const QString &text)
{
    const QByteArray body = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Countersign</title></head><body><p>"
                            + text.toHtmlEscaped().toUtf8() + "</p></body></html>\n";
    return "HTTP/1.1 " + QByteArray::number(status) + ' ' + reason
           + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + QByteArray::number(body.size())
           + "\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\nX-Content-Type-Options: nosniff"
             "\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-store\r\n"
           + (status == 405 ? QByteArray("Allow: GET\r\n") : QByteArray()) + "Connection: close\r\n\r\n" + body;
}

// One spelling: %XX and '+' of application/x-www-form-urlencoded; nullopt for broken escapes and bytes that are no UTF-8.
std::optional<QString> decode(QByteArray text)
{
    text.replace('+', ' ');
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto isHex = [&text](qsizetype at) { return at < text.size() && std::isxdigit(static_cast<unsigned char>(text.at(at))); };
        if (text.at(i) == '%' && !(isHex(i + 1) && isHex(i + 2)))
            return std::nullopt;
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    QString decoded = decoder.decode(QByteArray::fromPercentEncoding(text));
    return decoder.hasError() ? std::nullopt : std::optional(decoded);
}

}  // namespace

LoopbackListener::LoopbackListener(Expected expected, QObject *parent) : QObject(parent), m_expected(std::move(expected))
{
    m_server.setMaxPendingConnections(kMaxConnections);
    connect(&m_server, &QTcpServer::newConnection, this, &LoopbackListener::onConnection);
    m_lifetime.setSingleShot(true);
    connect(&m_lifetime, &QTimer::timeout, this, [this] {
        finish({Errc::Timeout, QStringLiteral("the browser did not come back within five minutes")});
    });
}

LoopbackListener::~LoopbackListener() = default;

base::Status LoopbackListener::listen()
{
    // The literal address, never a name: what "localhost" means is for others to say (RFC 8252 8.3).
    if (!m_server.listen(QHostAddress(QHostAddress::LocalHost), 0))
        return {Errc::Unavailable, QStringLiteral("no port could be opened on 127.0.0.1: ") + m_server.errorString()};
    m_redirectUri = QStringLiteral("http://127.0.0.1:%1/callback").arg(m_server.serverPort());
    m_lifetime.start(kLifetimeMs);
    return base::Done{};
}

void LoopbackListener::onConnection()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_connections >= kMaxConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connections;
        socket->setParent(this);
        socket->setReadBufferSize(kMaxHead + 1);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onBytes(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QObject::destroyed, this, [this] { --m_connections; });
        QTimer::singleShot(kConnectionMs, socket, [socket] {
            socket->abort();
            socket->deleteLater();
        });
    }
}

void LoopbackListener::onBytes(QTcpSocket *socket)
{
    const QByteArray seen = socket->peek(kMaxHead + 1);
    const qsizetype end = seen.indexOf("\r\n\r\n");
    if (end < 0 && seen.size() <= kMaxHead)
        return;
    socket->disconnect(this);
    connect(socket, &QObject::destroyed, this, [this] { --m_connections; });
    (void)socket->readAll();
    if (end < 0) {
        socket->write(page(414, "URI Too Long", tr("This address is too long.")));
        socket->disconnectFromHost();
        return;
    }
    respond(socket, seen.first(end));
}

void LoopbackListener::respond(QTcpSocket *socket, const QByteArray &head)
{
    const QList<QByteArray> line = head.first(std::max<qsizetype>(head.indexOf('\r'), 0) > 0 ? head.indexOf('\r') : head.size()).split(' ');
    const auto send = [socket](const QByteArray &bytes) {
        socket->write(bytes);
        socket->disconnectFromHost();
    };
    if (line.size() != 3 || !line.at(2).startsWith("HTTP/1.")) {
        send(page(400, "Bad Request", tr("This is not a request a browser makes.")));
        return;
    }
    const QByteArray target = line.at(1);
    const qsizetype question = target.indexOf('?');
    const QByteArray path = question < 0 ? target : target.first(question);
    if (path != "/callback") {
        send(page(404, "Not Found", tr("There is nothing here.")));
        return;
    }
    if (line.at(0) != "GET") {
        send(page(405, "Method Not Allowed", tr("This address is only for the browser's way back from signing in.")));
        return;
    }
    base::Result<Callback> callback = readCallback(question < 0 ? QByteArray() : target.sliced(question + 1));
    if (!callback) {
        send(page(400, "Bad Request", tr("This answer does not belong to the sign-in that Countersign is waiting for. Nothing was changed.")));
        return;
    }
    const bool signedIn = callback->error.isEmpty();
    send(page(200, "OK", signedIn ? tr("You are signed in. You can close this page and go back to Countersign.")
                                  : tr("The sign-in was not completed. You can close this page; Countersign says why.")));
    // The page is on its way; the port closes to everyone else.
    finish(std::move(callback));
}

base::Result<Callback> LoopbackListener::readCallback(const QByteArray &query) const
{
    std::map<QString, QString> fields;
    const QList<QByteArray> pairs = query.split('&');
    for (const QByteArray &pair : pairs) {
        const qsizetype equals = pair.indexOf('=');
        if (pair.isEmpty() || equals < 1)
            return {Errc::Malformed, QStringLiteral("broken query")};
        const std::optional<QString> name = decode(pair.first(equals));
        const std::optional<QString> value = decode(pair.sliced(equals + 1));
        if (!name || !value || !fields.emplace(*name, *value).second)
            return {Errc::Malformed, QStringLiteral("broken or repeated parameter")};
    }
    const auto field = [&fields](QLatin1String name) {
        const auto found = fields.find(name);
        return found == fields.end() ? QString() : found->second;
    };
    if (field(QLatin1String("state")) != m_expected.state)
        return {Errc::Denied, QStringLiteral("wrong or missing state")};
    if (field(QLatin1String("iss")) != m_expected.issuer)
        return {Errc::Denied, QStringLiteral("wrong or missing iss")};
    Callback callback{field(QLatin1String("code")), field(QLatin1String("error")), field(QLatin1String("error_description")).left(512)};
    if (callback.code.isEmpty() == callback.error.isEmpty())
        return {Errc::Malformed, QStringLiteral("exactly one of code and error is needed")};
    return callback;
}

void LoopbackListener::finish(base::Result<Callback> result)
{
    m_lifetime.stop();
    m_server.close();
    m_asked.give(std::move(result));
}

}  // namespace countersign::backends
