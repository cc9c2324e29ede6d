#include "app/authority/policy/registration_policy.h"

#include "app/approval/display_text.h"
#include "app/approval/visible_text.h"
#include "app/authority/accounts.h"
#include "app/base/json.h"
#include "app/oauth/error_code.h"
#include "app/oauth/names.h"
#include "app/oauth/scope.h"

#include <algorithm>
#include <array>

namespace countersign::authority::policy {

namespace {

using Fault = std::optional<oauth::MetadataFault>;

constexpr qsizetype kMostReasonChars = 500, kMostTicketChars = 100;

oauth::MetadataFault refused(const QString &why)
{
    return {oauth::error::kInvalidClientMetadata, why};
}

Fault checkRedirects(const store::Client &client)
{
    const auto bad = std::find_if_not(client.redirectUris.begin(), client.redirectUris.end(), isRedirectUri);
    const bool wanted = client.grants.contains(oauth::kGrantAuthorizationCode);
    if (bad != client.redirectUris.end() || (wanted && client.redirectUris.isEmpty()))
        return oauth::MetadataFault{oauth::error::kInvalidRedirectUri,
                                    QStringLiteral("redirect_uris must be https, or http://127.0.0.1[:port]/callback or http://[::1][:port]/callback.")};
    if (!wanted && !client.redirectUris.isEmpty())
        return refused(QStringLiteral("redirect_uris and the grant type authorization_code need each other."));
    return std::nullopt;
}

Fault checkNames(const store::Client &client, const QStringList &trustedNames)
{
    const bool isMarkup = client.name.contains(u'<') || client.name.contains(u'>');
    if (!isName(client.name, 100) || isMarkup || approval::inspect(client.name).suspicious())
        return refused(QStringLiteral("client_name must be 1 to 100 visible characters that imitate no others and hold no markup."));
    const QString skeleton = nameSkeleton(client.name);
    if (std::any_of(trustedNames.begin(), trustedNames.end(), [&](const QString &name) { return nameSkeleton(name) == skeleton; }))
        return refused(QStringLiteral("client_name is that of another client, or looks like it."));
    if (!isName(client.owner, 200) || approval::inspect(client.owner).hidden)
        return refused(QStringLiteral("owner must be 1 to 200 visible characters."));
    const auto fits = [](const QString &text, qsizetype most) { return text.size() <= most && (text.isEmpty() || approval::isDisplayText(text)); };
    if (!fits(client.reason, kMostReasonChars) || !fits(client.ticket, kMostTicketChars))
        return refused(QStringLiteral("reason has at most 500 and ticket at most 100 visible characters."));
    return std::nullopt;
}

Fault checkAuthentication(const store::Client &client)
{
    static const QStringList methods{QStringLiteral("client_secret_basic"), QStringLiteral("private_key_jwt"), QStringLiteral("none")};
    if (!methods.contains(client.authMethod))
        return refused(QStringLiteral("token_endpoint_auth_method must be client_secret_basic, private_key_jwt or none."));
    if ((client.authMethod == methods[1]) != !client.jwks.isEmpty())
        return refused(QStringLiteral("private_key_jwt and jwks need each other."));
    static const QStringList known{oauth::kGrantClientCredentials, QStringLiteral("ciba"), oauth::kGrantAuthorizationCode, oauth::kGrantRefreshToken};
    if (client.grants.isEmpty() || !oauth::isSubset(client.grants, known))
        return refused(QStringLiteral("grant_types may hold client_credentials, urn:openid:params:grant-type:ciba, authorization_code and refresh_token."));
    return std::nullopt;
}

Fault checkEnd(const store::Client &client, const RegistrationRules &rules)
{
    if (!client.isTemporary || !client.expiresAt)
        return refused(QStringLiteral("client_expires_at is needed: a client registered here has an end."));
    if (*client.expiresAt <= rules.now)
        return refused(QStringLiteral("client_expires_at is over already."));
    if (*client.expiresAt > rules.latestEnd)
        return refused(QStringLiteral("client_expires_at is later than may be: at most %1 seconds from now.").arg(std::max<qint64>(0, rules.latestEnd - rules.now)));
    return std::nullopt;
}

Fault checkRights(const store::Client &client, const RegistrationRules &rules)
{
    const auto scopeFits = [&](const QString &scope) {
        return rules.catalog.usable(scope, rules.now) && (!rules.most || rules.most->scopes.contains(scope));
    };
    if (!std::all_of(client.scopes.begin(), client.scopes.end(), scopeFits))
        return refused(QStringLiteral("scope holds what the catalogue does not offer, or what may not be given here."));
    const auto accessFits = [&](const QString &scope) {
        return rules.catalog.usable(scope, rules.now) && (!rules.most || rules.most->mayReach(scope));
    };
    if (!std::all_of(client.accessScopes.begin(), client.accessScopes.end(), accessFits))
        return refused(QStringLiteral("access_scope holds what the catalogue does not offer, or what may not be given here."));
    const auto actionFits = [&](const QString &type) {
        return rules.catalog.action(type) && !isForbiddenAction(type) && (!rules.most || rules.most->actions.contains(type));
    };
    if (!std::all_of(client.actions.begin(), client.actions.end(), actionFits))
        return refused(QStringLiteral("authorization_details_types holds what the catalogue does not offer, or what may not be given here."));
    return std::nullopt;
}

QStringList grantsOf(const oauth::ClientMetadata &metadata)
{
    if (metadata.grants)
        return *metadata.grants;
    if (!metadata.redirectUris.isEmpty())
        return {QString(oauth::kGrantAuthorizationCode), QString(oauth::kGrantRefreshToken)};
    QStringList grants{QString(oauth::kGrantClientCredentials)};
    if (!metadata.actions.isEmpty())
        grants.append(QStringLiteral("ciba"));
    return grants;
}

}  // namespace

std::variant<store::Client, oauth::MetadataFault> resultingClient(const oauth::ClientMetadata &metadata, store::Client fixed)
{
    store::Client client = std::move(fixed);
    client.name = metadata.name.isEmpty() ? client.id.text() : metadata.name;
    client.grants = grantsOf(metadata);
    client.scopes = metadata.scopes;
    client.accessScopes = metadata.accessScopes;
    client.actions = metadata.actions;
    client.redirectUris = metadata.redirectUris;
    client.pingEndpoint = metadata.pingEndpoint.isEmpty() ? std::nullopt : std::optional(metadata.pingEndpoint);
    client.resourceServer = std::nullopt;
    client.isTemporary = true;
    client.isBuiltIn = false;
    if (!metadata.owner.isEmpty())
        client.owner = metadata.owner;
    client.reason = metadata.reason;
    client.ticket = metadata.ticket;
    if (metadata.expiresAt)
        client.expiresAt = metadata.expiresAt;
    if (client.authMethod != metadata.authMethod)
        client.secretHash.clear();
    client.authMethod = metadata.authMethod;
    client.jwks.clear();
    if (!metadata.jwks.isEmpty()) {
        auto jwks = checkedJwks(base::json::canonical(metadata.jwks));
        if (!jwks)
            return refused(jwks.error().detail);
        client.jwks = *std::move(jwks);
    }
    const QStringList codeOnly{QStringLiteral("code")};
    const QStringList fitting = client.grants.contains(oauth::kGrantAuthorizationCode) ? codeOnly : QStringList();
    if (metadata.responseTypes && *metadata.responseTypes != fitting)
        return refused(QStringLiteral("response_types is code together with the grant type authorization_code, and empty without."));
    return client;
}

std::optional<oauth::MetadataFault> judgeRegistration(const store::Client &resulting, const RegistrationRules &rules)
{
    if (auto fault = checkRedirects(resulting))
        return fault;
    if (auto fault = checkAuthentication(resulting))
        return fault;
    if (auto fault = checkNames(resulting, rules.trustedNames))
        return fault;
    if (auto fault = checkEnd(resulting, rules))
        return fault;
    if (auto fault = checkRights(resulting, rules))
        return fault;
    if (const auto status = checkClient(resulting, rules.config); !status)
        return refused(status.error().detail);
    return std::nullopt;
}

qint64 warningTime(qint64 from, qint64 end)
{
    return end - std::clamp<qint64>((end - from) / 10, 0, 86'400);
}

QString nameSkeleton(const QString &name)
{
    QString skeleton;
    for (const QChar c : name.normalized(QString::NormalizationForm_KD).toCaseFolded()) {
        if (!c.isLetterOrNumber())
            continue;
        switch (c.unicode()) {
        case '0': skeleton += u'o'; break;
        case '1':
        case 'i': skeleton += u'l'; break;
        case '3': skeleton += u'e'; break;
        case '5': skeleton += u's'; break;
        default: skeleton += c;
        }
    }
    return skeleton.replace(QLatin1String("rn"), QLatin1String("m")).replace(QLatin1String("vv"), QLatin1String("w"));
}

bool isForbiddenAction(const QString &type)
{
    return type == QLatin1String("countersign.client") || type == QLatin1String("countersign.catalog");
}

}  // namespace countersign::authority::policy
