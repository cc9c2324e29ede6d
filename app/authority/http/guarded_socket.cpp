#include "app/authority/http/guarded_socket.h"

#include "app/authority/http/head.h"

namespace countersign::authority::http {

namespace {

Response refusalOf(const SocketGuard &guard)
{
    const auto fault = guard.parser ? HTTP_PARSER_ERRNO(guard.parser) : guard.startsAsMethod ? HPE_INVALID_METHOD : HPE_UNKNOWN;
    if (guard.refusal == 431 || fault == HPE_HEADER_OVERFLOW)
        return Response::error(431, "header_fields_too_large", QStringLiteral("The request line and headers are too large."));
    if (guard.refusal == 413 || guard.isTooLong)
        return Response::error(413, "request_too_large", QStringLiteral("The body is longer than 64 KiB."));
    if (guard.refusal == 505)
        return Response::error(505, "invalid_request", QStringLiteral("This server speaks HTTP/1.1."));
    if (guard.isTooSlow) // RFC 9110 15.5.9
        return Response::error(408, "invalid_request", QStringLiteral("The request did not come to its end in time."));
    if (fault == HPE_INVALID_METHOD) // RFC 9110 9.1
        return Response::error(501, "invalid_request", QStringLiteral("This method is not known here."));
    return Response::error(400, "invalid_request", QStringLiteral("The request is no well-formed HTTP/1.1."));
}

QByteArray lastWords(const Response &response)
{
    return responseHead(response, Framing::Length, AfterResponse::Close) + response.body;
}

} // namespace

QByteArray malformedAnswer(const SocketGuard &guard)
{
    return lastWords(refusalOf(guard));
}

QByteArray crowdedAnswer()
{
    return lastWords(Response::error(503, "temporarily_unavailable", QStringLiteral("There are as many connections from this address as may be."))
                         .withHeader("Retry-After", "5"));
}

} // namespace countersign::authority::http
