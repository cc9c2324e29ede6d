// A server on loopback that answers every connection with the bytes a test wrote, however wrong, and keeps what it was sent.
#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <functional>

namespace countersign::tests {

class RudeServer : public QTcpServer {
public:
    using Answer = std::function<QByteArray(const QByteArray &request)>;

    explicit RudeServer(Answer answer) : m_answer(std::move(answer))
    {
        listen(QHostAddress::LocalHost, 0);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                ++connections;
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onBytes(socket); });
            }
        });
    }

    [[nodiscard]] QString origin() const { return QStringLiteral("http://127.0.0.1:%1").arg(serverPort()); }

    QList<QByteArray> requests;
    int connections = 0;
    bool keepOpen = false;
    std::function<void(QTcpSocket *, const QByteArray &request)> aboutToAnswer;  // for who goes on writing afterwards

    static QByteArray http(int status, const QByteArray &body, const QByteArray &headers = {})
    {
        return "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body;
    }

private:
    void onBytes(QTcpSocket *socket)
    {
        QByteArray &seen = m_seen[socket];
        seen += socket->readAll();
        const qsizetype end = seen.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const qsizetype at = seen.toLower().indexOf("content-length:");
        const qsizetype length = at < 0 || at > end ? 0 : seen.mid(at + 15, seen.indexOf('\r', at) - at - 15).trimmed().toLongLong();
        if (seen.size() < end + 4 + length)
            return;
        const QByteArray request = seen.left(end + 4 + length);
        seen.remove(0, end + 4 + length);
        requests.append(request);
        if (aboutToAnswer)
            aboutToAnswer(socket, request);
        socket->write(m_answer(request));
        if (!keepOpen)
            socket->disconnectFromHost();
    }

    Answer m_answer;
    QHash<QTcpSocket *, QByteArray> m_seen;
};

}  // namespace countersign::tests
