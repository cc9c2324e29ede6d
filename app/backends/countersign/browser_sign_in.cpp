#include "app/backends/countersign/browser_sign_in.h"

#include "app/backends/countersign/issuer_url.h"
#include "app/crypto/digest.h"
#include "app/oauth/names.h"
#include "app/oauth/pkce.h"

#include <QUrlQuery>

namespace countersign::backends {
namespace {

using base::Errc;

}  // namespace

BrowserSignIn::BrowserSignIn(Parts parts, QObject *parent) : QObject(parent), m_parts(std::move(parts)) {}

base::Answer<base::Done> BrowserSignIn::run()
{
    const QString state = QString::fromLatin1(crypto::randomToken());
    m_verifier = oauth::newCodeVerifier();
    m_listener = new LoopbackListener({state, m_parts.metadata.issuer}, this);
    base::Status ready = m_listener->listen();
    const base::Result<QUrl> url = ready ? authorizeUrl(state) : base::Result<QUrl>(ready.error());
    if (url)
        ready = m_parts.open(*url);
    else
        ready = url.error();
    if (!ready)
        m_asked.give(ready.error());
    else
        base::whenAnswered(this, m_listener->answer(), [this](const base::Result<Callback> &callback) { onCallback(callback); });
    return m_asked.answer();
}

base::Result<QUrl> BrowserSignIn::authorizeUrl(const QString &state) const
{
    const base::Result<QUrl> issuer = parseIssuer(m_parts.metadata.issuer);
    if (!issuer)
        return issuer;
    base::Result<QUrl> url = parseEndpoint(*issuer, m_parts.metadata.authorizationEndpoint);
    if (!url)
        return url;
    QList<std::pair<QString, QString>> fields{
        {QStringLiteral("response_type"), QStringLiteral("code")},
        {QStringLiteral("client_id"), oauth::kConsoleClientId},
        {QStringLiteral("redirect_uri"), m_listener->redirectUri()},
        {QStringLiteral("state"), state},
        {QStringLiteral("code_challenge"), QString::fromLatin1(oauth::codeChallenge(m_verifier))},
        {QStringLiteral("code_challenge_method"), QStringLiteral("S256")},
        {QStringLiteral("dpop_jkt"), QString::fromLatin1(m_parts.key->key().publicKey().thumbprint())}};
    if (!m_parts.scope.isEmpty())
        fields.append({QStringLiteral("scope"), m_parts.scope});
    if (m_parts.fresh)
        fields.append({QStringLiteral("max_age"), QStringLiteral("0")});
    url->setQuery(QString::fromLatin1(formBody(fields)), QUrl::StrictMode);
    return url;
}

void BrowserSignIn::onCallback(const base::Result<Callback> &callback)
{
    // The page of thanks is still on its way to the browser.
    QTimer::singleShot(3000, m_listener, &QObject::deleteLater);
    if (!callback) {
        m_asked.give(callback.error());
        return;
    }
    if (!callback->error.isEmpty()) {
        m_asked.give({Errc::Denied, callback->errorDescription.isEmpty() ? callback->error : callback->errorDescription});
        return;
    }
    const base::Answer<base::Done> redeemed = m_parts.tokens->redeem({{QStringLiteral("grant_type"), oauth::kGrantAuthorizationCode},
                                                                      {QStringLiteral("client_id"), oauth::kConsoleClientId},
                                                                      {QStringLiteral("code"), callback->code},
                                                                      {QStringLiteral("redirect_uri"), m_listener->redirectUri()},
                                                                      {QStringLiteral("code_verifier"), QString::fromLatin1(m_verifier)}});
    base::whenAnswered(this, redeemed, [asked = m_asked](const base::Status &status) { asked.give(status); });
}

}  // namespace countersign::backends
