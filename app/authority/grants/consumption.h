// Spending what an approval yielded, for an API that is about to act: a credential once, a window call by call. /consume and
// /gate both come through here.
#pragma once

#include "app/authority/grants/action_credential.h"
#include "app/authority/grants/token_claims.h"
#include "app/authority/http/message.h"
#include "app/authority/services.h"
#include "app/oauth/dpop.h"

#include <QJsonObject>

#include <optional>

namespace countersign::authority::grants {

// Who spends: the API itself, or a gateway in front of it.
struct Spender {
    QString rs;
    QString actor;  // as in the log
};

// What came with the request, its signatures verified, before the database was asked.
struct Spending {
    std::optional<CredentialClaims> credential;  // nullopt: not a credential of ours
    std::optional<TokenClaims> baseToken;
    bool baseTokenGiven = false;
    QString type;                                // the action that is about to run
    QJsonObject params;
    std::optional<oauth::Proof> proof;           // fits request and credential; its jti was not looked at yet
    bool proofGiven = false;
};

// The answer of protocol.md 4: `{"active": true, …, "receipt"}` for one caller ever, else `{"active": false, "reason"}`. In both
// cases with its log entry.
[[nodiscard]] QJsonObject consume(Services &services, store::Transaction &tx, const Spender &spender, const Spending &spending);

// One call under a window of access. Exactly `max_uses` callers ever get Counted; the last of them ends the approval.
enum class Call { Counted, UsedUp, Over };
// 429 with Retry-After: calls do not come back, but once the window is over another one may be asked for.
[[nodiscard]] http::Response callsUsedUp(const LiveToken &window, qint64 now);
[[nodiscard]] Call countCall(Services &services, store::Transaction &tx, const Spender &spender, const LiveToken &window);

}  // namespace countersign::authority::grants
