// POST /revoke (RFC 7009): a holder gives back a token, or cancels its pending request by its auth_req_id (protocol.md 12).
#include "app/authority/endpoints/token_form.h"
#include "app/authority/endpoints/oauth_endpoints.h"
#include "app/authority/grants/approval_hooks.h"
#include "app/authority/grants/client_authentication.h"
#include "app/authority/grants/entitlement.h"
#include "app/authority/grants/session.h"
#include "app/authority/grants/token_claims.h"
#include "app/authority/grants/token_grants.h"
#include "app/authority/http/router.h"
#include "app/authority/store/transaction.h"
#include "app/oauth/error_code.h"
#include "app/oauth/names.h"

namespace countersign::authority::endpoints {

namespace {

using grants::refusal;

enum class Outcome { Unknown, Done, NotYours };

class Revoking {
public:
    Revoking(Services &services, store::Transaction &tx, const store::Client &client)
        : m_services(services), m_tx(tx), m_client(client)
    {
    }

    Outcome run(const QByteArray &token)
    {
        if (const auto claims = grants::readOurJwt(m_services, token, oauth::kTypeAccessToken))
            return accessToken(grants::tokenClaims(*claims));
        if (const auto claims = grants::readOurJwt(m_services, token, oauth::kTypeActionToken))
            return credential(*claims);
        const Outcome refresh = refreshToken(token);
        return refresh == Outcome::Unknown ? pendingRequest(token) : refresh;
    }

private:
    Outcome accessToken(const grants::TokenClaims &claims)
    {
        const auto row = m_tx.one("SELECT g.id, g.kind, g.sub, t.revoked_at, t.expires_at FROM token t JOIN grant_ g ON g.id = t.grant_id"
                                  " WHERE t.jti_hash = ?", {claims.jtiHash});
        if (!row)
            return Outcome::Unknown;
        if (claims.client != m_client.id)
            return Outcome::NotYours;
        // A base token is its whole grant; a session outlives its access tokens.
        if (row->text(1) != QLatin1String("session"))
            return wholeGrant(base::GrantId(row->text(0)), claims.sub);
        if (!row->isNull(3) || row->integer(4) <= m_tx.now())
            return Outcome::Done;
        m_tx.exec("UPDATE token SET revoked_at = ? WHERE jti_hash = ?", {m_tx.now(), claims.jtiHash});
        store::AuditEvent event;
        event.event = QStringLiteral("token.revoked");
        event.actor = row->text(2);
        event.client = m_client.id;
        event.payload = {{QStringLiteral("grant"), row->text(0)}, {QStringLiteral("kind"), QStringLiteral("access_token")},
                         {QStringLiteral("sub"), row->text(2)}};
        m_tx.audit(event);
        return Outcome::Done;
    }

    Outcome credential(const QJsonObject &claims)
    {
        if (claims.value(QLatin1String("client_id")) != m_client.id.text())
            return Outcome::NotYours;
        const auto grant = grants::credentialGrant(m_tx, claims);
        return grant ? wholeGrant(*grant, grants::subjectOfClient(m_client.id)) : Outcome::Unknown;
    }

    // RFC 7009 2.1: with a refresh token the access tokens of the same grant go.
    Outcome refreshToken(const QByteArray &token)
    {
        const auto row = m_tx.one("SELECT g.id, g.client_id, g.sub FROM refresh r JOIN grant_ g ON g.id = r.grant_id WHERE r.hash = ?",
                                  {grants::refreshHash(m_services, token)});
        if (!row)
            return Outcome::Unknown;
        return row->text(1) == m_client.id.text() ? wholeGrant(base::GrantId(row->text(0)), base::Subject(row->text(2))) : Outcome::NotYours;
    }

    Outcome pendingRequest(const QByteArray &token)
    {
        switch (grants::cancelByAuthReqId(m_services, m_tx, m_client, token)) {
        case grants::CancelOutcome::NotYours:
            return Outcome::NotYours;
        case grants::CancelOutcome::Unknown:
            return Outcome::Unknown;
        case grants::CancelOutcome::Cancelled:
        case grants::CancelOutcome::AlreadyOver:
            break;
        }
        return Outcome::Done;
    }

    Outcome wholeGrant(const base::GrantId &grant, const base::Subject &actor)
    {
        grants::revokeGrant(m_services, m_tx, grant, {actor.text(), QStringLiteral("given back by its holder")});
        return Outcome::Done;
    }

    Services &m_services;
    store::Transaction &m_tx;
    const store::Client &m_client;
};

http::Response revoke(Services &services, store::Transaction &tx, const grants::PresentedClient &presented, const QByteArray &token)
{
    auto client = grants::authenticateClient(services, tx, presented);
    if (auto *refused = refusal(client))
        return std::move(*refused);
    if (Revoking(services, tx, std::get<store::Client>(client)).run(token) == Outcome::NotYours)
        return grants::invalidGrant();
    // RFC 7009 2.2: what is not known is as good as revoked.
    return http::Response::json(200, {});
}

http::Outcome handle(Services &services, const http::Request &request)
{
    auto form = readTokenForm(services, request);
    if (auto *refused = refusal(form))
        return std::move(*refused);
    const auto &[presented, token] = std::get<TokenForm>(form);
    return http::Work([&services, presented = presented, token = token](store::Transaction &tx) {
        return revoke(services, tx, presented, token);
    });
}

}  // namespace

void registerRevocation(http::Router &router, Services &services)
{
    router.add("POST", "/revoke", http::BodyKind::Form, [&services](const http::Request &request) { return handle(services, request); });
}

}  // namespace countersign::authority::endpoints
