// The live stream of one authority: connects, reads, notices silence, comes back. What it tells are hints.
#pragma once

#include "app/backends/countersign/hint_gate.h"
#include "app/backends/countersign/sse_parser.h"
#include "app/backends/countersign/token_keeper.h"

#include <QPointer>

class QNetworkReply;

namespace countersign::backends {

class EventStream : public QObject {
    Q_OBJECT

public:
    struct Parts {
        HttpClient *http;
        TokenKeeper *tokens;
        const base::Clock *clock;
    };
    explicit EventStream(Parts parts, QObject *parent = nullptr);
    ~EventStream() override;

    void start(const QUrl &endpoint);  // keeps coming back until stop()
    void stop();
    void retryNow();

Q_SIGNALS:
    void linkChanged(countersign::backends::LinkFact link);
    void hint(const countersign::backends::EventHint &event);

private:
    void connectNow();
    void attach(QNetworkReply *reply);
    void onHeaders();
    void onBytes();
    void onEvent(const SseEvent &event);
    void drop(const QString &why);
    void checkSilence();
    void setLink(LinkFact link);

    Parts m_parts;
    QUrl m_endpoint;
    QPointer<QNetworkReply> m_reply;
    SseParser m_parser;
    HintGate m_gate;
    QByteArray m_lastId;
    QTimer m_reconnect, m_silence;
    qint64 m_lastByteMs = 0;
    int m_failures = 0;
    bool m_running = false, m_live = false, m_connecting = false;
    int m_round = 0;
    LinkFact m_link = LinkFact::Offline;
};

// From one event's name and data; nullopt for kinds this console does not know. Malformed for broken data.
[[nodiscard]] base::Result<std::optional<EventHint>> readHint(const SseEvent &event);

}  // namespace countersign::backends
