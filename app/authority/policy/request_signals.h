// Reads the facts that raise a request's tier (protocol.md 12) and those that stop it at the door.
#pragma once

#include "app/approval/risk.h"
#include "app/authority/store/approvals.h"
#include "app/authority/store/clients.h"
#include "app/catalog/catalog.h"

#include <optional>

namespace countersign::authority::policy {

// A client that is told no this often for the very same action within the window must wait (RFC 10027 B4.2).
inline constexpr int kDenialsBeforeCoolDown = 3;
inline constexpr qint64 kCoolDownSeconds = 600;

[[nodiscard]] approval::Risk assessRequest(store::Transaction &tx, const catalog::Catalog &catalog, const store::Client &client,
                                           const store::ApprovalRecord &record);

struct Repeats {
    int denials = 0;         // of the same type, subject and parameters by this client within kCoolDownSeconds
    qint64 lastDenialAt = 0;
};
[[nodiscard]] Repeats recentDenials(store::Transaction &tx, const store::ApprovalRecord &record);

}  // namespace countersign::authority::policy
