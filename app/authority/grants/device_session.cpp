#include "app/authority/config.h"
#include "app/authority/grants/access_token.h"
#include "app/authority/grants/entitlement.h"
#include "app/authority/grants/replay_guard.h"
#include "app/authority/grants/session.h"
#include "app/authority/grants/token_grants.h"
#include "app/authority/grants/wanted_scopes.h"
#include "app/authority/store/devices.h"
#include "app/authority/store/store.h"
#include "app/base/json.h"
#include "app/oauth/error_code.h"
#include "app/oauth/names.h"

namespace countersign::authority::grants {

namespace {

// The session this device has already: asking again prolongs it, so that streams and lists see one session, not one in ten minutes.
std::optional<GrantRecord> liveSession(store::Transaction &tx, const base::DeviceKid &kid, const QByteArray &jkt)
{
    const auto row = tx.one("SELECT id, sid FROM grant_ WHERE kind = 'session' AND device_kid = ? AND jkt = ? AND revoked_at IS NULL AND expires_at > ?"
                            " ORDER BY expires_at DESC LIMIT 1", {kid.text(), QString::fromLatin1(jkt), tx.now()});
    if (!row)
        return std::nullopt;
    GrantRecord record;
    record.id = base::GrantId(row->text(0));
    record.sid = base::SessionId(row->text(1));
    return record;
}

void auditSignIn(store::Transaction &tx, const GrantRecord &record)
{
    store::AuditEvent event;
    event.event = QStringLiteral("user.signed_in");
    event.actor = record.sub.text();
    event.client = record.client;
    event.device = base::DeviceKid(record.deviceKid);
    event.payload = {{QStringLiteral("acr"), record.acr}, {QStringLiteral("address"), record.address}};
    tx.audit(event);
}

}  // namespace

Or<PresentedDevice> presentDevice(Services &services, const http::Form &form)
{
    const QByteArray text = form.value(QStringLiteral("assertion")).toUtf8();
    if (text.isEmpty())
        return refuse(400, oauth::error::kInvalidRequest, QLatin1StringView("The parameter assertion is missing."));
    const auto jws = oauth::parseAssertion(text);
    if (!jws)
        return invalidGrant();
    const base::DeviceKid kid(base::json::text(jws->header, QLatin1String("kid")).value_or(QString()));
    const auto found = services.store.read([&](store::Transaction &tx) { return store::findDevice(tx, kid); });
    if (!found)
        return store::Store::unavailable();
    const auto jwk = *found ? base::json::parseObject((*found)->jwk) : base::Result<QJsonObject>(base::Errc::NotFound, QString());
    const auto key = jwk ? crypto::EcPublicKey::fromJwk(*jwk) : base::Result<crypto::EcPublicKey>(jwk.error());
    if (!key)
        return invalidGrant();
    const qint64 now = services.clock.now();
    const auto assertion = oauth::verifyDeviceAssertion(*jws, *key, services.issuer, now);
    if (!assertion || assertion->subject != oauth::kLocalUserName)
        return invalidGrant();
    PresentedDevice device{*assertion, kid, replayKey("device-assertion", kid.text().toUtf8(), assertion->jti.toUtf8())};
    const auto claim = services.replay.claim(device.replayKey, assertion->expiresAt + oauth::kSkewSeconds, now);
    if (claim != ReplayGuard::Claim::Fresh)
        return claim == ReplayGuard::Claim::Seen ? invalidGrant() : store::Store::unavailable();
    return device;
}

http::Response grantDeviceSession(Services &services, store::Transaction &tx, const TokenRequest &request, const PresentedDevice &device)
{
    if (!request.key)
        return invalidProof();
    const auto known = store::findDevice(tx, device.kid);
    const auto user = known && known->isActive() ? store::findUser(tx, known->sub) : std::nullopt;
    if (!user || !user->isLocal || user->name != device.assertion.subject
        || !services.replay.remember(tx, device.replayKey, device.assertion.expiresAt + oauth::kSkewSeconds))
        return invalidGrant();
    const auto allowed = entitlement(services, tx, request.client, user->sub);
    if (!allowed)
        return invalidGrant();
    auto answer = wantedScopes(services, request.form, *allowed, {allowed->scopes, allowed->scopes});
    if (auto *refused = refusal(answer))
        return std::move(*refused);
    const auto session = liveSession(tx, device.kid, request.key->jkt);
    GrantRecord record;
    record.id = session ? session->id : newGrantId();
    record.kind = GrantKind::Session;
    record.sid = session ? session->sid : newSessionId();
    record.sub = user->sub;
    record.client = request.client.id;
    record.scopes = std::get<Wanted>(answer).scopes;
    record.audience = std::get<Wanted>(answer).audience;
    record.jkt = request.key->jkt;
    record.expiresAt = tx.now() + services.config.tokens.accessSeconds;
    record.authTime = tx.now();
    record.acr = QString(oauth::kAcrDevice);
    record.address = QString::fromLatin1(request.request.peerAddress);
    record.deviceKid = device.kid.text();
    if (session)
        tx.exec("UPDATE grant_ SET expires_at = ?, auth_time = ? WHERE id = ?", {record.expiresAt, record.authTime, record.id.text()});
    else
        insertGrant(tx, record);
    auditSignIn(tx, record);
    return tokenAnswer(issueAccessToken(services, tx, record, record.jkt));
}

}  // namespace countersign::authority::grants
