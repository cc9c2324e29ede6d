#include "app/authority/config.h"
#include "app/authority/grants/access_token.h"
#include "app/authority/grants/entitlement.h"
#include "app/authority/grants/session.h"
#include "app/authority/grants/token_grants.h"
#include "app/authority/grants/wanted_scopes.h"
#include "app/authority/store/text_list.h"
#include "app/authority/store/transaction.h"
#include "app/oauth/error_code.h"
#include "app/oauth/pkce.h"
#include "app/oauth/scope.h"

namespace countersign::authority::grants {

namespace {

struct StoredCode {
    QByteArray hash;
    QString redirectUri;
    QByteArray challenge, jkt;
    base::Subject sub;
    QStringList scopes;
    QString acr, address;
    qint64 authTime = 0;
    bool isUsed = false, isExpired = false;
    base::GrantId grant;
};

std::optional<StoredCode> findCode(store::Transaction &tx, const QByteArray &hash, const base::ClientId &client)
{
    const auto row = tx.one("SELECT redirect_uri, code_challenge, dpop_jkt, sub, scopes, acr, address, auth_time, used_at, expires_at, grant_id"
                            " FROM code WHERE hash = ? AND client_id = ?", {hash, client.text()});
    if (!row)
        return std::nullopt;
    return StoredCode{hash, row->text(0), row->text(1).toLatin1(), row->text(2).toLatin1(), base::Subject(row->text(3)), store::listOf(row->text(4)),
                      row->text(5), row->text(6), row->integer(7), !row->isNull(8), row->integer(9) <= tx.now(), base::GrantId(row->text(10))};
}

// RFC 6749 4.1.2: a code that comes twice was stolen, and nobody knows by whom.
http::Response refuseReplay(Services &services, store::Transaction &tx, const StoredCode &code)
{
    revokeGrant(services, tx, code.grant,
                {QStringLiteral("system"), QStringLiteral("the authorization code was used twice"), QStringLiteral("code.replayed")});
    return invalidGrant();
}

bool refreshes(const store::Client &client)
{
    return client.isBuiltIn || client.grants.contains(QStringLiteral("refresh_token"));
}

GrantRecord sessionRecord(Services &services, store::Transaction &tx, const TokenRequest &request, const StoredCode &code)
{
    GrantRecord record;
    record.id = newGrantId();
    record.kind = GrantKind::Session;
    record.sid = newSessionId();
    record.sub = code.sub;
    record.client = request.client.id;
    record.jkt = request.key ? request.key->jkt : QByteArray();
    record.expiresAt = tx.now() + (refreshes(request.client) ? services.config.tokens.refreshAbsoluteSeconds : services.config.tokens.accessSeconds);
    record.authTime = code.authTime;
    record.acr = code.acr;
    record.address = code.address;
    return record;
}

// The checks that leave the code as it is: who fails them has not the right to spoil it.
std::optional<http::Response> misfit(const TokenRequest &request, const StoredCode &code)
{
    const bool isPublic = request.client.authMethod == QLatin1String("none");
    if ((isPublic || !code.jkt.isEmpty()) && !request.key)
        return invalidProof();
    if (!code.jkt.isEmpty() && request.key->jkt != code.jkt)
        return invalidGrant();
    if (request.form.value(QStringLiteral("redirect_uri")) != code.redirectUri)
        return invalidGrant();
    if (!oauth::codeVerifierFits(request.form.value(QStringLiteral("code_verifier")).toUtf8(), code.challenge))
        return invalidGrant();
    return std::nullopt;
}

}  // namespace

http::Response grantAuthorizationCode(Services &services, store::Transaction &tx, const TokenRequest &request)
{
    const QByteArray text = request.form.value(QStringLiteral("code")).toUtf8();
    if (text.isEmpty())
        return refuse(400, oauth::error::kInvalidRequest, QLatin1StringView("The parameter code is missing."));
    const auto code = findCode(tx, codeHash(services, text), request.client.id);
    if (!code)
        return invalidGrant();
    if (code->isUsed)
        return refuseReplay(services, tx, *code);
    if (code->isExpired)
        return invalidGrant();
    if (auto refused = misfit(request, *code))
        return *std::move(refused);
    const auto allowed = entitlement(services, tx, request.client, code->sub);
    if (!allowed)
        return invalidGrant();
    const QStringList most = oauth::scopesWithin(code->scopes, allowed->scopes);
    auto answer = wantedScopes(services, request.form, *allowed, {most, most});
    if (auto *refused = refusal(answer))
        return std::move(*refused);
    if (most.isEmpty())
        return invalidGrant();
    GrantRecord record = sessionRecord(services, tx, request, *code);
    record.scopes = std::get<Wanted>(answer).scopes;
    record.audience = std::get<Wanted>(answer).audience;
    if (tx.exec("UPDATE code SET used_at = ?, grant_id = NULL WHERE hash = ? AND used_at IS NULL AND expires_at > ?", {tx.now(), code->hash, tx.now()}) != 1)
        return invalidGrant();
    insertGrant(tx, record);
    tx.exec("UPDATE code SET grant_id = ? WHERE hash = ?", {record.id.text(), code->hash});
    auditSession(tx, record);
    store::countClientUse(tx, record.client);
    oauth::TokenResponse response = issueAccessToken(services, tx, record, record.jkt);
    if (refreshes(request.client))
        response.refreshToken = issueRefreshToken(services, tx, record.id, {});
    return tokenAnswer(response);
}

}  // namespace countersign::authority::grants
