#include "app/backends/countersign/issuer_url.h"

#include <QRegularExpression>

namespace countersign::backends {
namespace {

using base::Errc;

constexpr qsizetype kMaxUrl = 2048;

bool isPlainText(const QString &text)
{
    // What our own addresses are made of. Whatever a shell between here and the browser might read as more than text, a
    // web address may hold too, "$(…)" for one; an authority has no need of it. Percent signs only as escapes.
    static const QRegularExpression plain(QStringLiteral("\\A(?:[A-Za-z0-9._~:/?#\\[\\]@&+=-]|%[0-9A-F]{2})+\\z"));
    return plain.match(text).hasMatch();
}

// QUrl folds many spellings of an address into one ("127.1", "2130706433"): so the text itself is looked at.
bool isLiteralLoopback(const QString &text)
{
    static const QRegularExpression loopback(QStringLiteral("\\Ahttp://(?:127\\.0\\.0\\.1|\\[::1\\])(?::[1-9][0-9]{0,4})?(?:/|\\z)"));
    return loopback.match(text).hasMatch();
}

bool isHttpsHost(const QString &text)
{
    static const QRegularExpression host(
        QStringLiteral("\\Ahttps://(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]{2,45}\\])(?::[1-9][0-9]{0,4})?(?:/|\\z)"));
    return host.match(text).hasMatch();
}

base::Result<QUrl> parseAddress(const QString &text)
{
    if (text.isEmpty() || text.size() > kMaxUrl || !isPlainText(text))
        return {Errc::InvalidArgument, QStringLiteral("this is no plain web address")};
    if (!isLiteralLoopback(text) && !isHttpsHost(text))
        return {Errc::InvalidArgument, QStringLiteral("the address must begin with https:// and a host in lower case (http is for 127.0.0.1 and [::1] alone)")};
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || !url.userInfo().isEmpty() || url.hasFragment())
        return {Errc::InvalidArgument, QStringLiteral("the address must hold no user name and no fragment")};
    return url;
}

}  // namespace

base::Result<QUrl> parseIssuer(const QString &text)
{
    base::Result<QUrl> url = parseAddress(text);
    if (!url)
        return url;
    if (url->hasQuery() || text.endsWith(QLatin1Char('/')) || url->path().contains(QLatin1String("//"))
        || url->path().contains(QLatin1String("/.")) || text.contains(QLatin1Char('%')))
        return {Errc::InvalidArgument, QStringLiteral("an issuer has no query, no trailing slash and a plain path")};
    return url;
}

base::Result<QUrl> parseEndpoint(const QUrl &issuer, const QString &text)
{
    base::Result<QUrl> url = parseAddress(text);
    if (!url)
        return url;
    const bool sameOrigin = url->scheme() == issuer.scheme() && url->host() == issuer.host() && url->port() == issuer.port();
    if (!sameOrigin)
        return {Errc::Denied, QStringLiteral("the endpoint is not at the issuer's own address")};
    return url;
}

QString displayHost(const QUrl &issuer)
{
    const QString host = QString::fromLatin1(issuer.host(QUrl::FullyEncoded).toLatin1());
    return issuer.port() < 0 ? host : host + QLatin1Char(':') + QString::number(issuer.port());
}

QUrl metadataUrl(const QUrl &issuer)
{
    QUrl url = issuer;
    url.setPath(QLatin1String("/.well-known/oauth-authorization-server") + issuer.path());
    return url;
}

}  // namespace countersign::backends
