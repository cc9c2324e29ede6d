#include "app/approval/decision.h"

#include "app/base/json.h"

namespace countersign::approval {

namespace {

using base::json::integer;
using base::json::text;

QString verdictName(Verdict verdict)
{
    return verdict == Verdict::Approve ? QStringLiteral("approve") : QStringLiteral("deny");
}

base::Error malformed(const char *claim)
{
    return {base::Errc::Malformed, QStringLiteral("claim %1 is missing or malformed").arg(QLatin1String(claim))};
}

base::Result<Granted> grantedFrom(const QJsonObject &object)
{
    Granted granted;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == QLatin1String("ttl") && base::json::isInteger(it.value()))
            granted.ttl = it.value().toInteger();
        else if (it.key() == QLatin1String("scope") && it.value().isString())
            granted.scopes = it.value().toString().split(u' ', Qt::SkipEmptyParts);
        else if (it.key() == QLatin1String("max_calls") && base::json::isInteger(it.value()))
            granted.calls = it.value().toInteger();
        else
            return malformed("granted");
    }
    return granted;
}

// Optional claims: absent is fine, another type is not.
bool readOptional(const QJsonObject &claims, QLatin1String name, std::optional<QString> &out)
{
    out = text(claims, name);
    return out || !claims.contains(name);
}

}  // namespace

QJsonObject toClaims(const Decision &d)
{
    QJsonObject claims{{QStringLiteral("iss"), d.approver.text()}, {QStringLiteral("aud"), d.audience},
                       {QStringLiteral("txn"), d.txn.text()}, {QStringLiteral("decision"), verdictName(d.verdict)},
                       {QStringLiteral("adh"), QString::fromLatin1(d.actionHash)}, {QStringLiteral("version"), d.version},
                       {QStringLiteral("nonce"), d.nonce}, {QStringLiteral("view"), d.view},
                       {QStringLiteral("iat"), d.issuedAt}, {QStringLiteral("exp"), d.expiresAt}};
    if (d.code)
        claims.insert(QStringLiteral("code"), *d.code);
    if (d.reason)
        claims.insert(QStringLiteral("reason"), *d.reason);
    if (d.checkpoint)
        claims.insert(QStringLiteral("cp"), *d.checkpoint);
    QJsonObject granted;
    if (d.granted.ttl)
        granted.insert(QStringLiteral("ttl"), *d.granted.ttl);
    if (d.granted.scopes)
        granted.insert(QStringLiteral("scope"), d.granted.scopes->join(u' '));
    if (d.granted.calls)
        granted.insert(QStringLiteral("max_calls"), *d.granted.calls);
    if (!granted.isEmpty())
        claims.insert(QStringLiteral("granted"), granted);
    return claims;
}

base::Result<Decision> decisionFromClaims(const QJsonObject &claims)
{
    Decision d;
    const auto verdict = text(claims, QLatin1String("decision"));
    if (verdict != QLatin1String("approve") && verdict != QLatin1String("deny"))
        return malformed("decision");
    d.verdict = verdict == QLatin1String("approve") ? Verdict::Approve : Verdict::Deny;

    for (const char *name : {"iss", "aud", "txn", "adh", "nonce", "view"}) {
        if (text(claims, QLatin1String(name)).value_or(QString()).isEmpty())
            return malformed(name);
    }
    for (const char *name : {"version", "iat", "exp"}) {
        if (!integer(claims, QLatin1String(name)))
            return malformed(name);
    }
    d.approver = base::Subject(*text(claims, QLatin1String("iss")));
    d.audience = *text(claims, QLatin1String("aud"));
    d.txn = base::ApprovalId(*text(claims, QLatin1String("txn")));
    d.actionHash = text(claims, QLatin1String("adh"))->toLatin1();
    d.nonce = *text(claims, QLatin1String("nonce"));
    d.view = *text(claims, QLatin1String("view"));
    d.version = *integer(claims, QLatin1String("version"));
    d.issuedAt = *integer(claims, QLatin1String("iat"));
    d.expiresAt = *integer(claims, QLatin1String("exp"));
    if (!readOptional(claims, QLatin1String("code"), d.code) || !readOptional(claims, QLatin1String("reason"), d.reason)
        || !readOptional(claims, QLatin1String("cp"), d.checkpoint))
        return malformed("code, reason or cp");

    const QJsonValue granted = claims.value(QLatin1String("granted"));
    if (!granted.isUndefined() && !granted.isObject())
        return malformed("granted");
    auto parsed = grantedFrom(granted.toObject());
    if (!parsed)
        return parsed.error();
    d.granted = *std::move(parsed);
    return d;
}

QByteArray signDecision(const Decision &decision, const crypto::EcPrivateKey &deviceKey)
{
    return crypto::signJws(deviceKey, kDecisionType, toClaims(decision), {{QStringLiteral("kid"), QString::fromLatin1(deviceKey.publicKey().thumbprint())}});
}

}  // namespace countersign::approval
