#include "app/authority/endpoints/page_request.h"

#include "app/authority/http/message.h"
#include "app/crypto/encoding.h"
#include "app/oauth/error_code.h"

namespace countersign::authority::endpoints {

grants::Or<http::Form> readQuery(const http::Request &request, const QStringList &known)
{
    const auto query = http::parseForm(request.query);
    if (!query)
        return grants::refuse(400, oauth::error::kInvalidRequest, QLatin1StringView("The query is malformed."));
    for (const QString &name : query->names()) {
        if (!known.contains(name))
            return http::Response::error(400, "invalid_request", known.isEmpty() ? QStringLiteral("%1 is no parameter here: there are none.").arg(name.left(40))
                                                                                 : QStringLiteral("%1 is no parameter here: there are %2.").arg(name.left(40), known.join(QLatin1String(", "))));
    }
    return *query;
}

http::Handler withoutQuery(http::Handler handler)
{
    return [handler = std::move(handler)](const http::Request &request) -> http::Outcome {
        auto query = readQuery(request, {});
        if (auto *refusal = grants::refusal(query))
            return std::move(*refusal);
        return handler(request);
    };
}

QString cursorText(qint64 time, const QString &id)
{
    const QByteArray text = QByteArray::number(time) + ' ' + id.toUtf8();
    return QString::fromLatin1(crypto::base64Url(text));
}

std::optional<Page> readPage(const http::Form &query)
{
    Page page;
    bool isNumber = true;
    if (const auto limit = query.get(QStringLiteral("limit")))
        page.limit = limit->toInt(&isNumber);
    if (!isNumber || page.limit < 1 || page.limit > 200)
        return std::nullopt;
    const auto cursor = query.get(QStringLiteral("cursor"));
    if (!cursor)
        return page;
    const auto text = crypto::fromBase64Url(cursor->toLatin1());
    const qsizetype blank = text ? text->indexOf(' ') : -1;
    if (blank < 0)
        return std::nullopt;
    page.beforeTime = text->first(blank).toLongLong(&isNumber);
    page.beforeId = QString::fromUtf8(text->sliced(blank + 1));
    return isNumber ? std::optional(page) : std::nullopt;
}

}  // namespace countersign::authority::endpoints
