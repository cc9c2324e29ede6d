#include "app/authority/http/restinio_listener.h"

namespace countersign::authority::http {

std::unique_ptr<Listener> makePlainListener(const ServerOptions &options, Server::Handler handler,
                                            std::shared_ptr<Traffic> traffic)
{
    using Base = asio::ip::tcp::socket;
    return std::make_unique<RestinioListener<Base>>(options, std::move(handler), std::move(traffic),
        [](asio::io_context &loop, SocketTimes times) { return GuardedSocket<Base>(loop.get_executor(), times, loop); });
}

} // namespace countersign::authority::http
