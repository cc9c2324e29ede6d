// /devices: the keys with which a person's consoles sign decisions (protocol.md 5).
#include "app/authority/endpoints/json_body.h"
#include "app/authority/endpoints/oauth_endpoints.h"
#include "app/authority/endpoints/page_request.h"
#include "app/authority/grants/caller.h"
#include "app/authority/http/router.h"
#include "app/authority/store/devices.h"
#include "app/authority/store/store.h"
#include "app/base/json.h"
#include "app/crypto/ec_key.h"
#include "app/oauth/error_code.h"

#include <QJsonArray>

#include <algorithm>

namespace countersign::authority::endpoints {

namespace {

namespace error = oauth::error;
using grants::refusal;
using grants::refuse;

constexpr size_t kMostDevices = 32;
constexpr qsizetype kMostNameChars = 100;

// Opened by whoever is signed in: a device key by itself gives no right that its owner has not.
constexpr QLatin1StringView kAnyScope{};

void auditDevice(store::Transaction &tx, const grants::Caller &caller, const base::DeviceKid &kid, const char *name)
{
    store::AuditEvent event;
    event.event = QLatin1String(name);
    event.actor = caller.user.sub.text();
    event.client = caller.client;
    event.device = kid;
    event.payload = {{QStringLiteral("address"), caller.address}};
    tx.audit(event);
}

bool isDeviceName(const QString &name)
{
    return !name.trimmed().isEmpty() && name.size() <= kMostNameChars
        && std::all_of(name.begin(), name.end(), [](QChar c) { return c.isPrint(); });
}

http::Response addDevice(Services &services, store::Transaction &tx, const grants::PresentedToken &token, const store::Device &wanted)
{
    auto answer = grants::authenticateCaller(services, tx, token, kAnyScope);
    if (auto *refused = refusal(answer))
        return std::move(*refused);
    const auto &caller = std::get<grants::Caller>(answer);
    const QJsonObject created{{QStringLiteral("kid"), wanted.kid.text()}};
    // A repeat, after an answer that was lost, changes nothing.
    if (const auto known = store::findDevice(tx, wanted.kid); known && known->isActive() && known->sub == caller.user.sub)
        return http::Response::json(201, created);
    if (store::listDevices(tx, caller.user.sub).size() >= kMostDevices)
        return refuse(409, error::kConflict, QLatin1StringView("This person has too many devices; remove one first."));
    store::Device device = wanted;
    device.sub = caller.user.sub;
    if (!store::insertDevice(tx, device))
        return refuse(409, error::kConflict, QLatin1StringView("This key is in use, or was removed: make a new one."));
    auditDevice(tx, caller, device.kid, "device.added");
    return http::Response::json(201, created);
}

http::Outcome post(Services &services, const http::Request &request)
{
    auto token = grants::presentToken(services, request);
    if (auto *refused = refusal(token))
        return std::move(*refused);
    auto body = readObject(request);
    if (auto *refused = refusal(body))
        return std::move(*refused);
    const auto &object = std::get<QJsonObject>(body);
    const auto key = crypto::EcPublicKey::fromJwk(object.value(QLatin1String("jwk")).toObject());
    const auto name = base::json::text(object, QLatin1String("name"));
    if (!key)
        return refuse(400, error::kInvalidRequest, QLatin1StringView("jwk must be a public P-256 key."));
    if (!name || !isDeviceName(*name))
        return refuse(400, error::kInvalidRequest, QLatin1StringView("name must be 1 to 100 visible characters."));
    store::Device device;
    device.kid = base::DeviceKid(QString::fromLatin1(key->thumbprint()));
    device.jwk = base::json::canonical(key->jwk());
    device.name = *name;
    return http::Work([&services, token = std::get<grants::PresentedToken>(token), device](store::Transaction &tx) {
        return addDevice(services, tx, token, device);
    });
}

http::Response listAnswer(Services &services, store::Transaction &tx, const grants::PresentedToken &token)
{
    auto answer = grants::authenticateCaller(services, tx, token, kAnyScope);
    if (auto *refused = refusal(answer))
        return std::move(*refused);
    QJsonArray items;
    for (const store::Device &device : store::listDevices(tx, std::get<grants::Caller>(answer).user.sub)) {
        QJsonObject item{{QStringLiteral("kid"), device.kid.text()}, {QStringLiteral("name"), device.name},
                         {QStringLiteral("created_at"), device.createdAt}};
        if (device.lastUsedAt)
            item.insert(QStringLiteral("last_used_at"), *device.lastUsedAt);
        items.append(item);
    }
    return http::Response::json(200, {{QStringLiteral("items"), items}, {QStringLiteral("server_time"), tx.now()}});
}

http::Outcome get(Services &services, const http::Request &request)
{
    auto token = grants::presentToken(services, request);
    if (auto *refused = refusal(token))
        return std::move(*refused);
    auto query = readQuery(request, {});
    if (auto *refused = refusal(query))
        return std::move(*refused);
    return services.store.answer([&](store::Transaction &tx) { return listAnswer(services, tx, std::get<grants::PresentedToken>(token)); });
}

http::Response removeDevice(Services &services, store::Transaction &tx, const grants::PresentedToken &token, const base::DeviceKid &kid)
{
    auto answer = grants::authenticateCaller(services, tx, token, kAnyScope);
    if (auto *refused = refusal(answer))
        return std::move(*refused);
    const auto &caller = std::get<grants::Caller>(answer);
    const auto device = store::findDevice(tx, kid);
    if (!device || device->sub != caller.user.sub || !store::revokeDevice(tx, kid))
        return refuse(404, error::kNotFound, QLatin1StringView("There is no such device of yours."));
    auditDevice(tx, caller, kid, "device.removed");
    return http::Response::empty(204);
}

http::Outcome remove(Services &services, const http::Request &request)
{
    auto token = grants::presentToken(services, request);
    if (auto *refused = refusal(token))
        return std::move(*refused);
    const base::DeviceKid kid(QString::fromLatin1(request.pathParam("kid")));
    return http::Work([&services, token = std::get<grants::PresentedToken>(token), kid](store::Transaction &tx) {
        return removeDevice(services, tx, token, kid);
    });
}

}  // namespace

void registerDevices(http::Router &router, Services &services)
{
    router.add("POST", "/devices", http::BodyKind::Json, withoutQuery([&services](const http::Request &request) { return post(services, request); }));
    router.add("GET", "/devices", http::BodyKind::None, [&services](const http::Request &request) { return get(services, request); });
    router.add("DELETE", "/devices/{kid}", http::BodyKind::None, withoutQuery([&services](const http::Request &request) { return remove(services, request); }));
}

}  // namespace countersign::authority::endpoints
