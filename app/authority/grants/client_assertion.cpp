#include "app/authority/grants/client_assertion.h"

#include "app/authority/grants/replay_guard.h"
#include "app/authority/store/store.h"
#include "app/base/json.h"
#include "app/oauth/assertion.h"
#include "app/oauth/error_code.h"
#include "app/oauth/names.h"

#include <algorithm>

namespace countersign::authority::grants {

namespace {

constexpr size_t kMostKeys = 8;

// A header that brings or points to a key wants the verifier to trust the token about itself (RFC 8725 3.1, 3.10).
bool bringsItsKey(const QJsonObject &header)
{
    constexpr std::array names{"jwk", "jku", "x5u", "x5c"};
    return std::any_of(names.begin(), names.end(), [&](const char *name) { return header.contains(QLatin1String(name)); });
}

std::optional<oauth::Assertion> verified(Services &services, const crypto::Jws &jws, const QByteArray &jwks)
{
    for (const crypto::EcPublicKey &key : keysOf(jwks, jws.header.value(QLatin1String("kid")).toString())) {
        if (auto assertion = oauth::verifyClientAssertion(jws, key, services.issuer, services.clock.now()))
            return *assertion;
    }
    return std::nullopt;
}

}  // namespace

std::vector<crypto::EcPublicKey> keysOf(const QByteArray &jwks, const QString &kid)
{
    std::vector<crypto::EcPublicKey> keys;
    const auto set = base::json::parseObject(jwks);
    if (!set)
        return keys;
    for (const QJsonValue &entry : set->value(QLatin1String("keys")).toArray()) {
        const QJsonObject jwk = entry.toObject();
        const auto key = crypto::EcPublicKey::fromJwk(jwk);
        if (!key || jwk.value(QLatin1String("use")).toString(QStringLiteral("sig")) != QLatin1String("sig"))
            continue;
        // A key without a name of its own goes by its thumbprint.
        const QString name = jwk.value(QLatin1String("kid")).toString(QString::fromLatin1(key->thumbprint()));
        if (keys.size() < kMostKeys && (kid.isEmpty() || kid == name))
            keys.push_back(*key);
    }
    return keys;
}

Or<PresentedClient> presentAssertion(Services &services, const http::Form &form)
{
    if (form.value(QStringLiteral("client_assertion_type")) != oauth::kAssertionJwtBearer)
        return invalidClient();
    const auto jws = oauth::parseAssertion(form.value(QStringLiteral("client_assertion")).toUtf8());
    const QJsonValue kid = jws ? jws->header.value(QLatin1String("kid")) : QJsonValue();
    if (!jws || bringsItsKey(jws->header) || !(kid.isUndefined() || kid.isString()))
        return invalidClient();
    const base::ClientId id(jws->claims.value(QLatin1String("sub")).toString());
    const auto client = services.store.read([&](store::Transaction &tx) { return store::findClient(tx, id); });
    if (!client)
        return store::Store::unavailable();
    if (!*client || (*client)->authMethod != QLatin1String("private_key_jwt"))
        return invalidClient();
    const auto assertion = verified(services, *jws, (*client)->jwks);
    if (!assertion)
        return invalidClient();
    PresentedClient presented{id, ClientMethod::PrivateKeyJwt, {}, (*client)->jwks, {}, assertion->expiresAt + oauth::kSkewSeconds};
    presented.replayKey = replayKey("client-assertion", id.text().toUtf8(), assertion->jti.toUtf8());
    if (services.replay.claim(presented.replayKey, presented.replayUntil, services.clock.now()) != ReplayGuard::Claim::Fresh)
        return invalidClient();
    return presented;
}

}  // namespace countersign::authority::grants
