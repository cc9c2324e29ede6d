#include "app/authority/policy/client_lifecycle.h"

#include "app/authority/grants/grant_record.h"
#include "app/authority/policy/lifecycle.h"
#include "app/authority/store/transaction.h"

namespace countersign::authority::policy {

namespace {

void publish(store::Transaction &tx, const base::ClientId &id, const QString &warning = {})
{
    const auto client = store::findClient(tx, id);
    QJsonObject data{{QStringLiteral("id"), id.text()}};
    if (client)
        data.insert(QStringLiteral("status"), clientStatusName(clientStatus(*client, tx.now())));
    if (!warning.isEmpty())
        data.insert(QStringLiteral("warning"), warning);
    tx.publish({store::EventKind::Client, data, store::Audience::everyoneWith(QStringLiteral("clients:manage"))});
}

// What a client that is dead now still held or waited for. The check at use refuses it all the same; this writes it down.
void stopEverything(Services &services, store::Transaction &tx, const base::ClientId &id, const store::Doing &doing)
{
    constexpr int most = 1000;  // the sweeper takes the rest
    for (const store::Row &row : tx.all("SELECT id FROM approval WHERE client_id = ? AND status IN ('pending','approved','redeemed') LIMIT ?", {id.text(), most})) {
        if (auto record = store::findApproval(tx, base::ApprovalId(row.text(0))))
            settle(services, tx, *record);
    }
    for (const store::Row &row : tx.all("SELECT id FROM grant_ WHERE client_id = ? AND kind <> 'client' AND revoked_at IS NULL AND expires_at > ? LIMIT ?",
                                        {id.text(), tx.now(), most}))
        grants::revokeGrant(services, tx, base::GrantId(row.text(0)), {doing.actor, QStringLiteral("The client ended.")});
    // Base tokens come by the thousand: one statement, and the client's own entry in the log speaks for them.
    tx.exec("UPDATE grant_ SET revoked_at = ?1, revoked_by = ?2 WHERE client_id = ?3 AND revoked_at IS NULL"
            " AND expires_at > ?1", {tx.now(), doing.actor, id.text()});
}

// The approval a client came by has served its purpose when the client is given back early.
void closeApproval(Services &services, store::Transaction &tx, const store::Client &client, const store::Doing &doing)
{
    auto record = client.initialToken.startsWith(QLatin1String("apr_")) ? store::findApproval(tx, base::ApprovalId(client.initialToken)) : std::nullopt;
    if (record && record->status == approval::Status::Redeemed)
        (void)move(services, tx, *record, {approval::Event::Consumed},
                   {QStringLiteral("registration.ended"), doing.actor, store::AuditOutcome::Ok, std::nullopt, {{QStringLiteral("uses"), client.useCount}}});
}

QJsonObject because(const store::Doing &doing)
{
    return doing.reason.isEmpty() ? QJsonObject() : QJsonObject{{QStringLiteral("reason"), doing.reason}};
}

}  // namespace

ClientStatus clientStatus(const store::Client &client, qint64 now)
{
    if (client.deletedAt)
        return ClientStatus::Revoked;
    if (client.ended(now))
        return ClientStatus::Expired;
    return client.disabledAt ? ClientStatus::Disabled : ClientStatus::Active;
}

QString clientStatusName(ClientStatus status)
{
    switch (status) {
    case ClientStatus::Active:
        return QStringLiteral("active");
    case ClientStatus::Disabled:
        return QStringLiteral("disabled");
    case ClientStatus::Expired:
        return QStringLiteral("expired");
    case ClientStatus::Revoked:
        break;
    }
    return QStringLiteral("revoked");
}

void recordClient(store::Transaction &tx, const base::ClientId &id, const ClientEntry &entry)
{
    store::AuditEvent event;
    event.event = entry.event;
    event.actor = entry.actor;
    event.client = id;
    event.payload = entry.payload;
    tx.audit(event);
    publish(tx, id);
}

bool freezeClient(Services &services, store::Transaction &tx, const base::ClientId &id, const store::Doing &doing)
{
    const auto client = store::findClient(tx, id);
    if (!client || client->ended(tx.now()) || !store::disableClient(tx, id, doing))
        return false;
    stopEverything(services, tx, id, doing);
    recordClient(tx, id, {QStringLiteral("client.disabled"), doing.actor, because(doing)});
    return true;
}

bool unfreezeClient(store::Transaction &tx, const base::ClientId &id, const store::Doing &doing)
{
    if (!store::enableClient(tx, id))
        return false;
    recordClient(tx, id, {QStringLiteral("client.enabled"), doing.actor, because(doing)});
    return true;
}

bool endClient(Services &services, store::Transaction &tx, const base::ClientId &id, const store::Doing &doing)
{
    const auto client = store::findClient(tx, id);
    if (!client || !store::deleteClient(tx, id, doing))
        return false;
    closeApproval(services, tx, *client, doing);
    stopEverything(services, tx, id, doing);
    recordClient(tx, id, {QStringLiteral("client.revoked"), doing.actor, because(doing)});
    return true;
}

void sweepClients(Services &services, store::Transaction &tx)
{
    const store::Doing system{QStringLiteral("system"), {}};
    for (const base::ClientId &id : store::clientsToEnd(tx)) {
        if (!store::noteEndLogged(tx, id))
            continue;
        stopEverything(services, tx, id, system);
        recordClient(tx, id, {QStringLiteral("client.expired"), system.actor});
    }
    for (const base::ClientId &id : store::clientsToWarn(tx)) {
        if (!store::noteWarned(tx, id))
            continue;
        store::AuditEvent event;
        event.event = QStringLiteral("client.ends_soon");
        event.actor = system.actor;
        event.client = id;
        tx.audit(event);
        publish(tx, id, QStringLiteral("ends_soon"));
    }
}

}  // namespace countersign::authority::policy
