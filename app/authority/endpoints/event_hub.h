// The live stream's sending side: one thread that reads the outbox after each commit and hands every listener what it may see.
//
// Events come from the outbox table only, so none is sent before it is durable, and none is lost to a crash in between.
#pragma once

#include "app/authority/grants/caller.h"
#include "app/authority/http/message.h"
#include "app/authority/services.h"

#include <QHash>
#include <QSet>

#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace countersign::authority::store {
struct StoredEvent;
}

namespace countersign::authority::endpoints {

class EventHub {
public:
    // Registers with the store: construct before the first submit. The thread starts here and ends with stop().
    explicit EventHub(Services &services);
    ~EventHub();
    Q_DISABLE_COPY_MOVE(EventHub)

    struct Listener {
        grants::PresentedToken token;
        grants::Caller caller;
        std::shared_ptr<http::StreamWriter> writer;
        qint64 position = 0;  // id of the last event sent or skipped
        bool needsReset = false;
        qint64 lastWriteMs = 0;
        qint64 lastCheckMs = 0;
    };

    // False: this user has as many streams as one may have; those whose peer is gone stop counting within two seconds.
    // Any thread.
    [[nodiscard]] bool reserve(const base::Subject &user);
    void release(const base::Subject &user);
    void add(Listener listener);
    // The scope that a listener with these must keep: one of those that let somebody see any event at all.
    [[nodiscard]] static QLatin1StringView neededScope(const QStringList &ofToken);
    // Where a reconnecting console goes on (WHATWG SSE). Reset: what it missed is gone, or the id is not ours.
    struct Resume {
        qint64 position = 0;
        bool reset = false;
    };
    [[nodiscard]] Resume resumeFrom(const std::optional<QByteArray> &lastEventId);

    void stop();  // closes every stream; called before the server stops

private:
    void wake();
    void run();
    void serve(Listener &listener, const std::vector<store::StoredEvent> &events, qint64 nowMs);
    QSet<QString> takeProbes(qint64 nowMs);
    bool checkCaller(Listener &listener, qint64 nowMs);

    Services &m_services;
    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    bool m_woken = false;
    bool m_stopping = false;
    std::list<Listener> m_arriving;
    QHash<QString, int> m_streams;
    QHash<QString, int> m_probes;  // users who were refused a stream: rounds of heartbeats still to send
    qint64 m_lastProbeMs = 0;
    std::list<Listener> m_listeners;  // the thread's own
    std::thread m_thread;
};

}  // namespace countersign::authority::endpoints
