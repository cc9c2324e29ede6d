// Where grants meet approvals. Declared here, implemented beside the approvals.
#pragma once

#include "app/authority/grants/grant_record.h"
#include "app/authority/services.h"
#include "app/authority/store/clients.h"
#include "app/base/strong_id.h"

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace countersign::authority::grants {

// RFC 7662 for an action credential whose signature and type are verified: the answer's members beside `active`, or nullopt when it is
// not live, or `asker` is neither its audience nor its client. Never consumes.
[[nodiscard]] std::optional<QJsonObject> introspectCredential(Services &services, store::Transaction &tx, const store::Client &asker,
                                                              const QJsonObject &claims);

enum class CancelOutcome { Unknown, Cancelled, AlreadyOver, NotYours };
// RFC 7009 with an auth_req_id: cancels the client's pending request (protocol.md 12).
[[nodiscard]] CancelOutcome cancelByAuthReqId(Services &services, store::Transaction &tx, const store::Client &client, QByteArrayView token);

// The grant of a live action credential, to be revoked by its holder or an approver.
[[nodiscard]] std::optional<base::GrantId> credentialGrant(store::Transaction &tx, const QJsonObject &claims);
// Called by revokeGrant() for kinds Action and Access, in its transaction, after the grant is marked: the approval becomes
// `revoked`, its credential too, and the change is published and logged.
void approvalGrantRevoked(Services &services, store::Transaction &tx, const base::GrantId &grant, const Revocation &why);

}  // namespace countersign::authority::grants
