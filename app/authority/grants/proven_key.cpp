#include "app/authority/grants/proven_key.h"

#include "app/authority/grants/replay_guard.h"
#include "app/authority/store/store.h"
#include "app/oauth/dpop.h"
#include "app/oauth/error_code.h"

namespace countersign::authority::grants {

http::Response invalidProof()
{
    return refuse(400, oauth::error::kInvalidDpopProof, QLatin1StringView("The DPoP proof is missing or does not fit this request."));
}

QByteArray requestUrl(const Services &services, const http::Request &request)
{
    return services.issuer.toUtf8() + request.path;
}

Or<std::optional<ProvenKey>> presentKey(Services &services, const http::Request &request)
{
    const QList<QByteArray> headers = request.headerAll("dpop");
    if (headers.isEmpty())
        return std::optional<ProvenKey>();
    if (headers.size() > 1)
        return invalidProof();
    const auto proof = oauth::verifyProof(headers.first(), {request.method, requestUrl(services, request), {}, {}}, services.clock.now());
    if (!proof)
        return invalidProof();
    ProvenKey key{proof->thumbprint, replayKey("dpop", proof->thumbprint, proof->jti.toUtf8()), proof->expiresAt()};
    switch (services.replay.claim(key.replayKey, key.replayUntil, services.clock.now())) {
    case ReplayGuard::Claim::Fresh:
        return std::optional(key);
    case ReplayGuard::Claim::Seen:
        return invalidProof();
    case ReplayGuard::Claim::Full:
        break;
    }
    return store::Store::unavailable();
}

std::optional<http::Response> keepProof(Services &services, store::Transaction &tx, const std::optional<ProvenKey> &key)
{
    if (!key || services.replay.remember(tx, key->replayKey, key->replayUntil))
        return std::nullopt;
    return invalidProof();
}

}  // namespace countersign::authority::grants
