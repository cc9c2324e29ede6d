#include "app/authority/startup.h"

#include "app/authority/catalog_versions.h"
#include "app/authority/private_file.h"
#include "app/authority/store/devices.h"
#include "app/authority/store/store.h"
#include "app/authority/store/users.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/ec_key.h"
#include "app/oauth/names.h"

namespace countersign::authority {

namespace {

using base::Errc;

void log(store::Transaction &tx, const char *event, QJsonObject payload, std::optional<base::DeviceKid> device = {})
{
    store::AuditEvent entry;
    entry.event = QLatin1String(event);
    entry.actor = QStringLiteral("system");
    entry.device = std::move(device);
    entry.payload = std::move(payload);
    tx.audit(entry);
}

}  // namespace

base::Status checkCatalog(store::Store &store)
{
    return store.read([](store::Transaction &tx) -> base::Status {
        const auto newest = newestCatalog(tx);
        if (!newest)
            return base::Done{};
        const auto parsed = catalog::parse(newest->toml);
        if (parsed)
            return base::Done{};
        return base::Error{Errc::Corrupt, QStringLiteral("The catalogue in force (version %1) cannot be read by this program: %2 Apply a corrected one.").arg(newest->version).arg(parsed.error().detail)};
    });
}

base::Status trustDevice(store::Transaction &tx, const QJsonObject &jwk)
{
    const auto key = crypto::EcPublicKey::fromJwk(jwk);
    if (!key)
        return base::Error{Errc::InvalidArgument, QStringLiteral("The trusted device's key is no public P-256 key: %1").arg(key.error().detail)};
    const auto local = store::findUserByName(tx, QString(oauth::kLocalUserName));
    if (!local || !local->isLocal)
        return base::Error{Errc::Corrupt, QStringLiteral("The built-in user \"local\" is missing from the database.")};
    store::Device device;
    device.kid = base::DeviceKid(QString::fromLatin1(key->thumbprint()));
    device.sub = local->sub;
    device.jwk = base::json::canonical(key->jwk());
    device.name = QStringLiteral("This computer");
    if (const auto known = store::findDevice(tx, device.kid)) {
        if (known->sub == local->sub && known->isActive())
            return base::Done{};
        return base::Error{Errc::Denied, QStringLiteral("The trusted device's key was revoked or belongs to somebody else: it needs a new key.")};
    }
    if (!store::insertDevice(tx, device))
        return base::Error{Errc::Conflict, QStringLiteral("The trusted device's key is known already.")};
    log(tx, "device.added", {{QStringLiteral("sub"), local->sub.text()}, {QStringLiteral("name"), device.name}}, device.kid);
    return base::Done{};
}

void noteConfig(store::Transaction &tx, const QString &directory)
{
    const auto text = readOwnFile(directory + QStringLiteral("/authority.toml"), MayRead::Anyone, 64 * 1024);
    const QString digest = QString::fromLatin1(crypto::sha256(text ? text->reveal() : QByteArrayView()).toHex());
    const auto before = tx.one("SELECT value FROM meta WHERE key = 'config_sha256'");
    const bool isDefault = !text && !before;
    if (isDefault || (before && before->text(0) == digest))
        return;
    tx.exec("INSERT INTO meta (key, value) VALUES ('config_sha256', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", {digest});
    log(tx, "config.changed", {{QStringLiteral("sha256"), digest}});
}

}  // namespace countersign::authority
