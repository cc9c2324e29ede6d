// GET and POST /authorize: the browser's part of signing in to an application (RFC 6749 4.1, protocol.md 5).
#include "app/authority/endpoints/form_body.h"
#include "app/authority/endpoints/oauth_endpoints.h"
#include "app/authority/endpoints/sign_in.h"
#include "app/authority/endpoints/sign_in_page.h"
#include "app/authority/grants/session.h"
#include "app/authority/store/store.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"
#include "app/oauth/error_code.h"
#include "app/oauth/names.h"
#include "app/oauth/url.h"

namespace countersign::authority::endpoints {

namespace {

// Over TLS a name that no other host of the domain can set (RFC 6265bis 4.1.3).
QByteArray cookieName(const Services &services)
{
    return services.issuer.startsWith(QLatin1String("https:")) ? "__Host-countersign" : "countersign";
}

std::optional<QByteArray> cookieOf(const Services &services, const http::Request &request)
{
    const QByteArray prefix = cookieName(services) + '=';
    for (const QByteArray &header : request.headerAll("cookie")) {
        for (const QByteArray &pair : header.split(';')) {
            const QByteArray text = pair.trimmed();
            const QByteArray value = text.mid(prefix.size());
            if (text.startsWith(prefix) && value.size() == 43 && crypto::fromBase64Url(value))
                return value;
        }
    }
    return std::nullopt;
}

QByteArray setCookie(const Services &services, const QByteArray &value)
{
    const bool isTls = services.issuer.startsWith(QLatin1String("https:"));
    return cookieName(services) + '=' + value + "; Path=/; HttpOnly; SameSite=Strict" + (isTls ? "; Secure" : "");
}

http::Response sendBack(const Services &services, const AuthorizationError &wrong)
{
    if (wrong.redirectUri.isEmpty())
        return errorPage(400, QString(wrong.description));
    const QByteArray location = redirectTo(wrong.redirectUri, {{QLatin1StringView("error"), QString(wrong.code)},
                                                               {QLatin1StringView("error_description"), QString(wrong.description)},
                                                               {QLatin1StringView("state"), wrong.state.value_or(QString())},
                                                               {QLatin1StringView("iss"), services.issuer}});
    return http::Response::empty(303).withHeader("Location", location).withHeader("Referrer-Policy", "no-referrer");
}

// RFC 9126 4: the name of a pushed request works once, soon, and for its client.
ReadRequest takePushed(Services &services, store::Transaction &tx, const http::Form &query)
{
    const AuthorizationError unknown{oauth::error::kInvalidRequest, QLatin1StringView("The request is unknown, used or too old. Start again in the application."), {}, {}};
    const QString uri = query.value(QStringLiteral("request_uri"));
    if (!uri.startsWith(oauth::kRequestUriPrefix))
        return unknown;
    const QByteArray hash = grants::pushedRequestHash(services, uri.mid(oauth::kRequestUriPrefix.size()).toUtf8());
    const auto row = tx.one("UPDATE par SET used_at = ? WHERE hash = ? AND client_id = ? AND used_at IS NULL AND expires_at > ? RETURNING parameters",
                            {tx.now(), hash, query.value(QStringLiteral("client_id")), tx.now()});
    const auto json = row ? base::json::parseObject(row->text(0).toUtf8()) : base::Result<QJsonObject>(base::Errc::NotFound, QString());
    if (!json)
        return unknown;
    return requestFromJson(*json);
}

class AuthorizeEndpoint {
public:
    explicit AuthorizeEndpoint(Services &services) : m_services(services), m_signIn(services) {}

    http::Outcome get(const http::Request &request)
    {
        auto query = http::parseForm(request.query);
        if (!query)
            return errorPage(400, QStringLiteral("The request is malformed or names a parameter twice."));
        const QByteArray cookie = cookieOf(m_services, request).value_or(crypto::randomToken(32));
        const http::Work show = [this, query = *query, cookie](store::Transaction &tx) {
            const bool isPushed = query.has(QStringLiteral("request_uri"));
            const ReadRequest read = isPushed ? takePushed(m_services, tx, query) : readAuthorizationRequest(m_services, tx, query);
            if (const auto *wrong = std::get_if<AuthorizationError>(&read))
                return sendBack(m_services, *wrong);
            SignInAttempt attempt;
            attempt.ticket.request = std::get<AuthorizationRequest>(read);
            attempt.cookie = cookie;
            return m_signIn.showPassword(200, attempt, {}).withHeader("Set-Cookie", setCookie(m_services, cookie));
        };
        if (query->has(QStringLiteral("request_uri")))
            return show;
        return m_services.store.answer(show);
    }

    http::Outcome post(const http::Request &request)
    {
        auto form = readForm(request);
        if (!std::holds_alternative<http::Form>(form) || isFromElsewhere(request))
            return stale();
        SignInAttempt attempt;
        attempt.form = std::get<http::Form>(form);
        attempt.address = QString::fromLatin1(request.peerAddress);
        const QByteArray sealed = attempt.form.value(QStringLiteral("ticket")).toLatin1();
        const auto ticket = openTicket(m_services.keys, sealed);
        const auto cookie = cookieOf(m_services, request);
        if (!ticket || !cookie || ticket->expiresAt <= m_services.clock.now()
            || !crypto::equal(csrfToken(m_services.keys, *cookie, sealed), attempt.form.value(QStringLiteral("csrf")).toLatin1()))
            return stale();
        attempt.ticket = *ticket;
        attempt.cookie = *cookie;
        return ticket->passwordOf.isEmpty() ? m_signIn.tryPassword(attempt) : m_signIn.tryCode(attempt);
    }

private:
    static http::Response stale()
    {
        return errorPage(403, QStringLiteral("This sign-in page is no longer valid. Start again in the application."));
    }

    // `null` comes from our own page as well: it asks the browser for no referrer.
    bool isFromElsewhere(const http::Request &request) const
    {
        const auto origin = request.header("origin");
        const auto site = request.header("sec-fetch-site");
        if (site && *site != "same-origin" && *site != "none")
            return true;
        if (!origin || *origin == "null")
            return false;
        const auto ours = oauth::originOf(m_services.issuer.toUtf8()), theirs = oauth::originOf(*origin);
        return !ours || !theirs || *ours != *theirs;
    }

    Services &m_services;
    SignIn m_signIn;
};

}  // namespace

void registerAuthorize(http::Router &router, Services &services)
{
    const auto endpoint = std::make_shared<AuthorizeEndpoint>(services);
    router.add("GET", "/authorize", http::BodyKind::None, [endpoint](const http::Request &request) { return endpoint->get(request); });
    router.add("POST", "/authorize", http::BodyKind::Form, [endpoint](const http::Request &request) { return endpoint->post(request); });
}

}  // namespace countersign::authority::endpoints
