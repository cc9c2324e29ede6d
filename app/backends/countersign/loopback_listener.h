// Receives the browser's one answer on 127.0.0.1 (RFC 8252 7.3, 8.3). Everything else that knocks gets a plain refusal.
#pragma once

#include "app/base/answer.h"

#include <QObject>
#include <QTcpServer>
#include <QTimer>

namespace countersign::backends {

struct Callback {
    QString code;
    QString error, errorDescription;  // instead of a code; text from outside
};

class LoopbackListener : public QObject {
    Q_OBJECT

public:
    static constexpr int kLifetimeMs = 5 * 60 * 1000;

    struct Expected {
        QString state;
        QString issuer;  // `iss` (RFC 9207 2.4)
    };
    explicit LoopbackListener(Expected expected, QObject *parent = nullptr);
    ~LoopbackListener() override;

    // Opens an ephemeral port on 127.0.0.1. Unavailable when none can be had.
    base::Status listen();
    // http://127.0.0.1:<port>/callback; stays when the port is closed again.
    [[nodiscard]] const QString &redirectUri() const { return m_redirectUri; }
    // The first valid answer; Timeout after five minutes, Cancelled when this object goes. The port is closed by then.
    [[nodiscard]] base::Answer<Callback> answer() const { return m_asked.answer(); }

private:
    void onConnection();
    void onBytes(QTcpSocket *socket);
    void respond(QTcpSocket *socket, const QByteArray &head);
    void finish(base::Result<Callback> result);
    [[nodiscard]] base::Result<Callback> readCallback(const QByteArray &query) const;

    Expected m_expected;
    QTcpServer m_server;
    QTimer m_lifetime;
    QString m_redirectUri;
    int m_connections = 0;
    base::Asked<Callback> m_asked;
};

}  // namespace countersign::backends
