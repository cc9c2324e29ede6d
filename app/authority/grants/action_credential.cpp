#include "app/authority/grants/action_credential.h"

#include "app/approval/action.h"
#include "app/authority/grants/grant_record.h"
#include "app/authority/grants/token_claims.h"
#include "app/authority/keys.h"
#include "app/authority/store/transaction.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/oauth/names.h"

#include <QJsonArray>

namespace countersign::authority::grants {

namespace {

QJsonObject claimsOf(Services &services, store::Transaction &tx, const store::ApprovalRecord &record, const QByteArray &jti)
{
    QJsonObject claims{{QStringLiteral("iss"), services.issuer},
                       {QStringLiteral("aud"), record.rs},
                       {QStringLiteral("sub"), record.subject.text()},
                       {QStringLiteral("client_id"), record.client.text()},
                       {QStringLiteral("iat"), tx.now()},
                       {QStringLiteral("exp"), tx.now() + grantedTtl(record)},
                       {QStringLiteral("jti"), QString::fromLatin1(jti)},
                       {QStringLiteral("txn"), record.id.text()},
                       {QStringLiteral("scope"), grantedScopes(record).join(u' ')},
                       {QStringLiteral("authorization_details"), authorizationDetails(record)},
                       {QStringLiteral("adh"), QString::fromLatin1(record.actionHash)},
                       {QStringLiteral("apr"), QJsonObject{{QStringLiteral("policy"), record.type},
                                                           {QStringLiteral("policy_version"), record.catalogVersion},
                                                           {QStringLiteral("approvals"), approvedBy(record).size()},
                                                           {QStringLiteral("decided_at"), record.decidedAt.value_or(tx.now())}}}};
    if (!record.session.isEmpty())
        claims.insert(QStringLiteral("sid"), record.session.text());
    if (record.dpopJkt)
        claims.insert(QStringLiteral("cnf"), QJsonObject{{QStringLiteral("jkt"), *record.dpopJkt}});
    return claims;
}

QJsonObject paramsOf(const store::ApprovalRecord &record)
{
    const auto action = approval::parseCanonicalAction(record.canonical);
    return action ? action->params : QJsonObject();
}

}  // namespace

QStringList grantedScopes(const store::ApprovalRecord &record)
{
    return record.grantedScopes.value_or(record.scopes);
}

qint64 grantedTtl(const store::ApprovalRecord &record)
{
    return record.grantedTtl.value_or(record.credentialTtl);
}

int credentialTtl(const store::ApprovalRecord &record, const approval::ActionType *type)
{
    return type && approval::yieldOf(record.type) == approval::Yield::Credential ? std::min(record.credentialTtl, type->credentialTtl) : record.credentialTtl;
}

std::optional<qint64> askedCalls(const store::ApprovalRecord &record)
{
    return base::json::integer(paramsOf(record), QLatin1String("max_calls"));
}

std::optional<qint64> grantedCalls(const store::ApprovalRecord &record)
{
    return record.grantedCalls ? record.grantedCalls : askedCalls(record);
}

QJsonArray authorizationDetails(const store::ApprovalRecord &record)
{
    QJsonObject params = paramsOf(record);
    if (approval::yieldOf(record.type) == approval::Yield::Window) {
        params.insert(QStringLiteral("scopes"), QJsonArray::fromStringList(grantedScopes(record)));
        params.insert(QStringLiteral("duration"), grantedTtl(record));
        if (const auto calls = grantedCalls(record))
            params.insert(QStringLiteral("max_calls"), *calls);
    }
    if (approval::yieldOf(record.type) == approval::Yield::Client) {
        params.insert(QStringLiteral("scopes"), QJsonArray::fromStringList(grantedScopes(record)));
        params.insert(QStringLiteral("ttl"), grantedTtl(record));
    }
    return {QJsonObject{{QStringLiteral("type"), record.type}, {QStringLiteral("params"), params}}};
}

QJsonArray approvedBy(const store::ApprovalRecord &record)
{
    QJsonArray subs;
    for (const store::Vote &vote : record.votes) {
        if (vote.verdict == approval::Verdict::Approve)
            subs.append(vote.approver.text());
    }
    return subs;
}

GrantRecord grantFrom(store::Transaction &tx, const store::ApprovalRecord &record, GrantKind kind)
{
    GrantRecord grant;
    grant.id = newGrantId();
    grant.kind = kind;
    grant.sid = record.session;
    grant.sub = record.subject;
    grant.client = record.client;
    grant.scopes = grantedScopes(record);
    grant.audience = QStringList{record.rs};
    grant.jkt = record.dpopJkt.value_or(QString()).toLatin1();
    grant.expiresAt = tx.now() + grantedTtl(record);
    grant.address = record.requestedFrom;
    grant.approval = record.id;
    grant.title = record.sentence;
    grant.approvedBy = approvedBy(record);
    return grant;
}

QByteArray issueCredential(Services &services, store::Transaction &tx, const store::ApprovalRecord &record)
{
    const QByteArray jti = crypto::randomToken(32);
    GrantRecord grant = grantFrom(tx, record, GrantKind::Action);
    grant.maxUses = 1;
    insertGrant(tx, grant);
    store::CredentialRecord credential;
    credential.jtiHash = jtiHashOf(jti);
    credential.approval = record.id;
    credential.grant = grant.id;
    credential.expiresAt = grant.expiresAt;
    store::insertCredential(tx, credential);
    return services.keys.sign(tx, oauth::kTypeActionToken, claimsOf(services, tx, record, jti));
}

std::optional<CredentialClaims> readCredential(Services &services, QByteArrayView compact)
{
    const auto claims = readOurJwt(services, compact, oauth::kTypeActionToken);
    const auto jti = claims ? base::json::text(*claims, QLatin1String("jti")) : std::nullopt;
    const auto txn = claims ? base::json::text(*claims, QLatin1String("txn")) : std::nullopt;
    const auto exp = claims ? base::json::integer(*claims, QLatin1String("exp")) : std::nullopt;
    if (!jti || !txn || !exp)
        return std::nullopt;
    const QJsonObject cnf = claims->value(QLatin1String("cnf")).toObject();
    return CredentialClaims{jtiHashOf(jti->toUtf8()), base::ApprovalId(*txn), cnf.value(QLatin1String("jkt")).toString(), *exp};
}

QString jtiHashOf(QByteArrayView jti)
{
    return QString::fromLatin1(crypto::sha256({"action-jti:", jti}).toHex());
}

}  // namespace countersign::authority::grants
