// The facts behind approval::obstacle() and approval::ineligible(), read in the caller's transaction. Ask, decide, redeem and
// consume all come through here (security.md 3).
#pragma once

#include "app/approval/policy.h"
#include "app/authority/services.h"
#include "app/authority/store/approvals.h"
#include "app/authority/store/clients.h"
#include "app/authority/store/users.h"
#include "app/catalog/catalog.h"

#include <memory>
#include <optional>

namespace countersign::authority::policy {

struct Judgement {
    std::shared_ptr<const catalog::Catalog> catalog;  // keeps `type` alive
    const approval::ActionType *type = nullptr;       // as the catalogue is now; null: gone
    std::optional<store::Client> client;              // the requester, dead or alive
    int validVotes = 0;                               // approvals by people who still may
    std::optional<approval::Obstacle> obstacle;
};

// May the request go on at this stage?
[[nodiscard]] Judgement judge(Services &services, store::Transaction &tx, approval::Stage stage, const store::ApprovalRecord &record);

// May this user decide? Role, group and four eyes, as of now. When the type is gone, the groups it was sent to still may deny.
[[nodiscard]] std::optional<approval::Ineligible> mayNotDecide(store::Transaction &tx, const Judgement &judgement,
                                                               const store::ApprovalRecord &record, const store::User &user);
// Whether a sign-in of `authTime` still is fresh at `at`, where a type wants step-up (RFC 9470).
[[nodiscard]] bool isFreshSignIn(Services &services, qint64 authTime, qint64 at);
// The tier at asking, or the one that the catalogue gives type and scopes by now, where that is higher. `judgement.type` is not null.
[[nodiscard]] approval::Tier effectiveTier(const store::ApprovalRecord &record, const Judgement &judgement);
// May this user see the request at all: an approver in one of the groups it was sent to.
[[nodiscard]] bool maySee(const store::ApprovalRecord &record, const store::User &user);

// What the approvals together allow: of each limit the least that one of them set.
[[nodiscard]] approval::Granted leastGranted(const store::ApprovalRecord &record);

// `usr_…` enabled, or `client:<id>` alive.
[[nodiscard]] bool subjectAlive(store::Transaction &tx, const base::Subject &subject);
// What people call the subject: the user's name, or the client's.
[[nodiscard]] QString subjectName(store::Transaction &tx, const base::Subject &subject);

}  // namespace countersign::authority::policy
