#include "app/oauth/dpop.h"

#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"
#include "app/crypto/jws.h"
#include "app/oauth/names.h"
#include "app/oauth/url.h"

namespace countersign::oauth {

namespace {

base::Error denied(const char *why)
{
    return {base::Errc::Denied, QString::fromLatin1(why)};
}

QString tokenHash(const QByteArray &accessToken)
{
    return QString::fromLatin1(crypto::base64Url(crypto::sha256(accessToken)));
}

bool sameText(const std::optional<QString> &claim, const QString &expected)
{
    return claim && crypto::equal(claim->toUtf8(), expected.toUtf8());
}

// The members that tie a proof to one request.
base::Status checkTarget(const QJsonObject &claims, const ProofTarget &target)
{
    using base::json::text;
    if (text(claims, QLatin1String("htm")) != QString::fromLatin1(target.method))
        return denied("htm");
    const auto stated = normalizedUrl(text(claims, QLatin1String("htu")).value_or(QString()).toUtf8());
    const auto expected = normalizedUrl(target.url);
    if (!stated || !expected || *stated != *expected)
        return denied("htu");
    if (!target.accessToken.isEmpty() && !sameText(text(claims, QLatin1String("ath")), tokenHash(target.accessToken)))
        return denied("ath");
    if (!target.nonce.isEmpty() && !sameText(text(claims, QLatin1String("nonce")), QString::fromLatin1(target.nonce)))
        return denied("nonce");
    return base::Done{};
}

}  // namespace

QByteArray makeProof(const crypto::EcPrivateKey &key, const ProofTarget &target, qint64 now)
{
    const auto url = normalizedUrl(target.url);
    QJsonObject claims{{QStringLiteral("jti"), QString::fromLatin1(crypto::randomToken(16))},
                       {QStringLiteral("htm"), QString::fromLatin1(target.method)},
                       {QStringLiteral("htu"), QString::fromLatin1(url ? *url : target.url)},
                       {QStringLiteral("iat"), now}};
    if (!target.accessToken.isEmpty())
        claims.insert(QStringLiteral("ath"), tokenHash(target.accessToken));
    if (!target.nonce.isEmpty())
        claims.insert(QStringLiteral("nonce"), QString::fromLatin1(target.nonce));
    return crypto::signJws(key, kTypeDpopProof, claims, {{QStringLiteral("jwk"), key.publicKey().jwk()}});
}

base::Result<Proof> verifyProof(QByteArrayView compact, const ProofTarget &target, qint64 now)
{
    const auto jws = crypto::parseJws(compact, kTypeDpopProof);
    if (!jws)
        return jws.error();
    // Refuses private members, so that nobody gets used to sending them (RFC 9449 4.3, 7).
    const auto key = crypto::EcPublicKey::fromJwk(jws->header.value(QLatin1String("jwk")).toObject());
    if (!key)
        return denied("jwk");
    if (!crypto::verifyJws(*jws, *key))
        return denied("signature");
    const auto jti = base::json::text(jws->claims, QLatin1String("jti"));
    if (!jti || jti->isEmpty() || jti->size() > 256)
        return denied("jti");
    const auto issuedAt = base::json::integer(jws->claims, QLatin1String("iat"));
    if (!issuedAt || *issuedAt > now + kSkewSeconds || *issuedAt < now - kProofMaxAgeSeconds)
        return denied("iat");
    if (const auto fits = checkTarget(jws->claims, target); !fits)
        return fits.error();
    return Proof{key->thumbprint(), *jti, *issuedAt, base::json::text(jws->claims, QLatin1String("nonce")).value_or(QString())};
}

}  // namespace countersign::oauth
