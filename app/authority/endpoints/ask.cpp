#include "app/authority/endpoints/ask.h"

#include "app/approval/action.h"
#include "app/approval/display_text.h"
#include "app/base/json.h"
#include "app/crypto/encoding.h"
#include "app/oauth/error_code.h"
#include "app/oauth/scope.h"

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;
using grants::Or;
using grants::refuse;
using Refusal = std::optional<http::Response>;

QString field(const http::Form &form, const char *name)
{
    return form.value(QLatin1String(name));
}

std::optional<QString> optionalField(const http::Form &form, const char *name)
{
    return form.get(QLatin1String(name));
}

Refusal readAction(const http::Form &form, Ask &ask)
{
    auto details = parseAuthorizationDetails(field(form, "authorization_details"));
    if (!details)
        return refuse(400, error::kInvalidAuthorizationDetails, QLatin1StringView("authorization_details must be an array with exactly one object of type and params."));
    std::tie(ask.type, ask.params) = *std::move(details);
    return std::nullopt;
}

Refusal readHint(Services &services, const http::Form &form, Ask &ask)
{
    int hints = 0;
    for (const char *name : {"login_hint", "login_hint_token", "id_token_hint"})
        hints += form.has(QLatin1String(name)) ? 1 : 0;
    if (hints != 1 || form.has(QStringLiteral("id_token_hint")))
        return refuse(400, error::kInvalidRequest, QLatin1StringView("Exactly one of login_hint_token and login_hint is needed."));
    ask.loginHint = field(form, "login_hint");
    if (!ask.loginHint.isEmpty())
        return std::nullopt;
    ask.baseToken = grants::readAccessToken(services, field(form, "login_hint_token").toUtf8());
    if (!ask.baseToken)
        return refuse(400, error::kInvalidRequest, QLatin1StringView("login_hint_token is not an access token of this authority."));
    return std::nullopt;
}

Refusal readTexts(const http::Form &form, Ask &ask)
{
    ask.bindingMessage = optionalField(form, "binding_message");
    if (ask.bindingMessage && !approval::isBindingMessage(*ask.bindingMessage))
        return refuse(400, error::kInvalidBindingMessage, QLatin1StringView("binding_message must be at most 64 visible characters without markup."));
    ask.reason = optionalField(form, "reason");
    ask.ticket = optionalField(form, "ticket");
    const auto fits = [](const std::optional<QString> &text, int most) {
        return !text || (text->toUcs4().size() <= most && approval::isDisplayText(*text));
    };
    if (!fits(ask.reason, kMaxReason) || !fits(ask.ticket, kMaxTicket))
        return refuse(400, error::kInvalidRequest, QLatin1StringView("reason is limited to 500 and ticket to 100 visible characters."));
    return std::nullopt;
}

Refusal readScope(const http::Form &form, Ask &ask)
{
    const auto text = optionalField(form, "scope");
    if (!text)
        return std::nullopt;
    const auto scopes = oauth::parseScope(*text);
    if (!scopes)
        return refuse(400, error::kInvalidScope, QLatin1StringView("scope is malformed."));
    ask.scopes = *scopes;
    return std::nullopt;
}

Refusal readExpiry(const http::Form &form, Ask &ask)
{
    const auto text = optionalField(form, "requested_expiry");
    if (!text)
        return std::nullopt;
    static const QRegularExpression digits(QRegularExpression::anchoredPattern(QStringLiteral("[1-9][0-9]{0,9}")));
    if (!digits.match(*text).hasMatch())
        return refuse(400, error::kInvalidRequest, QLatin1StringView("requested_expiry must be a positive number of seconds."));
    ask.requestedExpiry = text->toLongLong();
    return std::nullopt;
}

Refusal readKey(const http::Form &form, const std::optional<grants::ProvenKey> &proven, Ask &ask)
{
    ask.dpopJkt = field(form, "dpop_jkt");
    if (!ask.dpopJkt.isEmpty()) {
        const auto digest = crypto::fromBase64Url(ask.dpopJkt.toLatin1());
        if (!digest || digest->size() != 32)
            return refuse(400, error::kInvalidRequest, QLatin1StringView("dpop_jkt is not a SHA-256 thumbprint."));
        if (proven && proven->jkt != ask.dpopJkt.toLatin1())
            return refuse(400, error::kInvalidDpopProof, QLatin1StringView("The proof is by another key than dpop_jkt names."));
    }
    if (proven)
        ask.dpopJkt = QString::fromLatin1(proven->jkt);
    return std::nullopt;
}

Refusal readNotificationToken(const http::Form &form, Ask &ask)
{
    // CIBA Core 7.1: at most 1024 characters of the Bearer syntax (RFC 6750 2.1), sent back in a header.
    ask.notificationToken = field(form, "client_notification_token");
    static const QRegularExpression bearer(QRegularExpression::anchoredPattern(QStringLiteral("[A-Za-z0-9._~+/-]{1,1024}=*")));
    if (!ask.notificationToken.isEmpty() && !bearer.match(ask.notificationToken).hasMatch())
        return refuse(400, error::kInvalidRequest, QLatin1StringView("client_notification_token is malformed."));
    return std::nullopt;
}

}  // namespace

std::optional<std::pair<QString, QJsonObject>> parseAuthorizationDetails(const QString &text)
{
    base::json::Limits limits;
    limits.bytes = approval::kMaxParamsBytes + 1024;
    limits.depth = approval::kMaxParamsDepth + 3;
    limits.numbers = base::json::Numbers::IntegersOnly;
    const auto value = base::json::parse(text.toUtf8(), limits);
    if (!value || !value->isArray() || value->toArray().size() != 1 || !value->toArray().at(0).isObject())
        return std::nullopt;
    const QJsonObject object = value->toArray().at(0).toObject();
    const QJsonValue type = object.value(QLatin1String("type"));
    const QJsonValue params = object.value(QLatin1String("params"));
    if (object.size() != 2 || !type.isString() || !params.isObject())
        return std::nullopt;
    return std::pair(type.toString(), params.toObject());
}

Or<Ask> parseAsk(Services &services, const http::Form &form, const std::optional<grants::ProvenKey> &proven)
{
    Ask ask;
    // Signed requests are not offered in the metadata. One must not be half understood (CIBA Core 7.1.1).
    if (form.has(QStringLiteral("request")) || form.has(QStringLiteral("request_uri")))
        return refuse(400, error::kInvalidRequest, QLatin1StringView("Signed authentication requests are not supported."));
    for (auto refusal : {readAction(form, ask), readHint(services, form, ask), readTexts(form, ask), readScope(form, ask),
                         readExpiry(form, ask), readKey(form, proven, ask), readNotificationToken(form, ask)}) {
        if (refusal)
            return *std::move(refusal);
    }
    return ask;
}

}  // namespace countersign::authority::endpoints
