#include "app/oauth/assertion.h"

#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/oauth/names.h"

namespace countersign::oauth {

namespace {

base::Error denied(const char *why)
{
    return {base::Errc::Denied, QString::fromLatin1(why)};
}

QJsonObject assertionClaims(const QString &issuer, qint64 now, qint64 lifetime)
{
    return {{QStringLiteral("aud"), issuer}, {QStringLiteral("iat"), now}, {QStringLiteral("exp"), now + lifetime},
            {QStringLiteral("jti"), QString::fromLatin1(crypto::randomToken(16))}};
}

struct Window {
    qint64 now = 0;
    qint64 longest = 0;  // seconds from now to exp
};

// What both kinds share: audience, times and a usable jti.
base::Result<Assertion> readClaims(const crypto::Jws &jws, const QString &issuer, Window window)
{
    using base::json::integer, base::json::text;
    const QJsonObject &claims = jws.claims;
    // An audience that names more than us could be replayed at, or come from, somebody else (RFC 10070).
    if (text(claims, QLatin1String("aud")) != issuer)
        return denied("aud");
    Assertion assertion;
    assertion.keyId = jws.header.value(QLatin1String("kid")).toString().toUtf8();
    assertion.subject = text(claims, QLatin1String("sub")).value_or(QString());
    assertion.jti = text(claims, QLatin1String("jti")).value_or(QString());
    if (assertion.subject.isEmpty() || assertion.jti.isEmpty() || assertion.jti.size() > 256)
        return denied(assertion.subject.isEmpty() ? "sub" : "jti");
    const auto expiresAt = integer(claims, QLatin1String("exp"));
    if (!expiresAt || *expiresAt <= window.now || *expiresAt > window.now + window.longest + kSkewSeconds)
        return denied("exp");
    assertion.expiresAt = *expiresAt;
    for (const QLatin1StringView name : {QLatin1StringView("iat"), QLatin1StringView("nbf")}) {
        const auto at = integer(claims, name);
        if (claims.contains(name) && (!at || *at > window.now + kSkewSeconds))
            return denied("iat or nbf");
    }
    assertion.issuedAt = integer(claims, QLatin1String("iat")).value_or(window.now);
    return assertion;
}

}  // namespace

QByteArray makeClientAssertion(const crypto::EcPrivateKey &key, const QString &clientId, const QString &issuer, qint64 now)
{
    QJsonObject claims = assertionClaims(issuer, now, 60);
    claims.insert(QStringLiteral("iss"), clientId);
    claims.insert(QStringLiteral("sub"), clientId);
    // No `kid`: the key set that the client was registered with may call this key by any name.
    return crypto::signJws(key, "JWT", claims, {});
}

QByteArray makeDeviceAssertion(const crypto::EcPrivateKey &key, const QString &user, const QString &issuer, qint64 now)
{
    const QString thumbprint = QString::fromLatin1(key.publicKey().thumbprint());
    QJsonObject claims = assertionClaims(issuer, now, kDeviceAssertionMaxSeconds);
    claims.insert(QStringLiteral("iss"), thumbprint);
    claims.insert(QStringLiteral("sub"), user);
    return crypto::signJws(key, "JWT", claims, {{QStringLiteral("kid"), thumbprint}});
}

base::Result<crypto::Jws> parseAssertion(QByteArrayView compact)
{
    auto jws = crypto::parseUntypedJws(compact);
    if (!jws)
        return jws;
    // Explicit typing where it is used (RFC 8725 3.11): a token of another kind is never an assertion.
    const QJsonValue type = jws->header.value(QLatin1String("typ"));
    const QString name = type.toString().toLower();
    if (!type.isUndefined() && name != QLatin1String("jwt") && name != QLatin1String("client-authentication+jwt"))
        return denied("typ");
    return jws;
}

base::Result<Assertion> verifyClientAssertion(const crypto::Jws &jws, const crypto::EcPublicKey &key, const QString &issuer, qint64 now)
{
    if (!crypto::verifyJws(jws, key))
        return denied("signature");
    auto assertion = readClaims(jws, issuer, {now, kClientAssertionMaxSeconds});
    if (assertion && base::json::text(jws.claims, QLatin1String("iss")) != assertion->subject)
        return denied("iss");
    return assertion;
}

base::Result<Assertion> verifyDeviceAssertion(const crypto::Jws &jws, const crypto::EcPublicKey &key, const QString &issuer, qint64 now)
{
    if (!crypto::verifyJws(jws, key))
        return denied("signature");
    auto assertion = readClaims(jws, issuer, {now, kDeviceAssertionMaxSeconds});
    if (!assertion)
        return assertion;
    const auto iss = base::json::text(jws.claims, QLatin1String("iss"));
    if (assertion->keyId != key.thumbprint() || iss != QString::fromLatin1(key.thumbprint()))
        return denied("iss or kid");
    if (!jws.claims.contains(QLatin1String("iat")) || assertion->expiresAt > assertion->issuedAt + kDeviceAssertionMaxSeconds)
        return denied("iat");
    return assertion;
}

}  // namespace countersign::oauth
