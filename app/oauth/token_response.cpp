#include "app/oauth/token_response.h"

#include "app/base/json.h"
#include "app/oauth/scope.h"

namespace countersign::oauth {

namespace {

base::Error malformed(const char *member)
{
    return {base::Errc::Malformed, QStringLiteral("the token response has no usable %1").arg(QLatin1String(member))};
}

base::Secret secretOf(const QString &text)
{
    return base::Secret(text.toUtf8());
}

}  // namespace

QJsonObject tokenResponseJson(const TokenResponse &response)
{
    QJsonObject body{{QStringLiteral("access_token"), QString::fromUtf8(response.accessToken.reveal())},
                     {QStringLiteral("token_type"), response.tokenType},
                     {QStringLiteral("expires_in"), response.expiresIn}};
    if (!response.refreshToken.isEmpty())
        body.insert(QStringLiteral("refresh_token"), QString::fromUtf8(response.refreshToken.reveal()));
    if (!response.scopes.isEmpty())
        body.insert(QStringLiteral("scope"), scopeText(response.scopes));
    if (!response.txn.isEmpty())
        body.insert(QStringLiteral("txn"), response.txn);
    if (!response.authorizationDetails.isEmpty())
        body.insert(QStringLiteral("authorization_details"), response.authorizationDetails);
    return body;
}

base::Result<TokenResponse> readTokenResponse(const QJsonObject &body)
{
    using base::json::integer, base::json::text;
    const auto access = text(body, QLatin1String("access_token"));
    if (!access || access->isEmpty())
        return malformed("access_token");
    TokenResponse response;
    response.accessToken = secretOf(*access);
    response.tokenType = text(body, QLatin1String("token_type")).value_or(QString());
    // Schemes are compared without case (RFC 6749 5.1).
    if (response.tokenType.compare(QLatin1String("DPoP"), Qt::CaseInsensitive) == 0)
        response.tokenType = QStringLiteral("DPoP");
    else if (response.tokenType.compare(QLatin1String("Bearer"), Qt::CaseInsensitive) == 0)
        response.tokenType = QStringLiteral("Bearer");
    else
        return malformed("token_type");
    const auto expiresIn = integer(body, QLatin1String("expires_in"));
    if (!expiresIn || *expiresIn <= 0)
        return malformed("expires_in");
    response.expiresIn = *expiresIn;
    response.refreshToken = secretOf(text(body, QLatin1String("refresh_token")).value_or(QString()));
    if (const auto scope = text(body, QLatin1String("scope")); scope && !scope->isEmpty()) {
        auto scopes = parseScope(*scope);
        if (!scopes)
            return malformed("scope");
        response.scopes = *scopes;
    }
    response.txn = text(body, QLatin1String("txn")).value_or(QString());
    response.authorizationDetails = body.value(QLatin1String("authorization_details")).toArray();
    return response;
}

base::Result<TokenError> readTokenError(const QJsonObject &body)
{
    const auto code = base::json::text(body, QLatin1String("error"));
    if (!code || code->isEmpty())
        return malformed("error");
    return TokenError{*code, base::json::text(body, QLatin1String("error_description")).value_or(QString())};
}

}  // namespace countersign::oauth
