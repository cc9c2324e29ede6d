#include "app/backends/countersign/token_keeper.h"

#include "app/base/json.h"
#include "app/crypto/jws.h"
#include "app/oauth/dpop.h"
#include "app/oauth/error_code.h"
#include "app/oauth/names.h"
#include "app/oauth/token_response.h"

#include <QJsonArray>

namespace countersign::backends {
namespace {

using base::Answer;
using base::Done;
using base::Errc;
using base::Result;
using base::Status;

// A token that ends within this time is renewed before it is used: the authority's check comes after ours.
constexpr qint64 kMarginMs = 20'000;
constexpr int kSaveAgainMs = 5'000;

QString fromView(QByteArrayView bytes)
{
    return QString::fromUtf8(bytes);
}

QString errorCode(const HttpAnswer &answer)
{
    const Result<QJsonObject> body = base::json::parseObject(answer.body);
    return body ? base::json::text(*body, QLatin1String("error")).value_or(QString()) : QString();
}

base::Error tokenError(const HttpAnswer &answer)
{
    const QString detail = QStringLiteral("the token endpoint answered %1 %2").arg(answer.status).arg(errorCode(answer).left(64));
    if (answer.status == 429 || answer.status >= 500)
        return {Errc::Unavailable, detail};
    return {Errc::Unauthenticated, detail};
}

}  // namespace

QByteArray formBody(const QList<std::pair<QString, QString>> &fields)
{
    QByteArray body;
    for (const auto &[name, value] : fields) {
        if (!body.isEmpty())
            body += '&';
        body += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    }
    return body;
}

TokenKeeper::TokenKeeper(Parts parts, QObject *parent) : QObject(parent), m_parts(std::move(parts)), m_serverClock(*m_parts.clock)
{
    m_saveAgain.setSingleShot(true);
    connect(&m_saveAgain, &QTimer::timeout, this, [this] {
        if (m_unsaved)
            keep(m_unsaved);
    });
}

void TokenKeeper::sign(HttpRequest &request, QByteArrayView accessToken)
{
    oauth::ProofTarget target{request.method, request.url.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment), accessToken.toByteArray(), m_dpopNonce};
    request.headers.append({"DPoP", oauth::makeProof(m_key->key(), target, m_serverClock.now())});
    if (!accessToken.isEmpty())
        request.headers.append({"Authorization", "DPoP " + accessToken.toByteArray()});
}

Answer<Done> TokenKeeper::redeem(const QList<std::pair<QString, QString>> &fields)
{
    HttpRequest request;
    request.method = "POST";
    request.url = QUrl(m_metadata.tokenEndpoint, QUrl::StrictMode);
    request.contentType = "application/x-www-form-urlencoded";
    request.body = formBody(fields);
    base::Asked<Done> asked;
    HttpRequest signedRequest = request;
    sign(signedRequest, {});
    base::whenAnswered(this, m_parts.http->send(signedRequest), [this, asked, request](const Result<HttpAnswer> &answer) {
        if (!answer) {
            asked.give(answer.error());
            return;
        }
        const QByteArray nonce = answer->header("dpop-nonce");
        const bool wantsNonce = answer->status == 400 && !nonce.isEmpty() && nonce != m_dpopNonce
                                && errorCode(*answer) == oauth::error::kUseDpopNonce;
        if (!nonce.isEmpty())
            m_dpopNonce = nonce;
        if (!wantsNonce) {
            asked.give(adopt(*answer));
            return;
        }
        HttpRequest again = request;
        sign(again, {});
        base::whenAnswered(this, m_parts.http->send(again), [this, asked](const Result<HttpAnswer> &second) {
            if (second)
                asked.give(adopt(*second));
            else
                asked.give(second.error());
        });
    });
    return asked.answer();
}

Status TokenKeeper::adopt(const HttpAnswer &answer)
{
    m_serverClock.observeDate(answer.header("date"));
    if (answer.status != 200)
        return tokenError(answer);
    const Result<QJsonObject> body = base::json::parseObject(answer.body);
    if (!body)
        return body.error();
    Result<oauth::TokenResponse> tokens = oauth::readTokenResponse(*body);
    if (!tokens)
        return tokens.error();
    if (tokens->tokenType.compare(QLatin1String("DPoP"), Qt::CaseInsensitive) != 0)
        return {Errc::Malformed, QStringLiteral("the token is not bound to this console's key")};
    const Result<QJsonObject> claims = checkToken(tokens->accessToken);
    if (!claims)
        return claims.error();
    m_access = std::make_shared<const base::Secret>(std::move(tokens->accessToken));
    m_accessEndsMs = m_parts.clock->monotonicMs() + std::clamp<qint64>(tokens->expiresIn, 0, 24 * 3600) * 1000;
    if (!tokens->scopes.isEmpty())
        m_scopes = tokens->scopes;
    readLabels(*claims);
    if (!tokens->refreshToken.isEmpty())
        keep(std::make_shared<const base::Secret>(std::move(tokens->refreshToken)));
    return Done{};
}

// A token made for another authority, client or key must not become this console's session (RFC 9700 4.4, 4.9). It comes
// from the authority itself, over a verified connection, so its signature is left to the APIs (OpenID Connect Core 3.1.3.7).
Result<QJsonObject> TokenKeeper::checkToken(const base::Secret &token) const
{
    const Result<crypto::Jws> parsed = crypto::parseJws(token.reveal(), oauth::kTypeAccessToken);
    if (!parsed)
        return {Errc::Malformed, QStringLiteral("the access token is no signed token of type at+jwt")};
    const QJsonObject &claims = parsed->claims;
    const auto text = [&claims](QLatin1String name) { return base::json::text(claims, name).value_or(QString()); };
    if (text(QLatin1String("iss")) != m_metadata.issuer)
        return {Errc::Corrupt, QStringLiteral("the access token is of another issuer")};
    const QJsonValue audience = claims.value(QLatin1String("aud"));
    if (audience != QJsonValue(m_metadata.issuer) && !audience.toArray().contains(QJsonValue(m_metadata.issuer)))
        return {Errc::Malformed, QStringLiteral("the access token is not for this authority")};
    if (text(QLatin1String("client_id")) != oauth::kConsoleClientId || text(QLatin1String("sub")).isEmpty())
        return {Errc::Malformed, QStringLiteral("the access token was not made for this console")};
    if (claims.value(QLatin1String("cnf")).toObject().value(QLatin1String("jkt")).toString().toLatin1() != m_key->key().publicKey().thumbprint())
        return {Errc::Malformed, QStringLiteral("the access token is bound to another key")};
    if (base::json::integer(claims, QLatin1String("exp")).value_or(0) <= m_serverClock.now())
        return {Errc::Malformed, QStringLiteral("the access token has already expired")};
    return claims;
}

// Two claims are labels on the screen; the name is text from outside.
void TokenKeeper::readLabels(const QJsonObject &claims)
{
    m_subject = base::json::text(claims, QLatin1String("sub")).value_or(QString());
    m_name = base::json::text(claims, QLatin1String("preferred_username")).value_or(QString()).left(128);
}

// The store's entry is replaced only by a write that succeeded: until then the old token stays, which the authority
// honours for a while as long as the new one is unused.
void TokenKeeper::keep(const base::SharedSecret &refresh)
{
    m_refresh = refresh;
    m_unsaved = refresh;
    base::whenAnswered(this, m_parts.store->write(m_parts.refreshName, refresh->clone()), [this, refresh](const Status &written) {
        if (m_unsaved != refresh)
            return;
        if (written)
            m_unsaved.reset();
        else
            m_saveAgain.start(kSaveAgainMs);
    });
}

bool TokenKeeper::isFresh() const
{
    return m_access && m_parts.clock->monotonicMs() + kMarginMs < m_accessEndsMs;
}

Answer<Done> TokenKeeper::fresh()
{
    return isFresh() ? base::answered<Done>(Done{}) : renew();
}

Answer<Done> TokenKeeper::renew()
{
    if (m_renewing)
        return *m_renewing;  // one renewal for all who wait: a refresh token works once
    Answer<Done> answer;
    if (m_refresh)
        answer = refreshWith(m_refresh);
    else if (m_renewal)
        answer = m_renewal();
    else
        return base::answered<Done>({Errc::Unauthenticated, QStringLiteral("nobody is signed in")});
    m_renewing = answer;
    base::whenAnswered(this, answer, [this](const Status &status) {
        m_renewing.reset();
        if (!status && status.error().code == Errc::Unauthenticated) {
            m_access.reset();
            m_refresh.reset();
            Q_EMIT ended();
        }
    });
    return answer;
}

Answer<Done> TokenKeeper::refreshWith(const base::SharedSecret &token)
{
    return redeem({{QStringLiteral("grant_type"), oauth::kGrantRefreshToken},
                   {QStringLiteral("client_id"), oauth::kConsoleClientId},
                   {QStringLiteral("refresh_token"), fromView(token->reveal())}});
}

Answer<Done> TokenKeeper::resume()
{
    base::Asked<Done> asked;
    base::whenAnswered(this, m_parts.store->read(m_parts.refreshName), [this, asked](const Result<base::SharedSecret> &stored) {
        if (!stored) {
            asked.give(stored.error());
            return;
        }
        m_refresh = *stored;
        base::whenAnswered(this, renew(), [this, asked](const Status &status) {
            if (!status && status.error().code == Errc::Unauthenticated)
                (void)m_parts.store->remove(m_parts.refreshName);
            asked.give(status);
        });
    });
    return asked.answer();
}

Answer<HttpRequest> TokenKeeper::prepare(HttpRequest request)
{
    base::Asked<HttpRequest> asked;
    base::whenAnswered(this, fresh(), [this, asked, request](const Status &status) mutable {
        if (!status) {
            asked.give(status.error());
            return;
        }
        sign(request, m_access->reveal());
        asked.give(request);
    });
    return asked.answer();
}

Answer<HttpAnswer> TokenKeeper::send(HttpRequest request)
{
    base::Asked<HttpAnswer> asked;
    sendOnce(request, asked, 0);
    return asked.answer();
}

void TokenKeeper::sendOnce(const HttpRequest &request, const base::Asked<HttpAnswer> &asked, int attempt)
{
    base::whenAnswered(this, prepare(request), [this, request, asked, attempt](const Result<HttpRequest> &ready) {
        if (!ready) {
            asked.give(ready.error());
            return;
        }
        base::whenAnswered(this, m_parts.http->send(*ready), [this, request, asked, attempt](const Result<HttpAnswer> &answer) {
            if (!answer) {
                asked.give(answer.error());
                return;
            }
            m_serverClock.observeDate(answer->header("date"));
            const QByteArray nonce = answer->header("dpop-nonce");
            if (!nonce.isEmpty())
                m_dpopNonce = nonce;
            const bool outdated = answer->status == 401 && errorCode(*answer) != oauth::error::kInsufficientUserAuthentication;
            if (outdated)
                spoil();
            if (outdated && attempt == 0 && request.method == "GET")
                sendOnce(request, asked, 1);
            else
                asked.give(*answer);
        });
    });
}

void TokenKeeper::forget()
{
    m_access.reset();
    m_refresh.reset();
    m_unsaved.reset();
    m_saveAgain.stop();
    m_renewing.reset();
    m_subject.clear();
    m_name.clear();
    m_scopes.clear();
}

Answer<Done> TokenKeeper::signOut()
{
    base::Asked<Done> asked;
    const base::SharedSecret refresh = m_refresh;
    const auto removeHere = [this, asked] {
        forget();
        base::whenAnswered(this, m_parts.store->remove(m_parts.refreshName), [asked](const Status &removed) { asked.give(removed); });
    };
    if (!refresh || m_metadata.revocationEndpoint.isEmpty()) {
        removeHere();
        return asked.answer();
    }
    HttpRequest request;
    request.method = "POST";
    request.url = QUrl(m_metadata.revocationEndpoint, QUrl::StrictMode);
    request.contentType = "application/x-www-form-urlencoded";
    request.body = formBody({{QStringLiteral("token"), fromView(refresh->reveal())},
                             {QStringLiteral("token_type_hint"), QStringLiteral("refresh_token")},
                             {QStringLiteral("client_id"), oauth::kConsoleClientId}});
    sign(request, {});
    // Whatever the authority says, this computer forgets.
    base::whenAnswered(this, m_parts.http->send(request), [removeHere](const Result<HttpAnswer> &) { removeHere(); });
    return asked.answer();
}

}  // namespace countersign::backends
