#include "app/authority/accounts.h"

#include "app/approval/display_text.h"
#include "app/authority/http/public_address.h"
#include "app/base/json.h"
#include "app/catalog/catalog.h"
#include "app/crypto/ec_key.h"
#include "app/oauth/names.h"

#include <QRegularExpression>
#include <QSet>
#include <QUrl>

namespace countersign::authority {

namespace {

using base::Errc;

base::Error refused(const QString &why)
{
    return {Errc::InvalidArgument, why};
}

base::Status checkNames(const store::Client &client)
{
    static const QRegularExpression idRule(QRegularExpression::anchoredPattern(QStringLiteral("[A-Za-z0-9][A-Za-z0-9._~-]{0,63}")));
    if (!idRule.match(client.id.text()).hasMatch())
        return refused(QStringLiteral("A client id has 1 to 64 of A-Z, a-z, 0-9, \".\", \"_\", \"~\" and \"-\"."));
    if (!isName(client.name, 100))
        return refused(QStringLiteral("The client's name is needed: 1 to 100 visible characters."));
    if (!isName(client.owner, 200))
        return refused(QStringLiteral("The client's owner is needed: 1 to 200 visible characters."));
    return base::Done{};
}

base::Status checkGrants(const store::Client &client)
{
    static const QStringList known{oauth::kGrantClientCredentials, QStringLiteral("ciba"), oauth::kGrantAuthorizationCode, oauth::kGrantRefreshToken};
    for (const QString &grant : client.grants) {
        if (!known.contains(grant))
            return refused(QStringLiteral("\"%1\" is no grant of clients; there are %2.").arg(grant, known.join(QLatin1String(", "))));
    }
    const bool isPublic = client.authMethod == QLatin1String("none");
    if (isPublic && (client.grants.contains(oauth::kGrantClientCredentials) || client.grants.contains(QLatin1String("ciba"))))
        return refused(QStringLiteral("A client without authentication may use authorization_code and refresh_token only."));
    const bool wantsRedirect = client.grants.contains(oauth::kGrantAuthorizationCode);
    if (wantsRedirect != !client.redirectUris.isEmpty())
        return refused(QStringLiteral("authorization_code and --redirect-uri need each other."));
    if (client.grants.contains(oauth::kGrantRefreshToken) && !wantsRedirect)
        return refused(QStringLiteral("refresh_token needs authorization_code."));
    for (const QString &uri : client.redirectUris) {
        if (!isRedirectUri(uri))
            return refused(QStringLiteral("\"%1\" cannot be a redirect URI: https, or http://127.0.0.1[:port]/callback or http://[::1][:port]/callback.").arg(uri));
    }
    return base::Done{};
}

base::Status checkAuthentication(const store::Client &client)
{
    static const QStringList methods{QStringLiteral("client_secret_basic"), QStringLiteral("private_key_jwt"), QStringLiteral("none")};
    if (!methods.contains(client.authMethod))
        return refused(QStringLiteral("\"%1\" is no way to authenticate; there are %2.").arg(client.authMethod, methods.join(QLatin1String(", "))));
    const bool byKey = client.authMethod == QLatin1String("private_key_jwt");
    if (byKey != !client.jwks.isEmpty())
        return refused(QStringLiteral("private_key_jwt and --jwks need each other."));
    if (client.authMethod == QLatin1String("none") && client.resourceServer)
        return refused(QStringLiteral("An API must authenticate itself."));
    return base::Done{};
}

base::Status checkRights(const store::Client &client, const Config &config)
{
    for (const QString &scope : client.scopes + client.accessScopes) {
        if (!catalog::isScopeName(scope))
            return refused(QStringLiteral("\"%1\" cannot be a scope: one permission each, without wildcards.").arg(scope));
    }
    for (const QString &action : client.actions) {
        if (!isName(action, 100) || action.contains(u'*'))
            return refused(QStringLiteral("\"%1\" cannot be an action type.").arg(action));
    }
    if (client.resourceServer) {
        const QUrl url(*client.resourceServer, QUrl::StrictMode);
        if (!url.isValid() || url.scheme().isEmpty() || url.hasFragment() || client.resourceServer->size() > 500)
            return refused(QStringLiteral("A resource server is named by an absolute URI without fragment, like https://orders.example."));
    }
    const auto loopback = config.ping.allowLoopback ? http::Loopback::Allowed : http::Loopback::Refused;
    if (client.pingEndpoint && !http::isAcceptableEndpoint(*client.pingEndpoint, loopback))
        return refused(QStringLiteral("A ping endpoint is an https URL without user and fragment, and no loopback, private or link-local address."));
    return base::Done{};
}

}  // namespace

bool isName(const QString &text, qsizetype most)
{
    return !text.trimmed().isEmpty() && text.size() <= most && approval::isDisplayText(text);
}

bool isRedirectUri(const QString &text)
{
    static const QRegularExpression loopback(QRegularExpression::anchoredPattern(QStringLiteral("http://(127\\.0\\.0\\.1|\\[::1\\])(:[1-9][0-9]{0,4})?/callback")));
    if (loopback.match(text).hasMatch())
        return true;
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && url.scheme() == QLatin1String("https") && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasFragment()
        && text.size() <= 2000 && !text.contains(u'*') && text.startsWith(QLatin1String("https://"));
}

base::Status checkUserName(const QString &name)
{
    static const QRegularExpression rule(QRegularExpression::anchoredPattern(QStringLiteral("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}")));
    if (!rule.match(name).hasMatch() || name.startsWith(QLatin1String("usr_")))
        return refused(QStringLiteral("A user name has 1 to 64 of A-Z, a-z, 0-9, \".\", \"_\", \"@\", \"+\" and \"-\", a letter or digit first."));
    return base::Done{};
}

base::Status checkRoles(const QStringList &roles)
{
    static const QStringList known{QStringLiteral("approver"), QStringLiteral("admin"), QStringLiteral("auditor")};
    for (const QString &role : roles) {
        if (!known.contains(role))
            return refused(QStringLiteral("\"%1\" is no role; there are approver, admin and auditor.").arg(role));
    }
    return base::Done{};
}

base::Status checkGroups(const QStringList &groups)
{
    for (const QString &group : groups) {
        if (!catalog::isGroupName(group))
            return refused(QStringLiteral("\"%1\" cannot be a group: 1 to 64 of A-Z, a-z, 0-9, \".\", \"_\" and \"-\".").arg(group));
    }
    return groups.size() <= 100 ? base::Status(base::Done{}) : base::Status(refused(QStringLiteral("A user may be in at most 100 groups.")));
}

base::Result<QByteArray> checkedJwks(QByteArrayView json)
{
    const auto set = base::json::parseObject(json);
    if (!set)
        return refused(QStringLiteral("The key set is not JSON: %1.").arg(set.error().detail));
    const QJsonArray keys = set->value(QLatin1String("keys")).toArray();
    if (keys.isEmpty() || keys.size() > 10)
        return refused(QStringLiteral("The key set needs \"keys\" with 1 to 10 keys."));
    QJsonArray kept;
    QSet<QString> kids;
    for (const QJsonValue &value : keys) {
        const QJsonObject given = value.toObject();
        const auto key = crypto::EcPublicKey::fromJwk(given);
        if (!key)
            return refused(QStringLiteral("The key set holds a key that is no public P-256 key: %1.").arg(key.error().detail));
        QJsonObject jwk = key->jwk();
        const auto kid = base::json::text(given, QLatin1String("kid"));
        if (given.contains(QLatin1String("kid")) && (!kid || kid->isEmpty() || kid->size() > 200 || kids.contains(*kid)))
            return refused(QStringLiteral("The key set holds a \"kid\" that is empty, too long or there twice."));
        if (kid) {
            kids.insert(*kid);
            jwk.insert(QStringLiteral("kid"), *kid);
        }
        kept.append(jwk);
    }
    return base::json::canonical(QJsonObject{{QStringLiteral("keys"), kept}});
}

base::Status checkClient(const store::Client &client, const Config &config)
{
    if (auto status = checkNames(client); !status)
        return status;
    if (auto status = checkAuthentication(client); !status)
        return status;
    if (auto status = checkGrants(client); !status)
        return status;
    return checkRights(client, config);
}

store::Client consoleClient()
{
    store::Client console;
    console.id = base::ClientId(QString(oauth::kConsoleClientId));
    console.name = QStringLiteral("Countersign console");
    console.owner = QStringLiteral("countersign");
    console.authMethod = QStringLiteral("none");
    console.redirectUris = {QStringLiteral("http://127.0.0.1/callback"), QStringLiteral("http://[::1]/callback")};
    console.grants = {oauth::kGrantAuthorizationCode, oauth::kGrantRefreshToken, oauth::kGrantJwtBearer};
    console.isBuiltIn = true;
    return console;
}

store::User localUser()
{
    store::User local;
    local.sub = store::newSubject();
    local.name = oauth::kLocalUserName;
    local.roles = {QStringLiteral("approver"), QStringLiteral("admin")};
    local.isLocal = true;
    return local;
}

}  // namespace countersign::authority
