// What happened before: the approver's best help in telling the usual from the odd (protocol.md 6, `history`).
#pragma once

#include "app/authority/store/approvals.h"
#include "app/authority/store/users.h"

#include <QJsonObject>

namespace countersign::authority::endpoints {

// Counts of the last 30 days for this type by anyone and for this client with any type, and the last five decided requests
// of this type or client that the viewer may see.
[[nodiscard]] QJsonObject historyJson(store::Transaction &tx, const store::ApprovalRecord &record, const store::User &viewer);

}  // namespace countersign::authority::endpoints
