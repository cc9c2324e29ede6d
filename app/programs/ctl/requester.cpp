#include "app/programs/ctl/requester.h"

#include "app/backends/countersign/issuer_url.h"
#include "app/backends/countersign/token_keeper.h"
#include "app/base/json.h"
#include "app/oauth/assertion.h"
#include "app/oauth/dpop.h"
#include "app/oauth/names.h"
#include "app/programs/ctl/terminal.h"

namespace countersign::ctl {
namespace {

using backends::HttpAnswer;
using backends::HttpRequest;
using base::Errc;
using base::Result;

QString shown(const base::SharedSecret &secret)
{
    return QString::fromUtf8(secret->reveal());
}

template <class T, class From>
Requester::Outcome<T> passOn(const From &failed)
{
    if (const auto *wire = std::get_if<WireError>(&failed))
        return *wire;
    return std::get<base::Error>(failed);
}

}  // namespace

Requester::Requester(Options options) : m_options(std::move(options)), m_serverClock(m_clock)
{
    if (!m_options.extraCertificates.isEmpty())
        (void)m_http.trustAlso(m_options.extraCertificates);
}

base::Status Requester::connect()
{
    const Result<QUrl> issuer = backends::parseIssuer(m_options.issuer);
    if (!issuer)
        return issuer.error();
    HttpRequest request;
    request.url = backends::metadataUrl(*issuer);
    const Result<HttpAnswer> answer = await(m_http.send(request));
    if (!answer)
        return answer.error();
    m_serverClock.observeDate(answer->header("date"));
    const Result<QJsonObject> body = base::json::parseObject(answer->body);
    if (answer->status != 200 || !body)
        return {Errc::Malformed, QStringLiteral("%1 is no authority: its metadata cannot be read").arg(m_options.issuer)};
    Result<oauth::Metadata> metadata = oauth::readMetadata(*body, m_options.issuer);
    if (!metadata)
        return {Errc::Corrupt, QStringLiteral("the metadata cannot be trusted: ") + metadata.error().detail};
    m_metadata = std::move(metadata).value();
    return base::Done{};
}

// RFC 7523 2.2. A new one for each request: an assertion works once.
Requester::Fields Requester::assertion() const
{
    if (!m_options.clientKey)
        return {};
    const QByteArray signedText = oauth::makeClientAssertion(*m_options.clientKey, m_options.clientId, m_metadata.issuer, m_serverClock.now());
    return {{QStringLiteral("client_assertion_type"), oauth::kAssertionJwtBearer}, {QStringLiteral("client_assertion"), QString::fromLatin1(signedText)}};
}

void Requester::presentSecret(HttpRequest &request) const
{
    if (m_options.clientKey)
        return;
    // RFC 6749 2.3.1: both halves form-encoded before they are joined.
    const QByteArray pair = QUrl::toPercentEncoding(m_options.clientId) + ':' + QUrl::toPercentEncoding(shown(m_options.secret));
    request.headers.append({QByteArray("Authorization"), "Basic " + pair.toBase64()});
}

Requester::Outcome<QJsonObject> Requester::exchange(HttpRequest request)
{
    request.method = "POST";
    presentSecret(request);
    request.headers.append({QByteArray("Accept"), QByteArray("application/json")});
    return send(request);
}

Requester::Outcome<QJsonObject> Requester::send(const HttpRequest &request)
{
    const Result<HttpAnswer> answer = await(m_http.send(request));
    if (!answer)
        return answer.error();
    m_serverClock.observeDate(answer->header("date"));
    const Result<QJsonObject> body = base::json::parseObject(answer->body, {.bytes = backends::kMaxAnswerBytes});
    if (answer->status >= 200 && answer->status < 300)
        return body ? Outcome<QJsonObject>(*body) : Outcome<QJsonObject>(body.error());
    if (!body)
        return base::Error{answer->status >= 500 ? Errc::Unavailable : Errc::Malformed, QStringLiteral("the authority answered %1").arg(answer->status)};
    return WireError{answer->status, base::json::text(*body, QLatin1String("error")).value_or(QString()).left(64),
                     base::json::text(*body, QLatin1String("error_description")).value_or(QString()).left(600)};
}

Requester::Outcome<QJsonObject> Requester::post(const QString &url, const Fields &fields, Bind bind)
{
    HttpRequest request;
    request.url = QUrl(url, QUrl::StrictMode);
    request.contentType = "application/x-www-form-urlencoded";
    request.body = backends::formBody(fields + assertion());
    if (bind == Bind::Key && m_options.dpopKey) {
        const oauth::ProofTarget target{"POST", url.toUtf8(), {}, {}};
        request.headers.append({QByteArray("DPoP"), oauth::makeProof(*m_options.dpopKey, target, m_serverClock.now())});
    }
    return exchange(std::move(request));
}

Requester::Outcome<oauth::TokenResponse> Requester::baseToken(const QString &scope)
{
    Fields fields{{QStringLiteral("grant_type"), oauth::kGrantClientCredentials}};
    if (!scope.isEmpty())
        fields.append({QStringLiteral("scope"), scope});
    const Outcome<QJsonObject> answer = post(m_metadata.tokenEndpoint, fields, Bind::No);
    const auto *body = std::get_if<QJsonObject>(&answer);
    if (!body)
        return passOn<oauth::TokenResponse>(answer);
    Result<oauth::TokenResponse> tokens = oauth::readTokenResponse(*body);
    if (!tokens)
        return tokens.error();
    return std::move(tokens).value();
}

Requester::Outcome<Asked> Requester::ask(const Asking &asking)
{
    const QJsonArray details{QJsonObject{{QStringLiteral("type"), asking.type}, {QStringLiteral("params"), asking.params}}};
    QByteArray text = base::json::canonical(details);
    Fields fields{{QStringLiteral("authorization_details"), QString::fromUtf8(text)}};
    if (asking.baseToken)
        fields.append({QStringLiteral("login_hint_token"), shown(asking.baseToken)});
    const std::pair<const char *, const QString &> optional[] = {{"login_hint", asking.loginHint}, {"scope", asking.scope},
                                                                 {"reason", asking.reason},        {"ticket", asking.ticket},
                                                                 {"binding_message", asking.bindingMessage}, {"requested_expiry", asking.expiry}};
    for (const auto &[name, value] : optional) {
        if (!value.isEmpty())
            fields.append({QString::fromLatin1(name), value});
    }
    const Outcome<QJsonObject> answer = post(m_metadata.backchannelAuthenticationEndpoint, fields, Bind::Key);
    const auto *body = std::get_if<QJsonObject>(&answer);
    if (!body)
        return passOn<Asked>(answer);
    const auto id = base::json::text(*body, QLatin1String("auth_req_id"));
    const auto approval = base::json::text(*body, QLatin1String("approval_id"));
    const auto expires = base::json::integer(*body, QLatin1String("expires_in"));
    if (!id || !approval || !expires || approval->size() > 128)
        return base::Error{Errc::Malformed, QStringLiteral("the answer to the request lacks auth_req_id, approval_id or expires_in")};
    Asked asked;
    asked.authReqId = std::make_shared<const base::Secret>(id->toUtf8());
    asked.approvalId = *approval;
    asked.expiresIn = *expires;
    asked.interval = std::clamp<qint64>(base::json::integer(*body, QLatin1String("interval")).value_or(5), 1, 60);
    asked.confirmationCode = base::json::text(*body, QLatin1String("confirmation_code")).value_or(QString()).left(16);
    return asked;
}

Requester::Outcome<QJsonObject> Requester::poll(const Asked &asked)
{
    return post(m_metadata.tokenEndpoint, {{QStringLiteral("grant_type"), oauth::kGrantCiba}, {QStringLiteral("auth_req_id"), shown(asked.authReqId)}}, Bind::Key);
}

Requester::Outcome<QJsonObject> Requester::registerClient(const base::Secret &initialToken, const QJsonObject &metadata)
{
    if (m_metadata.registrationEndpoint.isEmpty())
        return base::Error{Errc::Unsupported, QStringLiteral("the authority registers no clients")};
    HttpRequest request;
    request.method = "POST";
    request.url = QUrl(m_metadata.registrationEndpoint, QUrl::StrictMode);
    request.contentType = "application/json";
    request.body = base::json::canonical(metadata);
    request.headers = {{QByteArray("Authorization"), "Bearer " + initialToken.reveal().toByteArray()}, {QByteArray("Accept"), QByteArray("application/json")}};
    return send(request);
}

base::Status Requester::deleteClient(const QString &registrationUri, const base::Secret &registrationToken)
{
    // The token goes nowhere but to the authority it is of.
    const Result<QUrl> issuer = backends::parseIssuer(m_options.issuer);
    const Result<QUrl> url = issuer ? backends::parseEndpoint(*issuer, registrationUri) : issuer;
    if (!url)
        return url.error();
    HttpRequest request;
    request.method = "DELETE";
    request.url = *url;
    request.headers = {{QByteArray("Authorization"), "Bearer " + registrationToken.reveal().toByteArray()}};
    const Result<HttpAnswer> answer = await(m_http.send(request));
    if (!answer)
        return answer.error();
    // 401: it is over already, which is what was wanted.
    if (answer->status == 204 || answer->status == 401)
        return base::Done{};
    return {answer->status >= 500 ? Errc::Unavailable : Errc::Denied, QStringLiteral("the authority answered %1").arg(answer->status)};
}

void Requester::cancel(const Asked &asked)
{
    (void)post(m_metadata.revocationEndpoint, {{QStringLiteral("token"), shown(asked.authReqId)}}, Bind::No);
}

Requester::Outcome<QJsonObject> Requester::consume(QJsonObject body, const QString &idempotencyKey)
{
    const Fields proof = assertion();
    for (const auto &[name, value] : proof)
        body.insert(name, value);
    HttpRequest request;
    request.url = QUrl(m_metadata.consumeEndpoint, QUrl::StrictMode);
    request.contentType = "application/json";
    request.body = base::json::canonical(body);
    if (!idempotencyKey.isEmpty())
        request.headers.append({QByteArray("Idempotency-Key"), idempotencyKey.toUtf8()});
    return exchange(std::move(request));
}

}  // namespace countersign::ctl
