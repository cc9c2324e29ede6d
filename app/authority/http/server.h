#pragma once

#include "app/authority/http/figures.h"
#include "app/authority/http/message.h"
#include "app/authority/http/router.h"
#include "app/base/result.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>

namespace countersign::authority::http {

// The way to answer one request: from any thread, exactly once (later answers are dropped). Copies answer the
// same request. When the last copy goes without an answer, the client gets 500.
class Reply {
public:
    struct State; // the connection's side, internal to http/

    explicit Reply(std::shared_ptr<State> state);
    void send(Response response) const;
    void stream(EventStream stream) const;
    void sendLong(LongBody body) const;

private:
    std::shared_ptr<State> m_state;
};

struct ServerOptions {
    QByteArray address = "127.0.0.1"; // IP to listen on
    quint16 port = 0;                 // 0: any free one, see Server::port()
    QString certificateFile;          // PEM chain; with keyFile turns TLS (1.2 or later) on
    QString keyFile;                  // PEM
    int threads = 3;                  // that run handlers
    int connectionsPerAddress = 256;
    int connectionsTotal = 4096; // lowered when the process may not open as many files
    std::chrono::milliseconds readTimeout{15'000};  // TLS handshake; a request from its first byte to its last
    std::chrono::milliseconds idleTimeout{60'000};  // between requests
    std::chrono::milliseconds writeTimeout{15'000}; // one write to a peer that does not read
    std::chrono::milliseconds stopTimeout{5'000};   // for requests in flight when stopping
};

// The authority's HTTP/1.1 server. Owns its threads.
class Server {
public:
    using Handler = std::function<void(Request, Reply)>;

    Server(ServerOptions options, Handler handler);
    ~Server(); // stops
    Q_DISABLE_COPY_MOVE(Server)

    // Listens; on return clients can connect. Fails when the address is taken or a TLS file is unreadable.
    base::Status start();
    // Stops accepting, lets requests in flight finish up to stopTimeout, closes streams, joins the threads.
    // Must not be called from a handler. Calling it twice is harmless.
    void stop();
    quint16 port() const; // the real one, 0 when not listening

    class Impl;

private:
    std::unique_ptr<Impl> m_impl;
};

// Runs one Work on the writer thread and calls back with its response once committed (any thread).
using WorkRunner = std::function<void(Work, std::function<void(Response)>)>;

// The handler of a whole authority: route, then answer, hand the Work to `runWork`, or stream. An exception out
// of a handler is answered 500 and told to nobody. `router` and `figures` must outlive the server.
Server::Handler routed(const Router &router, WorkRunner runWork, Figures *figures = nullptr);

} // namespace countersign::authority::http
