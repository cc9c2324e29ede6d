#include "app/backends/countersign/countersign_clients.h"

#include "app/backends/countersign/client_json.h"
#include "app/backends/countersign/exchange.h"
#include "app/backends/countersign/field_reader.h"

namespace countersign::backends {
namespace {

using base::Errc;
using base::Result;

QJsonObject because(const QString &reason)
{
    return {{QStringLiteral("reason"), reason}};
}

// A refusal in T, or the error that says nobody knows what happened.
template <class T>
Result<T> refusalOr(const HttpAnswer &answer)
{
    const Result<QJsonObject> body = base::json::parseObject(answer.body);
    const std::optional<ClientRefusal> refusal = clientRefusal(answer.status, body ? *body : QJsonObject());
    if (!refusal)
        return refusedBy(answer);
    T no;
    no.refusal = refusal;
    if (body)
        no.detail = body->value(QLatin1String("error_description")).toString().left(FieldReader::kShort);
    return no;
}

// "Revoked", "frozen" and the like are said to people: only on the word of the authority that this very client is so.
Result<ClientAnswer> readChanged(const base::ClientId &id, const QJsonObject &body)
{
    const Result<ClientEntry> client = readFrozen(body);
    if (!client)
        return client.error();
    if (client->id != id)
        return {Errc::Corrupt, QStringLiteral("the authority answered about another client")};
    const Result<base::SharedSecret> secret = readClientSecret(body);
    if (!secret)
        return secret.error();
    return ClientAnswer{*client, *secret, std::nullopt, {}};
}

}  // namespace

QString CountersignClients::urlOf(const base::ClientId &id) const
{
    return m_endpoints.clients + QLatin1Char('/') + urlSegment(id.text());
}

Answer<ClientPage> CountersignClients::page(const ClientQuery &query)
{
    QString url = m_endpoints.clients + QStringLiteral("?status=all&limit=%1").arg(query.limit);
    if (!query.cursor.isEmpty())
        url += QStringLiteral("&cursor=") + urlSegment(query.cursor);
    return askAndRead<ClientPage, ReadIn::AnyThread>(m_tokens, jsonRequest("GET", url),
                                                     [](const HttpAnswer &, const QJsonObject &body) { return readClientPage(body); });
}

Answer<ClientEntry> CountersignClients::client(const base::ClientId &id)
{
    return askAndRead<ClientEntry>(m_tokens, jsonRequest("GET", urlOf(id)), [id](const HttpAnswer &, const QJsonObject &body) -> Result<ClientEntry> {
        Result<ClientEntry> client = readClient(body);
        if (client && client->id != id)
            return {Errc::Corrupt, QStringLiteral("the authority answered about another client")};
        return client;
    });
}

Answer<RegisteredClient> CountersignClients::add(const NewClient &client)
{
    if (m_endpoints.registration.isEmpty())
        return base::answered<RegisteredClient>({Errc::Unsupported, QStringLiteral("the authority has no registration endpoint")});
    base::Asked<RegisteredClient> asked;
    base::whenAnswered(&m_tokens, m_tokens.send(jsonRequest("POST", m_endpoints.registration, registrationJson(client))),
                       [asked](const Result<HttpAnswer> &answer) {
                           if (!answer)
                               asked.give(answer.error());
                           else if (answer->status != 201)
                               asked.give(refusalOr<RegisteredClient>(*answer));
                           else
                               giveRead<ReadIn::AskersThread>(asked, *answer, [](const HttpAnswer &, const QJsonObject &body) { return readRegistered(body); });
                       });
    return asked.answer();
}

Answer<ClientAnswer> CountersignClients::change(const base::ClientId &id, QLatin1String verb, const QJsonObject &body)
{
    base::Asked<ClientAnswer> asked;
    base::whenAnswered(&m_tokens, m_tokens.send(jsonRequest("POST", urlOf(id) + QLatin1Char('/') + verb, body)), [asked, id](const Result<HttpAnswer> &answer) {
        if (!answer)
            asked.give(answer.error());
        else if (answer->status != 200)
            asked.give(refusalOr<ClientAnswer>(*answer));
        else
            giveRead<ReadIn::AskersThread>(asked, *answer, [id](const HttpAnswer &, const QJsonObject &said) { return readChanged(id, said); });
    });
    return asked.answer();
}

Answer<ClientAnswer> CountersignClients::extend(const base::ClientId &id, qint64 expiresAt, const QString &reason)
{
    return change(id, QLatin1String("extend"), {{QStringLiteral("client_expires_at"), expiresAt}, {QStringLiteral("reason"), reason}});
}

Answer<ClientAnswer> CountersignClients::rotateSecret(const base::ClientId &id, const QString &reason)
{
    return change(id, QLatin1String("rotate-secret"), because(reason));
}

Answer<ClientAnswer> CountersignClients::revoke(const base::ClientId &id, const QString &reason)
{
    return change(id, QLatin1String("revoke"), because(reason));
}

Answer<ClientAnswer> CountersignClients::freeze(const base::ClientId &id, const QString &reason)
{
    return change(id, QLatin1String("freeze"), because(reason));
}

Answer<ClientAnswer> CountersignClients::unfreeze(const base::ClientId &id, const QString &reason)
{
    return change(id, QLatin1String("unfreeze"), because(reason));
}

Answer<InitialTokenList> CountersignClients::initialTokens()
{
    return askAndRead<InitialTokenList>(m_tokens, jsonRequest("GET", m_endpoints.initialTokens),
                                        [](const HttpAnswer &, const QJsonObject &body) { return readInitialTokens(body); });
}

Answer<InitialTokenAnswer> CountersignClients::addInitialToken(const NewInitialToken &token)
{
    base::Asked<InitialTokenAnswer> asked;
    base::whenAnswered(&m_tokens, m_tokens.send(jsonRequest("POST", m_endpoints.initialTokens, initialTokenJson(token))), [asked](const Result<HttpAnswer> &answer) {
        if (!answer)
            asked.give(answer.error());
        else if (answer->status != 201)
            asked.give(refusalOr<InitialTokenAnswer>(*answer));
        else
            giveRead<ReadIn::AskersThread>(asked, *answer, [](const HttpAnswer &, const QJsonObject &body) { return readNewInitialToken(body); });
    });
    return asked.answer();
}

Answer<InitialTokenAnswer> CountersignClients::revokeInitialToken(const QString &id, const QString &reason)
{
    base::Asked<InitialTokenAnswer> asked;
    const QString url = m_endpoints.initialTokens + QLatin1Char('/') + urlSegment(id) + QStringLiteral("/revoke");
    base::whenAnswered(&m_tokens, m_tokens.send(jsonRequest("POST", url, because(reason))), [asked, id](const Result<HttpAnswer> &answer) {
        if (!answer)
            asked.give(answer.error());
        else if (answer->status != 200)
            asked.give(refusalOr<InitialTokenAnswer>(*answer));
        else
            asked.give(InitialTokenAnswer{id, 0, {}, std::nullopt, {}});
    });
    return asked.answer();
}

}  // namespace countersign::backends
