#pragma once

#include "app/authority/http/message.h"

#include <QByteArray>
#include <QHash>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace countersign::authority::http {

// Something outside the server that holds one of its connections.
class Holder {
public:
    virtual ~Holder() = default;
    Holder() = default;
    Q_DISABLE_COPY_MOVE(Holder)
    virtual void letGo() = 0; // gives the connection up and calls Traffic::forget; any thread, any number of times
};

// What one server has under way: open connections per address, requests in flight, streams. Shared by every thread and
// outlives the server for as long as somebody still holds a Reply.
class Traffic : public std::enable_shared_from_this<Traffic> {
public:
    // Given back by its destructor.
    class Token {
    public:
        explicit Token(std::function<void()> giveBack) : m_giveBack(std::move(giveBack)) {}
        ~Token() { m_giveBack(); }
        Q_DISABLE_COPY_MOVE(Token)

    private:
        std::function<void()> m_giveBack;
    };

    struct Limits {
        int perAddress = 0;
        int total = 0;
    };

    explicit Traffic(Limits limits) : m_limits(limits) {}

    // One TCP connection, named by its peer.
    struct Peer {
        QByteArray address;
        quint16 port = 0;
        QByteArray name() const { return address + ' ' + QByteArray::number(port); }
    };
    // A place for one more connection of this peer, or null when it or all together have too many.
    std::shared_ptr<Token> admit(const Peer &peer);
    // An answer was handed to the connection; whatever it sends next came later (Request::sentNotBeforeMs).
    void noteAnswer(const Peer &peer);
    struct Moment {
        qint64 atMs = 0;         // wall clock: when the connection was accepted or last answered
        bool isAnswered = false; // it was, at least once
    };
    Moment lastMoment(const Peer &peer);
    // Held from a request's arrival until its answer is written or lost.
    std::shared_ptr<Token> beginRequest();
    void addStream(const std::shared_ptr<StreamWriter> &stream);

    void remember(const std::shared_ptr<Holder> &holder);
    void forget(Holder *holder);

    bool isStopping() const { return m_stopping; }
    // Closes the streams and waits for the requests in flight.
    void drain(std::chrono::milliseconds limit);
    // Makes every Reply and stream give up its connection, so that nothing outside keeps one open. On return no other
    // thread is still busy doing so.
    void takeBackConnections();

private:
    void leave(const QByteArray &key, const QByteArray &connection);
    void endRequest();

    const Limits m_limits;
    std::atomic<bool> m_stopping = false;
    std::mutex m_mutex;
    std::condition_variable m_idle;
    QHash<QByteArray, int> m_connections; // by address key
    QHash<QByteArray, Moment> m_moments; // by Peer::name()
    int m_total = 0;
    int m_inFlight = 0;
    std::vector<std::weak_ptr<StreamWriter>> m_streams;
    std::unordered_map<Holder *, std::weak_ptr<Holder>> m_holders;
};

} // namespace countersign::authority::http
