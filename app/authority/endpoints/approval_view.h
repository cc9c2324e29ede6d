// An approval as its approver sees it on the wire (protocol.md 6).
#pragma once

#include "app/authority/policy/request_policy.h"
#include "app/authority/store/transaction.h"

#include <QJsonObject>

namespace countersign::authority::endpoints {

// The status as of now: a request past its time is `expired`, whether or not that was written yet.
[[nodiscard]] approval::Status statusNow(store::Transaction &tx, const store::ApprovalRecord &record);

// Others' votes stay hidden until one's own is in, so that second opinions are not anchored (protocol.md 6).
[[nodiscard]] bool seesVotes(store::Transaction &tx, const store::ApprovalRecord &record, const base::Subject &viewer);

// What the inbox list needs, from one row of these columns; everything else is read when a card opens: `a` approval, `c` its client, `s` the user it runs for.
inline constexpr char kSummaryColumns[] =
    "a.id, a.version, a.status, a.requested_at, a.expires_at, a.type, a.sentence, a.adh, a.tier, a.risk_reasons, a.client_id, c.name, a.sub, s.name, a.risk_codes";
void appendSummary(QByteArray &json, store::Transaction &tx, const store::Columns &row);
// The whole card for this viewer, with their nonce and whether and why not they may decide.
[[nodiscard]] QJsonObject approvalJson(Services &services, store::Transaction &tx, const store::ApprovalRecord &record, const store::User &viewer);

// One nonce per approval, version and approver, derived instead of stored: it lives exactly as long as the version does.
[[nodiscard]] QString decisionNonce(Services &services, const store::ApprovalRecord &record, const base::Subject &approver);

}  // namespace countersign::authority::endpoints
