#include "app/authority/endpoints/sign_in_ticket.h"

#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"

namespace countersign::authority::endpoints {

namespace {

QByteArray macOf(const Keys &keys, const char *label, const QByteArray &text)
{
    const QByteArray labelled = label + text;
    return crypto::base64Url(keys.secretHash(labelled));
}

}  // namespace

QByteArray sealTicket(const Keys &keys, const SignInTicket &ticket)
{
    const QJsonObject json{{QStringLiteral("request"), requestJson(ticket.request)}, {QStringLiteral("exp"), ticket.expiresAt},
                           {QStringLiteral("sub"), ticket.passwordOf.text()},
                           // Two forms never are the same form.
                           {QStringLiteral("salt"), QString::fromLatin1(crypto::randomToken(16))}};
    const QByteArray text = crypto::base64Url(base::json::canonical(json));
    return text + '.' + macOf(keys, "sign-in:", text);
}

std::optional<SignInTicket> openTicket(const Keys &keys, const QByteArray &sealed)
{
    const qsizetype dot = sealed.indexOf('.');
    if (dot < 0 || !crypto::equal(macOf(keys, "sign-in:", sealed.first(dot)), sealed.mid(dot + 1)))
        return std::nullopt;
    const auto text = crypto::fromBase64Url(sealed.first(dot));
    const auto json = text ? base::json::parseObject(*text) : base::Result<QJsonObject>(text.error());
    if (!json)
        return std::nullopt;
    return SignInTicket{requestFromJson(json->value(QLatin1String("request")).toObject()),
                        base::json::integer(*json, QLatin1String("exp")).value_or(0),
                        base::Subject(json->value(QLatin1String("sub")).toString())};
}

QByteArray csrfToken(const Keys &keys, const QByteArray &cookie, const QByteArray &ticket)
{
    return macOf(keys, "csrf:", cookie + '.' + ticket);
}

}  // namespace countersign::authority::endpoints
