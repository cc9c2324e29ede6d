#include "app/backends/countersign/exchange.h"

namespace countersign::backends {

using base::Errc;

HttpRequest jsonRequest(const QByteArray &method, const QString &url)
{
    HttpRequest request;
    request.method = method;
    request.url = QUrl(url, QUrl::StrictMode);
    request.headers.append({QByteArray("Accept"), QByteArray("application/json")});
    return request;
}

HttpRequest jsonRequest(const QByteArray &method, const QString &url, const QJsonObject &body)
{
    HttpRequest request = jsonRequest(method, url);
    request.contentType = "application/json";
    request.body = base::json::canonical(body);
    return request;
}

QString urlSegment(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

base::json::Limits answerLimits(const HttpAnswer &answer)
{
    base::json::Limits limits;
    // The HTTP client has already refused what is larger than the question allowed.
    limits.bytes = std::max(kMaxAnswerBytes, answer.body.size());
    limits.names = static_cast<int>(std::max<qsizetype>(200'000, answer.body.size() / 8));
    return limits;
}

base::Error refusedBy(const HttpAnswer &answer)
{
    const base::Result<QJsonObject> body = base::json::parseObject(answer.body);
    const QString code = body ? base::json::text(*body, QLatin1String("error")).value_or(QString()).left(64) : QString();
    const QString detail = QStringLiteral("the authority answered %1 %2").arg(answer.status).arg(code);
    switch (answer.status) {
    case 401: return {Errc::Unauthenticated, detail};
    case 403: return {Errc::Denied, detail};
    case 404: return {Errc::NotFound, detail};
    case 409: return {Errc::Conflict, detail};
    case 413: return {Errc::TooLarge, detail};
    default: return {answer.status >= 500 || answer.status == 429 ? Errc::Unavailable : Errc::Malformed, detail};
    }
}

}  // namespace countersign::backends
