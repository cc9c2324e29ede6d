// Our callbacks for RESTinio's parser. Its own cut off what is too large without a word, keep all of it until then, and keep a
// record for every chunk of a body; ours keep just enough for the router to refuse it with an answer.
#pragma once

#include "app/authority/http/guarded_socket.h"
#include "app/authority/http/limits.h"

#include <http_parser.h>
#include <restinio/http_server.hpp>

#include <algorithm>
#include <climits>
#include <string>

namespace countersign::authority::http::parser_hooks {

inline restinio::impl::http_parser_ctx_t &contextOf(http_parser *parser)
{
    return *static_cast<restinio::impl::http_parser_ctx_t *>(parser->data);
}

// Exceptions (no memory) must not pass through the parser, which is C.
template <class Step>
int guarded(Step step) noexcept
{
    try {
        return step();
    } catch (const std::exception &) {
        return -1;
    }
}

inline int refuse(int status)
{
    if (SocketGuard *guard = SocketGuard::beingParsed())
        guard->refusal = status;
    return -1;
}

inline int onMessageBegin(http_parser *parser)
{
    if (SocketGuard *guard = SocketGuard::beingParsed())
        guard->parser = parser;
    return 0;
}

inline int onTarget(http_parser *parser, const char *at, std::size_t length)
{
    return guarded([&] {
        auto &header = contextOf(parser).m_header;
        header.append_request_target(at, std::min(length, kMaxTarget + 1 - header.request_target().size()));
        return 0;
    });
}

inline int onHeaderName(http_parser *parser, const char *at, std::size_t length)
{
    return guarded([&] {
        auto &context = contextOf(parser);
        if (context.m_leading_headers_completed)
            return 0;  // trailers: nobody here wants one (RFC 9110 6.5.1)
        std::string &name = context.m_current_field_name;
        if (context.m_last_was_value)
            name.clear();
        context.m_last_was_value = false;
        name.append(at, std::min(length, kMaxHeader + 1 - name.size()));
        return 0;
    });
}

inline int onHeaderValue(http_parser *parser, const char *at, std::size_t length)
{
    return guarded([&] {
        auto &context = contextOf(parser);
        if (context.m_leading_headers_completed)
            return 0;
        const bool isFirstPart = !context.m_last_was_value;
        context.m_last_was_value = true;
        if (isFirstPart) {
            context.m_last_value_total_size = 0;
            if (++context.m_total_field_count > kMostHeaders)
                return refuse(431);
        }
        if (context.m_total_field_count > kMaxHeaders + 1)
            return 0;
        const std::size_t kept = std::min(length, kMaxHeader + 1 - context.m_last_value_total_size);
        context.m_last_value_total_size += kept;
        if (isFirstPart)
            context.m_header.add_field(std::move(context.m_current_field_name), std::string(at, kept));
        else
            restinio::impl::append_last_field_accessor(context.m_header, restinio::string_view_t(at, kept));
        return 0;
    });
}

// RFC 9110 10.1.1: the peer sends its body once it was told to.
inline bool expectsContinue(const restinio::http_request_header_t &header, unsigned short minor)
{
    std::string value = header.get_field_or("Expect", std::string());
    std::transform(value.begin(), value.end(), value.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return minor >= 1 && value == "100-continue";
}

// Upgrades are ignored (RFC 9110 7.8) and CONNECT is a method nobody takes: RESTinio stops all of a connection's timers
// for both. HTTP other than 1.x is refused, and the minor version kept for the rule about Host.
inline int onHeadersComplete(http_parser *parser)
{
    return guarded([&] {
        auto &context = contextOf(parser);
        parser->upgrade = 0;
        if (parser->http_major != 1)
            return refuse(505);
        context.m_leading_headers_completed = true;
        context.m_last_value_total_size = 0;  // of no more use for headers: counts the body from here on
        context.m_header.http_minor(parser->http_minor);
        const bool expects = expectsContinue(context.m_header, parser->http_minor);
        const std::size_t most = maxBody(context.m_header.request_target());
        const uint64_t length = parser->content_length == ULLONG_MAX ? 0 : parser->content_length;
        // No body is read; the router refuses what the header announces, and closes.
        if (length > (expects ? most : kMostBody))
            return 1;
        if (SocketGuard *guard = SocketGuard::beingParsed()) {
            guard->wantsContinue = expects;
            guard->isTooLong = length > most;
        }
        context.m_body.reserve(std::min<std::size_t>(length, kMaxBody + 1));
        return 0;
    });
}

inline int onBody(http_parser *parser, const char *at, std::size_t length)
{
    return guarded([&] {
        auto &context = contextOf(parser);
        context.m_last_value_total_size += length;
        if (context.m_last_value_total_size > kMostBody)
            return refuse(413);
        const std::size_t most = maxBody(context.m_header.request_target());
        context.m_body.append(at, std::min(length, most + 1 - context.m_body.size()));
        if (SocketGuard *guard = SocketGuard::beingParsed(); guard && context.m_body.size() > most)
            guard->isTooLong = true;
        return 0;
    });
}

template <class Methods>
http_parser_settings settings()
{
    // RESTinio's own only where a message ends: what follows it there belongs to RESTinio.
    http_parser_settings hooks = restinio::impl::create_parser_settings<Methods>();
    hooks.on_message_begin = &onMessageBegin;
    hooks.on_url = &onTarget;
    hooks.on_header_field = &onHeaderName;
    hooks.on_header_value = &onHeaderValue;
    hooks.on_headers_complete = &onHeadersComplete;
    hooks.on_body = &onBody;
    hooks.on_chunk_header = nullptr;
    hooks.on_chunk_complete = nullptr;
    return hooks;
}

}  // namespace countersign::authority::http::parser_hooks
