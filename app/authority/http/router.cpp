#include "app/authority/http/router.h"

#include "app/authority/http/escapes.h"
#include "app/authority/http/limits.h"

#include <algorithm>
#include <optional>

namespace countersign::authority::http {

namespace {

constexpr qsizetype kMaxParameter = 128;

bool isAlnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// RFC 9110 5.6.2 token
bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return isAlnum(c) || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    });
}

bool isParameter(QByteArrayView segment)
{
    return !segment.isEmpty() && segment.size() <= kMaxParameter
        && std::all_of(segment.begin(), segment.end(), [](char c) { return isAlnum(c) || QByteArrayView("._~-").contains(c); })
        && segment != "." && segment != ".."; // RFC 3986 5.2.4: they never name anything
}

bool isTemplate(QByteArrayView segment)
{
    return segment.startsWith('{') && segment.endsWith('}');
}

// Raw segments after the leading '/'; empty when there is none. "/a//b" has an empty segment and so matches nothing.
std::vector<QByteArray> split(const QByteArray &path)
{
    if (!path.startsWith('/'))
        return {};
    const auto parts = path.sliced(1).split('/');
    return {parts.begin(), parts.end()};
}

bool takesRest(const std::vector<QByteArray> &segments)
{
    return !segments.empty() && segments.back().endsWith("*}");
}

bool matches(const std::vector<QByteArray> &segments, const std::vector<QByteArray> &path)
{
    if (takesRest(segments))
        return path.size() >= segments.size() && std::equal(segments.begin(), segments.end() - 1, path.begin());
    return std::equal(segments.begin(), segments.end(), path.begin(), path.end(), [](const auto &want, const auto &have) {
        return isTemplate(want) ? isParameter(have) : want == have;
    });
}

Response invalid(const QString &why)
{
    return Response::error(400, "invalid_request", why);
}

// Of a body that is too long not all was read.
bool isTooLong(const Request &request)
{
    const std::size_t most = maxBody({request.target.constData(), static_cast<std::size_t>(request.target.size())});
    return request.body.size() > qsizetype(most) || request.header("content-length").value_or(QByteArray()).toULongLong() > most;
}

std::optional<Response> refuseSize(const Request &request)
{
    if (request.target.size() > qsizetype(kMaxTarget))
        return Response::error(414, "uri_too_long", QStringLiteral("The request target is longer than 8 KiB."));
    const bool large = request.headers.size() > kMaxHeaders
        || std::any_of(request.headers.begin(), request.headers.end(),
                       [](const auto &h) { return h.first.size() + h.second.size() > qsizetype(kMaxHeader); });
    if (large) {
        return Response::error(431, "header_fields_too_large",
                               QStringLiteral("There are more than 64 headers, or one is longer than 8 KiB."));
    }
    if (isTooLong(request))
        return Response::error(413, "request_too_large", QStringLiteral("The body is longer than is read here: 64 KiB, for a catalogue 3 MiB.")).withHeader("Connection", "close");
    return std::nullopt;
}

std::optional<Response> refuseHeaders(const Request &request)
{
    // A name with a blank before the colon is read differently by different parties (RFC 9112 5.1).
    if (!std::all_of(request.headers.begin(), request.headers.end(), [](const auto &h) { return isToken(h.first); }))
        return invalid(QStringLiteral("A header name is malformed.")).withHeader("Connection", "close");
    const auto hosts = request.headerAll("host");
    if (hosts.size() > 1 || (hosts.isEmpty() && request.httpMinor >= 1)) { // RFC 9112 3.2
        return invalid(QStringLiteral("A request needs exactly one Host header.")).withHeader("Connection", "close");
    }
    // The one coding we know, said once; never in HTTP/1.0 (RFC 9112 6.1).
    const auto codings = request.headerAll("transfer-encoding");
    const bool chunked = codings == QByteArrayList{"chunked"} && request.httpMinor >= 1;
    if (!codings.isEmpty() && !chunked)
        return invalid(QStringLiteral("The transfer encoding is not supported.")).withHeader("Connection", "close");
    for (const QByteArray &expectation : request.headerAll("expect")) { // RFC 9110 10.1.1
        if (expectation.compare("100-continue", Qt::CaseInsensitive) != 0)
            return Response::error(417, "expectation_failed", QStringLiteral("That expectation is not known here."));
    }
    for (const char *single : {"authorization", "content-type"}) {
        if (request.headerAll(single).size() > 1)
            return invalid(QStringLiteral("The header %1 was sent more than once.").arg(QLatin1String(single)));
    }
    return std::nullopt;
}

// `type`, with at most the parameter charset=utf-8. Anything else, even a trailing ';', is another media type.
bool isMediaType(const QByteArray &value, QByteArrayView type)
{
    const qsizetype semicolon = value.indexOf(';');
    if (before(value, ';').trimmed().compare(type, Qt::CaseInsensitive) != 0)
        return false;
    if (semicolon < 0)
        return true;
    const QByteArray parameter = value.sliced(semicolon + 1).trimmed().toLower();
    return parameter == "charset=utf-8" || parameter == "charset=\"utf-8\"";
}

std::optional<Response> refuseBody(const Request &request, BodyKind kind)
{
    if (kind == BodyKind::Ignored)
        return std::nullopt;
    for (const QByteArray &encoding : request.headerAll("content-encoding")) {
        if (encoding.compare("identity", Qt::CaseInsensitive) != 0)
            return Response::error(415, "unsupported_media_type", QStringLiteral("A content encoding is not supported."));
    }
    if (kind == BodyKind::None)
        return request.body.isEmpty() ? std::nullopt : std::optional(invalid(QStringLiteral("No body is expected here.")));
    const QByteArrayView type = kind == BodyKind::Form ? "application/x-www-form-urlencoded" : "application/json";
    if (isMediaType(request.header("content-type").value_or(QByteArray()), type))
        return std::nullopt;
    return Response::error(415, "unsupported_media_type",
                           QStringLiteral("The content type has to be %1.").arg(QLatin1String(type)));
}

} // namespace

void Router::add(QByteArray method, QByteArray pathTemplate, BodyKind body, Handler handler)
{
    auto segments = split(pathTemplate);
    auto route = std::find_if(m_routes.begin(), m_routes.end(), [&](const Route &r) { return r.segments == segments; });
    if (route == m_routes.end())
        route = m_routes.insert(m_routes.end(), Route{std::move(segments), {}});
    route->methods.insert_or_assign(std::move(method), Method{body, std::move(handler)});
}

const Router::Route *Router::find(Request &request) const
{
    const auto path = split(request.path);
    const Route *best = nullptr;
    for (const Route &route : m_routes) {
        if (!matches(route.segments, path))
            continue;
        // Fixed text wins over a parameter at the first segment where two routes differ.
        if (!best || std::lexicographical_compare(route.segments.begin(), route.segments.end(), best->segments.begin(),
                best->segments.end(), [](const auto &a, const auto &b) { return isTemplate(a) < isTemplate(b); }))
            best = &route;
    }
    for (std::size_t i = 0; best && !takesRest(best->segments) && i < path.size(); ++i) {
        if (isTemplate(best->segments[i]))
            request.pathParams.insert_or_assign(best->segments[i].sliced(1).chopped(1), path[i]);
    }
    return best;
}

Outcome Router::dispatch(Request &request) const
{
    if (auto refusal = refuseSize(request))
        return std::move(*refusal);
    if (auto refusal = refuseHeaders(request))
        return std::move(*refusal);
    const Route *route = find(request);
    if (!route)
        return Response::error(404, "not_found", QStringLiteral("There is nothing at this path."));
    const auto method = route->methods.find(request.method);
    if (method == route->methods.end()) {
        QByteArrayList allowed;
        for (const auto &[name, unused] : route->methods)
            allowed.append(name);
        return Response::error(405, "method_not_allowed", QStringLiteral("This path does not take that method."))
            .withHeader("Allow", allowed.join(", "));
    }
    if (auto refusal = refuseBody(request, method->second.body))
        return std::move(*refusal);
    return method->second.handler(request);
}

std::vector<QByteArray> Router::routes() const
{
    std::vector<QByteArray> result;
    for (const Route &route : m_routes) {
        QByteArray path;
        for (const QByteArray &segment : route.segments)
            path += '/' + segment;
        for (const auto &[method, handler] : route.methods)
            result.push_back(method + ' ' + path);
    }
    std::sort(result.begin(), result.end());
    return result;
}

} // namespace countersign::authority::http
