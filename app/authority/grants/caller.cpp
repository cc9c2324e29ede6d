#include "app/authority/grants/caller.h"

#include "app/authority/grants/client_authentication.h"
#include "app/authority/grants/entitlement.h"
#include "app/authority/grants/proven_key.h"
#include "app/authority/grants/replay_guard.h"
#include "app/authority/grants/use_counter.h"
#include "app/authority/store/store.h"
#include "app/oauth/dpop.h"
#include "app/oauth/error_code.h"

namespace countersign::authority::grants {

namespace error = oauth::error;

namespace {

http::Response challenged(QLatin1StringView code, QLatin1StringView description)
{
    const QByteArray name(code.data(), code.size());
    return refuse(401, code, description)
        .withHeader("WWW-Authenticate", "DPoP realm=\"countersign\", error=\"" + name + "\", algs=\"ES256\"");
}

http::Response noToken()
{
    return refuse(401, error::kUnauthorized, QLatin1StringView("This needs an access token bound by DPoP."))
        .withHeader("WWW-Authenticate", "DPoP realm=\"countersign\", algs=\"ES256\"");
}

http::Response badToken()
{
    return challenged(error::kInvalidToken, QLatin1StringView("The access token is not valid here, or no longer."));
}

http::Response badProof()
{
    return challenged(error::kInvalidDpopProof, QLatin1StringView("The DPoP proof is missing, was used before, or does not fit this request."));
}

// The token of `DPoP <token>`; the scheme is compared without case (RFC 9110 11.1).
Or<QByteArray> tokenText(const http::Request &request)
{
    static const QList<QByteArray> secrets{"access_token", "token"};
    const QList<QByteArray> headers = request.headerAll("authorization");
    if (headers.size() > 1 || (!request.query.isEmpty() && http::queryHasAny(request, secrets)))
        return refuse(400, error::kInvalidRequest, QLatin1StringView("An access token is sent once, in the Authorization header."));
    if (headers.isEmpty())
        return noToken();
    const qsizetype blank = headers.first().indexOf(' ');
    if (blank < 0 || headers.first().first(blank).compare("dpop", Qt::CaseInsensitive) != 0)
        return badToken();
    return headers.first().mid(blank + 1);
}

}  // namespace

Or<PresentedToken> presentToken(Services &services, const http::Request &request)
{
    auto text = tokenText(request);
    if (auto *refused = refusal(text))
        return std::move(*refused);
    const auto &token = std::get<QByteArray>(text);
    const auto claims = readAccessToken(services, token);
    const qint64 now = services.clock.now();
    if (!claims || claims->expiresAt <= now || claims->jkt.isEmpty() || !claims->audience.contains(services.issuer))
        return badToken();
    const QList<QByteArray> proofs = request.headerAll("dpop");
    if (proofs.size() != 1)
        return badProof();
    const auto proof = oauth::verifyProof(proofs.first(), {request.method, requestUrl(services, request), token, {}}, now);
    if (!proof || proof->thumbprint != claims->jkt)
        return badProof();
    PresentedToken presented{*claims, replayKey("dpop", proof->thumbprint, proof->jti.toUtf8()), proof->expiresAt(), request.peerAddress, false};
    const auto claim = services.replay.claim(presented.replayKey, presented.replayUntil, now);
    if (claim != ReplayGuard::Claim::Fresh)
        return claim == ReplayGuard::Claim::Seen ? badProof() : store::Store::unavailable();
    // A read has no transaction in which it could be kept.
    if (request.method == "GET" || request.method == "HEAD")
        services.replay.rememberSoon(services.store, presented.replayKey, presented.replayUntil);
    else
        presented.keepWithWork = true;
    return presented;
}

std::optional<Caller> stillAllowed(Services &services, store::Transaction &tx, const PresentedToken &presented, QLatin1StringView requiredScope)
{
    const TokenClaims &claims = presented.claims;
    const auto live = liveToken(services, tx, claims);
    auto user = live && !isClientSubject(claims.sub) ? store::findUser(tx, claims.sub) : std::nullopt;
    if (!user || (!requiredScope.isEmpty() && !live->scopes.contains(requiredScope)))
        return std::nullopt;
    return Caller{*std::move(user), live->grant, claims.sid, claims.client, live->scopes, claims.authTime, claims.acr, claims.jkt,
                  claims.expiresAt, QString::fromLatin1(presented.peerAddress)};
}

Or<Caller> authenticateCaller(Services &services, store::Transaction &tx, const PresentedToken &presented, QLatin1StringView requiredScope)
{
    if (presented.keepWithWork && !services.replay.remember(tx, presented.replayKey, presented.replayUntil))
        return badProof();
    auto caller = stillAllowed(services, tx, presented, QLatin1StringView());
    if (!caller)
        return badToken();
    services.uses.note(caller->grant, tx.now());
    if (requiredScope.isEmpty() || caller->scopes.contains(requiredScope))
        return *std::move(caller);
    const QByteArray name(requiredScope.data(), requiredScope.size());
    return refuse(403, error::kInsufficientScope, QLatin1StringView("The access token does not give this right."))
        .withHeader("WWW-Authenticate", "DPoP realm=\"countersign\", error=\"insufficient_scope\", scope=\"" + name + "\"");
}

http::Response needsFreshSignIn(int maxAgeSeconds)
{
    return refuse(401, error::kInsufficientUserAuthentication, QLatin1StringView("This needs a fresh sign-in."))
        .withHeader("WWW-Authenticate", "DPoP realm=\"countersign\", error=\"insufficient_user_authentication\", max_age=\""
                    + QByteArray::number(maxAgeSeconds) + "\", algs=\"ES256\"");
}

}  // namespace countersign::authority::grants
