// GET /events: hints that something changed, for consoles (protocol.md 6, WHATWG server-sent events).
#include "app/authority/endpoints/approval_endpoints.h"

#include "app/authority/endpoints/event_hub.h"
#include "app/authority/endpoints/page_request.h"
#include "app/authority/http/router.h"
#include "app/authority/store/store.h"
#include "app/authority/store/transaction.h"
#include "app/oauth/error_code.h"

namespace countersign::authority::endpoints {

namespace {

http::Outcome handle(Services &services, EventHub &hub, const http::Request &request)
{
    auto presented = grants::presentToken(services, request);
    if (const auto *refusal = std::get_if<http::Response>(&presented))
        return *refusal;
    const auto &token = std::get<grants::PresentedToken>(presented);
    std::optional<grants::Caller> caller;
    const auto answer = services.store.answer([&](store::Transaction &tx) -> http::Response {
        auto authenticated = grants::authenticateCaller(services, tx, token, EventHub::neededScope(token.claims.scopes));
        if (const auto *refusal = std::get_if<http::Response>(&authenticated))
            return *refusal;
        caller = std::get<grants::Caller>(authenticated);
        return http::Response::empty();
    });
    if (!caller)
        return answer;
    if (!hub.reserve(caller->user.sub))
        return http::Response::error(429, "too_many_streams", QStringLiteral("This user has as many open streams as one may have.")).withHeader("Retry-After", "2");

    const auto resume = hub.resumeFrom(request.header("last-event-id"));
    return http::EventStream{[&hub, token, caller = *caller, resume, now = services.clock.monotonicMs()](std::shared_ptr<http::StreamWriter> writer) {
        writer->write("retry: 1000\n: hb\n\n");
        EventHub::Listener listener;
        listener.token = token;
        listener.caller = caller;
        listener.writer = std::move(writer);
        listener.position = resume.position;
        listener.needsReset = resume.reset;
        listener.lastWriteMs = now;
        hub.add(std::move(listener));
    }};
}

}  // namespace

void registerEvents(http::Router &router, Services &services, EventHub &hub)
{
    router.add("GET", "/events", http::BodyKind::None, withoutQuery([&services, &hub](const http::Request &request) { return handle(services, hub, request); }));
}

}  // namespace countersign::authority::endpoints
