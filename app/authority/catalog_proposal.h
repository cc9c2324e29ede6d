// Changes of the catalogue that a second admin has to agree to: approvals of the authority's own type countersign.catalog (protocol.md 12).
// Their text is kept beside them; what the approver sees and signs names its digest and every line of the difference.
#pragma once

#include "app/authority/catalog_versions.h"
#include "app/authority/grants/caller.h"
#include "app/authority/services.h"
#include "app/authority/store/approvals.h"
#include "app/catalog/diff.h"

namespace countersign::authority {

struct CatalogProposal {
    CatalogChange change;  // `appliedBy` is whoever proposes
    qint64 replaces = 0;   // the version in force, which this was compared with
    catalog::Diff diff;
};

// 202 {"approval_id","confirmation_code"?}. 422 invalid_catalog when the difference is longer than a card can show whole: nobody agrees to
// what they were not shown. 429 when this person has too many that wait.
[[nodiscard]] http::Response proposeCatalog(Services &services, store::Transaction &tx, const grants::Caller &caller, const CatalogProposal &proposal);

// For a record of that type that has just been approved: applies its text, or ends it when another version came first. The record is
// `consumed` or `revoked` afterwards, in this transaction.
void applyApproved(Services &services, store::Transaction &tx, store::ApprovalRecord &record);

// True, and the record is cancelled, when it waits for a change of a version that is no longer in force.
[[nodiscard]] bool endIfSuperseded(Services &services, store::Transaction &tx, store::ApprovalRecord &record);

}  // namespace countersign::authority
