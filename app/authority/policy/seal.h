// Whoever can write to the database must not be able to write what an approver reads, nor a vote. What was stored once and may not
// change is sealed: HMAC-SHA-256 under the pepper, which is not in the database. Pure; any thread.
#pragma once

#include "app/authority/store/approvals.h"

namespace countersign::authority {
class Keys;
}

namespace countersign::authority::policy {

// Over everything a request was asked with: the action, the words and lines of its card, scopes, tier, key and code; its end while it
// can be decided or fetched. Not over what changes later (state, groups, life of the credential), which is judged anew each time.
[[nodiscard]] QString sealOf(const Keys &keys, const store::ApprovalRecord &record);
[[nodiscard]] bool isSealed(const Keys &keys, const store::ApprovalRecord &record);

// Over all of a vote and the request it is for.
[[nodiscard]] QString sealOf(const Keys &keys, const base::ApprovalId &id, const store::Vote &vote);
[[nodiscard]] bool isSealed(const Keys &keys, const base::ApprovalId &id, const store::Vote &vote);

}  // namespace countersign::authority::policy
