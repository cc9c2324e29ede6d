#include "app/authority/grants/session.h"

#include "app/authority/config.h"
#include "app/authority/keys.h"
#include "app/authority/store/transaction.h"
#include "app/crypto/digest.h"

#include <QJsonArray>

namespace countersign::authority::grants {

namespace {

QByteArray typedHash(Services &services, const char *kind, QByteArrayView secret)
{
    const QByteArray text = kind + secret.toByteArray();
    return services.keys.secretHash(text);
}

}  // namespace

QByteArray refreshHash(Services &services, QByteArrayView token)
{
    return typedHash(services, "refresh:", token);
}

QByteArray codeHash(Services &services, QByteArrayView code)
{
    return typedHash(services, "code:", code);
}

QByteArray pushedRequestHash(Services &services, QByteArrayView handle)
{
    return typedHash(services, "par:", handle);
}

base::Secret issueRefreshToken(Services &services, store::Transaction &tx, const base::GrantId &grant, const QByteArray &parent)
{
    QByteArray token = crypto::randomToken(32);
    tx.exec("INSERT INTO refresh (hash, grant_id, parent, issued_at, idle_expires_at) VALUES (?,?,?,?,?)",
            {refreshHash(services, token), grant.text(), parent.isEmpty() ? QVariant() : QVariant(parent), tx.now(),
             tx.now() + services.config.tokens.refreshIdleSeconds});
    return base::Secret(std::move(token));
}

void auditSession(store::Transaction &tx, const GrantRecord &record)
{
    store::AuditEvent event;
    event.event = QStringLiteral("session.started");
    event.actor = record.sub.text();
    event.client = record.client;
    if (!record.deviceKid.isEmpty())
        event.device = base::DeviceKid(record.deviceKid);
    event.payload = {{QStringLiteral("grant"), record.id.text()}, {QStringLiteral("sid"), record.sid.text()},
                     {QStringLiteral("scopes"), QJsonArray::fromStringList(record.scopes)}, {QStringLiteral("address"), record.address}};
    tx.audit(event);
}

}  // namespace countersign::authority::grants
