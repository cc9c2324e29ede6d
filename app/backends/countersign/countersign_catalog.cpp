#include "app/backends/countersign/countersign_catalog.h"

#include "app/backends/countersign/catalog_json.h"
#include "app/backends/countersign/exchange.h"

namespace countersign::backends {

using base::Answer;
using base::Errc;
using base::Result;

HttpRequest CountersignCatalog::get(const QString &path) const
{
    HttpRequest request = jsonRequest("GET", m_endpoint + path);
    request.maxAnswerBytes = kMaxCatalogBytes;
    return request;
}

Answer<CatalogState> CountersignCatalog::current()
{
    return askAndRead<CatalogState, ReadIn::AnyThread>(m_tokens, get({}), [](const HttpAnswer &answer, const QJsonObject &body) -> Result<CatalogState> {
        Result<CatalogState> state = readCatalogState(body);
        if (!state)
            return state;
        state->etag = answer.header("etag");
        // Without one nothing could be applied without treading on somebody else's change.
        if (state->etag.isEmpty() || state->etag.size() > 128)
            return {Errc::Malformed, QStringLiteral("the catalogue came without an ETag")};
        return state;
    });
}

Answer<CatalogUsage> CountersignCatalog::usage()
{
    return askAndRead<CatalogUsage, ReadIn::AnyThread>(m_tokens, get(QStringLiteral("/usage")), [](const HttpAnswer &, const QJsonObject &body) { return readCatalogUsage(body); });
}

Answer<CatalogVersionPage> CountersignCatalog::versions(const QString &cursor)
{
    const QString query = cursor.isEmpty() ? QString() : QStringLiteral("?cursor=") + urlSegment(cursor);
    return askAndRead<CatalogVersionPage, ReadIn::AnyThread>(m_tokens, get(QStringLiteral("/versions") + query), [](const HttpAnswer &, const QJsonObject &body) { return readCatalogVersions(body); });
}

Answer<CatalogVersionText> CountersignCatalog::version(qint64 number)
{
    return askAndRead<CatalogVersionText, ReadIn::AnyThread>(m_tokens, get(QStringLiteral("/versions/%1").arg(number)),
                                          [number](const HttpAnswer &, const QJsonObject &body) -> Result<CatalogVersionText> {
        Result<CatalogVersionText> version = readCatalogVersion(body);
        if (version && version->version != number)
            return {Errc::Corrupt, QStringLiteral("the authority answered with another version")};
        return version;
    });
}

Answer<CatalogCheck> CountersignCatalog::check(const QString &toml)
{
    HttpRequest request = jsonRequest("POST", m_endpoint + QStringLiteral("/check"), QJsonObject{{QStringLiteral("toml"), toml}});
    request.maxAnswerBytes = kMaxCatalogBytes;
    return askAndRead<CatalogCheck, ReadIn::AnyThread>(m_tokens, request, [](const HttpAnswer &, const QJsonObject &body) { return readCatalogCheck(body); });
}

Answer<CatalogOutcome> CountersignCatalog::apply(const CatalogEdit &edit)
{
    HttpRequest request = jsonRequest("PUT", m_endpoint, QJsonObject{{QStringLiteral("toml"), edit.toml}, {QStringLiteral("reason"), edit.reason}});
    request.headers.append({QByteArray("If-Match"), edit.etag});
    request.maxAnswerBytes = kMaxCatalogBytes;
    base::Asked<CatalogOutcome> asked;
    base::whenAnswered(&m_tokens, m_tokens.send(request), [asked](const Result<HttpAnswer> &answer) {
        if (!answer) {
            asked.give(answer.error());
            return;
        }
        if (answer->status == 401 || answer->status == 429 || answer->status >= 500) {
            asked.give(refusedBy(*answer));
            return;
        }
        giveRead<ReadIn::AnyThread>(asked, *answer, [](const HttpAnswer &given, const QJsonObject &body) { return readCatalogOutcome(given.status, body); });
    });
    return asked.answer();
}

}  // namespace countersign::backends
