#include "app/authority/endpoints/sign_in_page.h"

#include "app/authority/endpoints/html.h"
#include "app/crypto/digest.h"
#include "app/oauth/url.h"

namespace countersign::authority::endpoints {

namespace {

constexpr char kStyle[] =
    ":root{color-scheme:light dark;--ground:#f5f6f8;--card:#fff;--line:#d6dae1;--text:#1b1f27;--quiet:#596273;--accent:#2a5bd7;--on:#fff;--bad:#a3242b}"
    "@media(prefers-color-scheme:dark){:root{--ground:#14171c;--card:#1d2128;--line:#3a414d;--text:#e8ebf0;--quiet:#a3acba;--accent:#7da2ff;--on:#10131a;--bad:#ff9a9e}}"
    "*{box-sizing:border-box}"
    "body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:var(--ground);color:var(--text);"
    "font:16px/1.5 system-ui,-apple-system,'Segoe UI',Cantarell,'Noto Sans',sans-serif}"
    "main{width:100%;max-width:380px;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:32px}"
    "h1{font-size:22px;line-height:1.25;font-weight:600;margin:0 0 4px}"
    "p{margin:0 0 24px;color:var(--quiet)}"
    "p.bad{color:var(--bad);border-left:3px solid var(--bad);padding-left:12px}"
    "label{display:block;font-weight:600;font-size:14px;margin:0 0 6px}"
    "input{display:block;width:100%;min-height:44px;padding:8px 12px;margin:0 0 18px;border:1px solid var(--quiet);border-radius:6px;"
    "background:var(--ground);color:var(--text);font:inherit}"
    "button{display:block;width:100%;min-height:44px;border:0;border-radius:6px;background:var(--accent);color:var(--on);font:inherit;font-weight:600;cursor:pointer}"
    ":focus-visible{outline:3px solid var(--accent);outline-offset:2px}";

// Browsers apply form-action to the redirect after the form as well, so its target stands here too. A literal IPv6 address is
// no host-source of CSP; there the scheme has to do.
QByteArray formAction(const QString &redirectUri)
{
    const auto origin = oauth::originOf(redirectUri.toUtf8());
    if (!origin)
        return "'self'";
    return origin->contains('[') ? QByteArray("'self' http:") : "'self' " + *origin;
}

http::Response htmlAnswer(int status, const QByteArray &title, const QByteArray &content, const QByteArray &action)
{
    static const QByteArray styleHash = crypto::sha256(QByteArrayView(kStyle)).toBase64();
    const QByteArray body = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + title
        + "</title><style>" + kStyle + "</style></head>\n<body><main>\n" + content + "</main></body></html>\n";
    return http::Response::text(status, body, "text/html; charset=utf-8")
        .withHeader("Content-Security-Policy", "default-src 'none'; style-src 'sha256-" + styleHash + "'; form-action " + action
                    + "; frame-ancestors 'none'; base-uri 'none'")
        .withHeader("X-Frame-Options", "DENY")
        .withHeader("Referrer-Policy", "no-referrer")
        .withHeader("Cross-Origin-Opener-Policy", "same-origin");
}

QByteArray hidden(const char *name, const QByteArray &value)
{
    return QByteArray("<input type=\"hidden\" name=\"") + name + "\" value=\"" + value + "\">\n";
}

QByteArray formStart(const SignInPage &page)
{
    const QByteArray problem = page.problem.isEmpty() ? QByteArray() : "<p class=\"bad\" role=\"alert\" id=\"problem\">" + escapedHtml(page.problem) + "</p>\n";
    return problem + "<form method=\"post\" action=\"/authorize\" accept-charset=\"utf-8\">\n" + hidden("ticket", page.ticket)
        + hidden("csrf", page.csrf);
}

QByteArray described(const SignInPage &page)
{
    return page.problem.isEmpty() ? QByteArray() : QByteArray(" aria-describedby=\"problem\" aria-invalid=\"true\"");
}

}  // namespace

http::Response passwordPage(int status, const SignInPage &page)
{
    const QByteArray content = "<h1>Sign in</h1>\n<p>to continue to " + escapedHtml(page.applicationName) + "</p>\n" + formStart(page)
        + "<label for=\"username\">User name</label>\n<input id=\"username\" name=\"username\" type=\"text\" autocomplete=\"username\""
          " autocapitalize=\"none\" spellcheck=\"false\" required maxlength=\"128\"" + described(page) + " value=\"" + escapedHtml(page.userName) + "\""
        + (page.userName.isEmpty() ? " autofocus" : "") + ">\n"
          "<label for=\"password\">Password</label>\n<input id=\"password\" name=\"password\" type=\"password\" autocomplete=\"current-password\""
          " required maxlength=\"1024\"" + described(page) + (page.userName.isEmpty() ? "" : " autofocus") + ">\n"
          "<button type=\"submit\">Sign in</button>\n</form>\n";
    return htmlAnswer(status, "Sign in", content, formAction(page.redirectUri));
}

http::Response codePage(int status, const SignInPage &page)
{
    const QByteArray content = "<h1>One-time code</h1>\n<p>Enter the six digits that your authenticator shows for this account.</p>\n" + formStart(page)
        + "<label for=\"otp\">Code</label>\n<input id=\"otp\" name=\"otp\" type=\"text\" inputmode=\"numeric\" autocomplete=\"one-time-code\""
          " pattern=\"[0-9]{6}\" maxlength=\"6\" required autofocus" + described(page) + ">\n"
          "<button type=\"submit\">Continue</button>\n</form>\n";
    return htmlAnswer(status, "One-time code", content, formAction(page.redirectUri));
}

http::Response errorPage(int status, const QString &text)
{
    return htmlAnswer(status, "Sign-in is not possible", "<h1>Sign-in is not possible</h1>\n<p>" + escapedHtml(text) + "</p>\n", "'none'");
}

}  // namespace countersign::authority::endpoints
