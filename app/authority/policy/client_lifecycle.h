// Every change of a client's state goes through here, so that the row, the log entry, the event for consoles and the end of all
// it held and waited for are one transaction (protocol.md 7).
#pragma once

#include "app/authority/services.h"
#include "app/authority/store/clients.h"

#include <QJsonObject>

namespace countersign::authority::policy {

enum class ClientStatus { Active, Disabled, Expired, Revoked };

[[nodiscard]] ClientStatus clientStatus(const store::Client &client, qint64 now);
[[nodiscard]] QString clientStatusName(ClientStatus status);  // as on the wire

// The entry in the log, and the hint for consoles with the status as it is now.
struct ClientEntry {
    QString event;  // `client.registered` and so on
    QString actor;
    QJsonObject payload = {};
};
void recordClient(store::Transaction &tx, const base::ClientId &id, const ClientEntry &entry);

// Each false, and nothing done, when it does not apply (any more): built in, ended, disabled already.
[[nodiscard]] bool freezeClient(Services &services, store::Transaction &tx, const base::ClientId &id, const store::Doing &doing);
[[nodiscard]] bool unfreezeClient(store::Transaction &tx, const base::ClientId &id, const store::Doing &doing);
[[nodiscard]] bool endClient(Services &services, store::Transaction &tx, const base::ClientId &id, const store::Doing &doing);

// For the sweeper: announces ends to come, and writes down those that came. Nothing depends on it: a dead client is refused
// at every use (store::Client::alive).
void sweepClients(Services &services, store::Transaction &tx);

}  // namespace countersign::authority::policy
