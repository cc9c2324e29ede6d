#include "app/authority/endpoints/authorization_request.h"

#include "app/authority/catalog_cache.h"
#include "app/authority/store/transaction.h"
#include "app/catalog/catalog.h"
#include "app/crypto/encoding.h"
#include "app/oauth/error_code.h"
#include "app/oauth/names.h"
#include "app/oauth/pkce.h"
#include "app/oauth/scope.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;

constexpr std::array kLoopbackHosts{QLatin1StringView("http://127.0.0.1"), QLatin1StringView("http://[::1]")};
constexpr QLatin1StringView kCallback{"/callback"};

bool isPort(QStringView text)
{
    const bool areDigits = !text.isEmpty() && text.size() <= 5 && text.front() != u'0'
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return areDigits && text.toInt() <= 65535;
}

// Whether `uri` is host, any port and /callback, letter by letter.
bool isLoopbackCallback(QStringView uri, QLatin1StringView host)
{
    if (!uri.startsWith(host) || !uri.endsWith(kCallback) || uri.size() < host.size() + kCallback.size() + 2)
        return false;
    const QStringView port = uri.sliced(host.size(), uri.size() - host.size() - kCallback.size());
    return port.front() == u':' && isPort(port.sliced(1));
}

// A thumbprint has the form of a code challenge: 32 bytes in base64url.
bool isThumbprint(const QString &text)
{
    return oauth::isCodeChallenge(text.toUtf8());
}

bool mayAsk(const store::Client &client)
{
    return client.isBuiltIn || client.grants.contains(oauth::kGrantAuthorizationCode);
}

// `acr_values`, in order of preference: with a password, or with a password and a one-time code.
struct Contexts {
    bool isPossible = true;
    bool wantsTwoFactors = false;
};

Contexts contextsOf(const QString &values)
{
    if (values.isEmpty())
        return {};
    const QStringList list = values.split(u' ', Qt::SkipEmptyParts);
    const bool password = list.contains(oauth::kAcrPassword), two = list.contains(oauth::kAcrTwoFactors);
    return {password || two, two && !password};
}

bool isAge(const QString &text)
{
    bool isNumber = false;
    return text.toLongLong(&isNumber) >= 0 && isNumber;
}

// The checks after which the application hears of errors itself.
class Reader {
public:
    Reader(Services &services, store::Transaction &tx, const http::Form &form) : m_services(services), m_tx(tx), m_form(form) {}

    ReadRequest read(const store::Client &client)
    {
        m_request.client = client.id;
        m_request.clientName = client.name;
        m_request.redirectUri = value("redirect_uri");
        m_request.state = m_form.get(QStringLiteral("state"));
        if (const auto refused = checkResponse())
            return *refused;
        if (const auto refused = checkKeys())
            return *refused;
        if (const auto refused = checkScopes(client))
            return *refused;
        if (const auto refused = checkSignIn())
            return *refused;
        return m_request;
    }

private:
    using Refused = std::optional<AuthorizationError>;

    QString value(const char *name) const { return m_form.value(QLatin1String(name)); }

    AuthorizationError refuse(QLatin1StringView code, QLatin1StringView description) const
    {
        return {code, description, m_request.redirectUri, m_request.state};
    }

    Refused checkResponse()
    {
        if (value("response_type").isEmpty())
            return refuse(error::kInvalidRequest, QLatin1StringView("The parameter response_type is missing."));
        if (value("response_type") != QLatin1String("code"))
            return refuse(error::kUnsupportedResponseType, QLatin1StringView("Only the response type code is offered."));
        if (const QString mode = value("response_mode"); !mode.isEmpty() && mode != QLatin1String("query"))
            return refuse(error::kInvalidRequest, QLatin1StringView("Only the response mode query is offered."));
        if (m_form.has(QStringLiteral("request")))
            return refuse(QLatin1StringView("request_not_supported"), QLatin1StringView("Request objects are not offered."));
        return std::nullopt;
    }

    // RFC 9700 2.1.1: no code without a challenge, and never `plain`.
    Refused checkKeys()
    {
        m_request.codeChallenge = value("code_challenge");
        if (value("code_challenge_method") != QLatin1String("S256") || !oauth::isCodeChallenge(m_request.codeChallenge.toUtf8()))
            return refuse(error::kInvalidRequest, QLatin1StringView("A code_challenge with the method S256 is needed."));
        m_request.dpopJkt = value("dpop_jkt");
        if (!m_request.dpopJkt.isEmpty() && !isThumbprint(m_request.dpopJkt))
            return refuse(error::kInvalidRequest, QLatin1StringView("dpop_jkt is not a thumbprint."));
        return std::nullopt;
    }

    Refused checkScopes(const store::Client &client)
    {
        const auto stated = m_form.get(QStringLiteral("scope"));
        if (!stated)
            return std::nullopt;
        const auto scopes = oauth::parseScope(*stated);
        const auto catalog = m_services.catalog.current(m_tx);
        const bool areKnown = scopes && std::all_of(scopes->begin(), scopes->end(), [&](const QString &name) {
            return (client.isBuiltIn && catalog::builtInScopes().contains(name)) || client.scopes.contains(name);
        });
        if (!areKnown)
            return refuse(error::kInvalidScope, QLatin1StringView("The scope is malformed, unknown or not this application's."));
        m_request.scopes = *scopes;
        return std::nullopt;
    }

    // Nobody stays signed in here: every sign-in is fresh, whatever `max_age` and `prompt=login` want.
    Refused checkSignIn()
    {
        if (value("prompt").split(u' ').contains(QLatin1String("none")))
            return refuse(error::kLoginRequired, QLatin1StringView("Nobody is signed in without being asked."));
        if (const QString age = value("max_age"); !age.isEmpty() && !isAge(age))
            return refuse(error::kInvalidRequest, QLatin1StringView("max_age is a number of seconds."));
        const Contexts contexts = contextsOf(value("acr_values"));
        if (!contexts.isPossible)
            return refuse(error::kUnmetAuthenticationRequirements, QLatin1StringView("None of the acr_values is offered."));
        m_request.wantsTwoFactors = contexts.wantsTwoFactors;
        return std::nullopt;
    }

    Services &m_services;
    store::Transaction &m_tx;
    const http::Form &m_form;
    AuthorizationRequest m_request;
};

}  // namespace

bool mayRedirectTo(const store::Client &client, const QString &uri)
{
    if (client.isBuiltIn)
        return std::any_of(kLoopbackHosts.begin(), kLoopbackHosts.end(), [&](QLatin1StringView host) { return isLoopbackCallback(uri, host); });
    return std::any_of(client.redirectUris.begin(), client.redirectUris.end(), [&](const QString &registered) {
        if (uri == registered)
            return true;
        // Registered without a port: the port of a native application is whatever was free.
        return std::any_of(kLoopbackHosts.begin(), kLoopbackHosts.end(), [&](QLatin1StringView host) {
            return registered == host + kCallback && isLoopbackCallback(uri, host);
        });
    });
}

ReadRequest readAuthorizationRequest(Services &services, store::Transaction &tx, const http::Form &form)
{
    const auto client = store::findClient(tx, base::ClientId(form.value(QStringLiteral("client_id"))));
    if (!client || !client->alive(tx.now()))
        return AuthorizationError{error::kInvalidRequest, QLatin1StringView("This authority does not know the application."), {}, {}};
    if (!mayRedirectTo(*client, form.value(QStringLiteral("redirect_uri"))))
        return AuthorizationError{error::kInvalidRequest, QLatin1StringView("The address to return to is missing or not the application's."), {}, {}};
    if (!mayAsk(*client))
        return AuthorizationError{error::kUnauthorizedClient, QLatin1StringView("The application may not sign people in."),
                                  form.value(QStringLiteral("redirect_uri")), form.get(QStringLiteral("state"))};
    return Reader(services, tx, form).read(*client);
}

QJsonObject requestJson(const AuthorizationRequest &request)
{
    QJsonObject json{{QStringLiteral("client"), request.client.text()}, {QStringLiteral("name"), request.clientName},
                     {QStringLiteral("redirect"), request.redirectUri}, {QStringLiteral("challenge"), request.codeChallenge},
                     {QStringLiteral("scope"), oauth::scopeText(request.scopes)}, {QStringLiteral("jkt"), request.dpopJkt},
                     {QStringLiteral("mfa"), request.wantsTwoFactors}};
    if (request.state)
        json.insert(QStringLiteral("state"), *request.state);
    return json;
}

AuthorizationRequest requestFromJson(const QJsonObject &json)
{
    const auto text = [&](const char *name) { return json.value(QLatin1String(name)).toString(); };
    AuthorizationRequest request{base::ClientId(text("client")), text("name"), text("redirect"), {},
                                 text("scope").split(u' ', Qt::SkipEmptyParts), text("challenge"), text("jkt"),
                                 json.value(QLatin1String("mfa")).toBool()};
    if (json.contains(QLatin1String("state")))
        request.state = text("state");
    return request;
}

QByteArray redirectTo(const QString &redirectUri, const std::vector<std::pair<QLatin1StringView, QString>> &parameters)
{
    QByteArray url = redirectUri.toUtf8();
    char separator = url.contains('?') ? '&' : '?';
    for (const auto &[name, text] : parameters) {
        if (text.isEmpty())
            continue;
        url += separator;
        url += QByteArray(name.data(), name.size()) + '=' + QUrl::toPercentEncoding(text);
        separator = '&';
    }
    return url;
}

}  // namespace countersign::authority::endpoints
