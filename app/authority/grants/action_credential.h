// The action credential (protocol.md 3.2): a JWT of its own type that works once.
#pragma once

#include "app/authority/grants/grant_record.h"
#include "app/authority/services.h"
#include "app/authority/store/approvals.h"
#include "app/base/strong_id.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace countersign::authority::grants {

// Stores the credential and its grant row, and returns the compact JWT. The caller has moved the approval to `redeemed`.
[[nodiscard]] QByteArray issueCredential(Services &services, store::Transaction &tx, const store::ApprovalRecord &record);

// The grant an approval gives, not stored yet: whose, for which API, until when, approved by whom. The caller sets how often.
[[nodiscard]] GrantRecord grantFrom(store::Transaction &tx, const store::ApprovalRecord &record, GrantKind kind);

// What an approval yields: the scopes and seconds asked for, or the less that was granted.
[[nodiscard]] QStringList grantedScopes(const store::ApprovalRecord &record);
[[nodiscard]] qint64 grantedTtl(const store::ApprovalRecord &record);
[[nodiscard]] std::optional<qint64> askedCalls(const store::ApprovalRecord &record);
[[nodiscard]] std::optional<qint64> grantedCalls(const store::ApprovalRecord &record);  // of a window; nullopt: as many as it likes
// The longest life of what it may yield: as asked for, or the type's where that became shorter. `type` may be null. A window or a
// client has its life in the params, which are held against the type as a whole.
[[nodiscard]] int credentialTtl(const store::ApprovalRecord &record, const approval::ActionType *type);
// `[{"type","params"}]` as approved: of a window with the scopes, seconds and calls that were granted.
[[nodiscard]] QJsonArray authorizationDetails(const store::ApprovalRecord &record);
// The subs of those whose approval counted.
[[nodiscard]] QJsonArray approvedBy(const store::ApprovalRecord &record);

struct CredentialClaims {
    QString jtiHash;
    base::ApprovalId txn;
    QString jkt;  // empty: not bound to a key
    qint64 expiresAt = 0;
};
// Signature, type, issuer and form. nullopt for anything else. Two spellings of one token have one jti (SU-09, SU-10).
[[nodiscard]] std::optional<CredentialClaims> readCredential(Services &services, QByteArrayView compact);
[[nodiscard]] QString jtiHashOf(QByteArrayView jti);

}  // namespace countersign::authority::grants
