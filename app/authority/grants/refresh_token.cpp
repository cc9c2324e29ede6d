#include "app/authority/grants/access_token.h"
#include "app/authority/grants/entitlement.h"
#include "app/authority/grants/lifetimes.h"
#include "app/authority/grants/redemption_times.h"
#include "app/authority/grants/session.h"
#include "app/authority/grants/token_grants.h"
#include "app/authority/grants/wanted_scopes.h"
#include "app/authority/store/text_list.h"
#include "app/authority/store/transaction.h"
#include "app/oauth/error_code.h"
#include "app/oauth/scope.h"

namespace countersign::authority::grants {

namespace {

struct StoredRefresh {
    QByteArray hash;
    GrantRecord grant;
    bool isRevoked = false, isExpired = false;
    std::optional<qint64> usedAtMs, replacedAtMs;
};

std::optional<StoredRefresh> findRefresh(store::Transaction &tx, const QByteArray &hash, const base::ClientId &client)
{
    const auto row = tx.one("SELECT r.used_at_ms, r.replaced_at_ms, r.idle_expires_at, g.expires_at, g.revoked_at, g.id, g.sid, g.sub,"
                            " g.scopes, g.jkt, g.auth_time, g.acr, g.address FROM refresh r JOIN grant_ g ON g.id = r.grant_id"
                            " WHERE r.hash = ? AND g.client_id = ?", {hash, client.text()});
    if (!row)
        return std::nullopt;
    StoredRefresh stored;
    stored.hash = hash;
    stored.usedAtMs = row->optionalInteger(0);
    stored.replacedAtMs = row->optionalInteger(1);
    stored.isExpired = row->integer(2) <= tx.now() || row->integer(3) <= tx.now();
    stored.isRevoked = !row->isNull(4);
    stored.grant.id = base::GrantId(row->text(5));
    stored.grant.kind = GrantKind::Session;
    stored.grant.sid = base::SessionId(row->text(6));
    stored.grant.sub = base::Subject(row->text(7));
    stored.grant.client = client;
    stored.grant.scopes = store::listOf(row->text(8));
    stored.grant.jkt = row->text(9).toLatin1();
    stored.grant.expiresAt = row->integer(3);
    stored.grant.authTime = row->integer(10);
    stored.grant.acr = row->text(11);
    stored.grant.address = row->text(12);
    return stored;
}

// RFC 9700 4.14.2: somebody else has the family.
http::Response endFamily(Services &services, store::Transaction &tx, const StoredRefresh &stored)
{
    revokeGrant(services, tx, stored.grant.id,
                {QStringLiteral("system"), QStringLiteral("a refresh token was used twice"), QStringLiteral("token.replayed")});
    return invalidGrant();
}

// A used token may come once more when the answer to it was lost (protocol.md 5): soon, by the same key, while nobody has used its
// successor, which then gives way to a new one. What was sent before the first was answered is no retry: of parallel uses
// one wins, and the others get nothing, but do no harm.
std::optional<http::Response> refuseReuse(Services &services, store::Transaction &tx, const TokenRequest &request, const StoredRefresh &stored)
{
    const qint64 endedAtMs = stored.usedAtMs ? *stored.usedAtMs : *stored.replacedAtMs;
    if (tx.nowMs() - endedAtMs > kRefreshGraceMs || !request.key || stored.grant.jkt != request.key->jkt)
        return endFamily(services, tx, stored);
    if (!stored.usedAtMs || request.request.receivedAtMs <= endedAtMs || services.redemptions.joinsRace(stored.hash, request.request)) {
        services.redemptions.noteLoser(tx, services.clock, stored.hash);
        return invalidGrant();
    }
    const int replaced = tx.exec("UPDATE refresh SET replaced_at_ms = ? WHERE parent = ? AND used_at_ms IS NULL AND replaced_at_ms IS NULL",
                                 {tx.nowMs(), stored.hash});
    return replaced == 1 ? std::nullopt : std::optional(endFamily(services, tx, stored));
}

std::optional<http::Response> keyMisfit(const TokenRequest &request, const StoredRefresh &stored)
{
    const bool isPublic = request.client.authMethod == QLatin1String("none");
    if (!request.key)
        return isPublic || !stored.grant.jkt.isEmpty() ? std::optional(invalidProof()) : std::nullopt;
    if (!stored.grant.jkt.isEmpty() && request.key->jkt != stored.grant.jkt)
        return invalidGrant();
    return std::nullopt;
}

}  // namespace

http::Response grantRefreshToken(Services &services, store::Transaction &tx, const TokenRequest &request)
{
    const QByteArray text = request.form.value(QStringLiteral("refresh_token")).toUtf8();
    if (text.isEmpty())
        return refuse(400, oauth::error::kInvalidRequest, QLatin1StringView("The parameter refresh_token is missing."));
    const auto stored = findRefresh(tx, refreshHash(services, text), request.client.id);
    if (!stored)
        return invalidGrant();
    if (auto refused = keyMisfit(request, *stored))
        return *std::move(refused);
    const auto allowed = stored->isRevoked || stored->isExpired ? std::nullopt : entitlement(services, tx, request.client, stored->grant.sub);
    if (!allowed)
        return invalidGrant();
    const QStringList most = oauth::scopesWithin(stored->grant.scopes, allowed->scopes);
    auto answer = wantedScopes(services, request.form, *allowed, {most, most});
    if (auto *refused = refusal(answer))
        return std::move(*refused);
    if (most.isEmpty())
        return invalidGrant();
    if (stored->usedAtMs || stored->replacedAtMs) {
        if (auto refused = refuseReuse(services, tx, request, *stored))
            return *std::move(refused);
    } else if (tx.exec("UPDATE refresh SET used_at_ms = ? WHERE hash = ? AND used_at_ms IS NULL", {tx.nowMs(), stored->hash}) != 1) {
        return invalidGrant();
    } else {
        services.redemptions.noteIssuing(tx, services.clock, stored->hash);
    }
    GrantRecord grant = stored->grant;
    grant.scopes = std::get<Wanted>(answer).scopes;
    grant.audience = std::get<Wanted>(answer).audience;
    store::countClientUse(tx, grant.client);
    oauth::TokenResponse response = issueAccessToken(services, tx, grant, request.key ? request.key->jkt : QByteArray());
    response.refreshToken = issueRefreshToken(services, tx, grant.id, stored->hash);
    return tokenAnswer(response);
}

}  // namespace countersign::authority::grants
