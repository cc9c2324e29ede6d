// A client as an administrator sees it on the wire (protocol.md 7).
#pragma once

#include "app/authority/services.h"
#include "app/authority/store/clients.h"

#include <QJsonObject>

namespace countersign::authority::endpoints {

// One item of the list.
[[nodiscard]] QJsonObject clientItem(const Services &services, store::Transaction &tx, const store::Client &client);
// The same with what it holds and what happened to it.
[[nodiscard]] QJsonObject clientCard(const Services &services, store::Transaction &tx, const store::Client &client);
// An actor of the log as people know it: a person's name; `cli`, `system`, `client:<id>`, `token:<id>` as they are.
[[nodiscard]] QString actorName(store::Transaction &tx, const QString &actor);

}  // namespace countersign::authority::endpoints
