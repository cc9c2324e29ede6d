#pragma once

#include "app/authority/http/server.h"
#include "app/authority/http/traffic.h"
#include "app/base/result.h"

#include <memory>

namespace countersign::authority::http {

// The part of the server that needs the HTTP library, behind plain C++: that library takes long to compile.
class Listener {
public:
    virtual ~Listener() = default;
    Listener() = default;
    Q_DISABLE_COPY_MOVE(Listener)

    virtual base::Status open() = 0; // binds, listens, starts the threads
    virtual quint16 port() const = 0;
    virtual void refuseNew() = 0;    // closes the listening socket; on return nobody can connect
    virtual void halt() = 0;         // drops whatever is left and joins the threads
};

std::unique_ptr<Listener> makePlainListener(const ServerOptions &options, Server::Handler handler,
                                            std::shared_ptr<Traffic> traffic);
std::unique_ptr<Listener> makeTlsListener(const ServerOptions &options, Server::Handler handler,
                                          std::shared_ptr<Traffic> traffic);

} // namespace countersign::authority::http
