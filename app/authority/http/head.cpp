#include "app/authority/http/head.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace countersign::authority::http {

namespace {

QByteArrayView reasonPhrase(int status)
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 426: return "Upgrade Required";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return ""; // RFC 9112 4: the phrase may be empty
    }
}

// RFC 9110 5.6.7, made once a second and thread.
const QByteArray &date()
{
    thread_local qint64 second = -1;
    thread_local QByteArray text;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (now.toSecsSinceEpoch() != second) {
        second = now.toSecsSinceEpoch();
        text = QLocale::c().toString(now, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'")).toLatin1();
    }
    return text;
}

bool isNameCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

QByteArray oneLine(QByteArray value)
{
    std::replace_if(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
    return value;
}

void addHeader(QByteArray &head, const QByteArray &name, const QByteArray &value)
{
    head += name;
    head += ": ";
    head += value;
    head += "\r\n";
}

} // namespace

QByteArray responseHead(const Response &response, Framing framing, AfterResponse after)
{
    QByteArray head = "HTTP/1.1 ";
    head.reserve(512);
    head += QByteArray::number(response.status);
    head += ' ';
    head += reasonPhrase(response.status);
    head += "\r\n";
    addHeader(head, "Date", date());
    if (!response.contentType.isEmpty())
        addHeader(head, "Content-Type", oneLine(response.contentType));
    if (framing == Framing::Chunked)
        addHeader(head, "Transfer-Encoding", "chunked");
    else if (response.status != 204 && response.status != 304) // RFC 9110 8.6
        addHeader(head, "Content-Length", QByteArray::number(response.body.size()));
    addHeader(head, "Cache-Control", "no-store");
    addHeader(head, "X-Content-Type-Options", "nosniff");
    if (after == AfterResponse::Close)
        addHeader(head, "Connection", "close");
    for (const auto &[name, value] : response.headers) {
        if (name.compare("connection", Qt::CaseInsensitive) == 0 || name.isEmpty()
            || !std::all_of(name.begin(), name.end(), isNameCharacter))
            continue;
        addHeader(head, name, oneLine(value));
    }
    head += "\r\n";
    return head;
}

bool asksToClose(const Response &response)
{
    return std::any_of(response.headers.begin(), response.headers.end(), [](const auto &header) {
        return header.first.compare("connection", Qt::CaseInsensitive) == 0
            && header.second.compare("close", Qt::CaseInsensitive) == 0;
    });
}

} // namespace countersign::authority::http
