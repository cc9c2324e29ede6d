// Who calls the authority's own interface: a console's DPoP-bound access token (RFC 9449 7, RFC 6750 3).
#pragma once

#include "app/authority/grants/answer.h"
#include "app/authority/grants/token_claims.h"
#include "app/authority/services.h"
#include "app/authority/store/users.h"
#include "app/base/strong_id.h"

namespace countersign::authority::grants {

struct PresentedToken {
    TokenClaims claims;
    QByteArray replayKey;  // the proof's `jti`, already claimed in memory
    qint64 replayUntil = 0;
    QByteArray peerAddress;
    bool keepWithWork = false;  // its `jti` is written by stage 2; a read's is written by itself
};

// Stage 1, on the HTTP thread: one Authorization header with scheme DPoP, a token of ours for the authority itself, one
// proof that fits it and was never seen. 401 otherwise, with WWW-Authenticate; without any token the challenge has no error
// code. 400: two Authorization headers, or a token in the query.
[[nodiscard]] Or<PresentedToken> presentToken(Services &services, const http::Request &request);

struct Caller {
    store::User user;
    base::GrantId grant;
    base::SessionId sid;
    base::ClientId client;
    QStringList scopes;     // what the token still gives: role, catalogue and grant considered
    qint64 authTime = 0;    // seconds since the epoch, of the sign-in
    QString acr;
    QByteArray jkt;
    qint64 tokenExpiresAt = 0;
    QString address;        // TCP peer
};

// Stage 2, inside the transaction: the grant lives, the token is not revoked or expired, the user is enabled and still has a
// role that gives `requiredScope`. 401 invalid_token, 403 insufficient_scope. An empty scope asks for a live token only.
[[nodiscard]] Or<Caller> authenticateCaller(Services &services, store::Transaction &tx, const PresentedToken &presented,
                                            QLatin1StringView requiredScope);

// The same check for a stream that is already open: nullopt once its caller may no longer read.
[[nodiscard]] std::optional<Caller> stillAllowed(Services &services, store::Transaction &tx, const PresentedToken &presented,
                                                 QLatin1StringView requiredScope);

// RFC 9470 3: 401 insufficient_user_authentication with max_age, for a caller whose sign-in is too old.
[[nodiscard]] http::Response needsFreshSignIn(int maxAgeSeconds);

}  // namespace countersign::authority::grants
