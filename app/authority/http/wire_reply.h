#pragma once

#include "app/authority/http/server.h"
#include "app/authority/http/traffic.h"

#include <restinio/request_handler.hpp>

#include <memory>

namespace countersign::authority::http {

struct Reply::State {
    State() = default;
    virtual ~State() = default;
    Q_DISABLE_COPY_MOVE(State)
    virtual void send(Response response) = 0;
    virtual void stream(EventStream stream) = 0;
    virtual void sendLong(LongBody body) = 0;
};

// Textual; an IPv4 peer of an IPv6 socket is written as IPv4.
Traffic::Peer peerOf(const restinio::endpoint_t &endpoint);
Request toRequest(Traffic &traffic, const restinio::request_t &request);
Reply makeReply(const std::shared_ptr<Traffic> &traffic, const restinio::request_handle_t &request);

} // namespace countersign::authority::http
