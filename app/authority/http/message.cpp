#include "app/authority/http/message.h"

#include "app/authority/http/escapes.h"
#include "app/base/json.h"

#include <algorithm>

namespace countersign::authority::http {

std::optional<QByteArray> Request::header(QByteArrayView name) const
{
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto &h) { return h.first == name; });
    return found == headers.end() ? std::nullopt : std::optional(found->second);
}

QList<QByteArray> Request::headerAll(QByteArrayView name) const
{
    QList<QByteArray> values;
    for (const auto &[key, value] : headers) {
        if (key == name)
            values.append(value);
    }
    return values;
}

QByteArray Request::pathParam(QByteArrayView name) const
{
    const auto found = pathParams.find(name.toByteArray());
    return found == pathParams.end() ? QByteArray() : found->second;
}

Response Response::json(int status, const QJsonObject &object)
{
    Response response;
    response.status = status;
    response.body = base::json::canonical(object);
    return response;
}

Response Response::text(int status, QByteArray body, QByteArray contentType)
{
    Response response;
    response.status = status;
    response.contentType = std::move(contentType);
    response.body = std::move(body);
    return response;
}

Response Response::empty(int status)
{
    return text(status, {}, {});
}

Response Response::error(int status, QByteArrayView code, const QString &description)
{
    // The code obeys the same character set as its description.
    return json(status, {{QStringLiteral("error"), QString::fromLatin1(errorText(QString::fromLatin1(code)))},
                         {QStringLiteral("error_description"), QString::fromLatin1(errorText(description))}});
}

Response &Response::withHeader(QByteArray name, QByteArray value) &
{
    headers.emplaceBack(std::move(name), std::move(value));
    return *this;
}

Response &&Response::withHeader(QByteArray name, QByteArray value) &&
{
    return std::move(withHeader(std::move(name), std::move(value)));
}

QByteArray errorText(const QString &text)
{
    QByteArray safe;
    safe.reserve(text.size());
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        const bool allowed = u >= 0x20 && u <= 0x7e && u != '"' && u != '\\'; // RFC 6749 5.2
        safe.append(allowed ? static_cast<char>(u) : '?');
    }
    return safe;
}

bool queryHasAny(const Request &request, const QList<QByteArray> &names)
{
    for (const QByteArray &field : request.query.split('&')) {
        const auto name = unescapeFormText(before(field, '='));
        if (!name || names.contains(name->toUtf8()))
            return true;
    }
    return false;
}

} // namespace countersign::authority::http
