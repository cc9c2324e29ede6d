// What the token endpoint hands over for an approval, one function for each kind of thing. The approval was judged and has
// moved to `redeemed` in this transaction; each function issues, records, and returns the whole body of the answer.
#pragma once

#include "app/approval/action_type.h"
#include "app/authority/services.h"
#include "app/authority/store/approvals.h"

#include <QJsonObject>

namespace countersign::authority::grants::redemption {

// An action credential (protocol.md 3): works once.
[[nodiscard]] QJsonObject credential(Services &services, store::Transaction &tx, const store::ApprovalRecord &record);
// An access token for a while (protocol.md 7): countersign.access.
[[nodiscard]] QJsonObject window(Services &services, store::Transaction &tx, const store::ApprovalRecord &record);
// The registration of a temporary client (protocol.md 7): countersign.client. No access token is in it.
[[nodiscard]] QJsonObject registration(Services &services, store::Transaction &tx, const store::ApprovalRecord &record);

// Whether a requester may ask for it at /bc-authorize.
[[nodiscard]] bool isOffered(approval::Yield yield);
// The name of the log entry: `credential.issued`, `window.opened`, `registration.issued`.
[[nodiscard]] QString eventOf(approval::Yield yield);
// By the type of the record. Only for what isOffered().
[[nodiscard]] QJsonObject redeem(Services &services, store::Transaction &tx, const store::ApprovalRecord &record);

}  // namespace countersign::authority::grants::redemption
