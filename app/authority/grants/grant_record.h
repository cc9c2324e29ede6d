// Whatever was given away and can be taken back is one row of `grant_`: base tokens, sessions, action credentials, windows.
#pragma once

#include "app/authority/services.h"
#include "app/base/strong_id.h"

#include <QJsonArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace countersign::authority::store {
class Transaction;
}

namespace countersign::authority::grants {

enum class GrantKind { Client, Session, Action, Access };

struct GrantRecord {
    base::GrantId id;          // from newGrantId()
    GrantKind kind = GrantKind::Client;
    base::SessionId sid;       // unique among sessions and clients; for actions that of the base token, may be empty
    base::Subject sub;
    base::ClientId client;
    QStringList scopes;
    QStringList audience;
    QByteArray jkt;
    qint64 expiresAt = 0;      // when everything under it is over, seconds since the epoch
    qint64 authTime = 0;
    QString acr;
    QString address;
    QString deviceKid;
    base::ApprovalId approval; // actions and windows only
    QString title;             // what people read: the action's sentence, for example
    QJsonArray approvedBy;     // subs
    std::optional<qint64> maxUses;
};

[[nodiscard]] base::GrantId newGrantId();
[[nodiscard]] base::SessionId newSessionId();

void insertGrant(store::Transaction &tx, const GrantRecord &record);
// One token under the grant, found later by its `jti`. `expiresAt` in seconds since the epoch.
void insertToken(store::Transaction &tx, const base::GrantId &grant, QByteArrayView jti, qint64 expiresAt);
// Counts a use and its time.
void countUse(store::Transaction &tx, const base::GrantId &grant);

// Tells those who list grants that this one changed: `status` is what it became.
void publishGrant(store::Transaction &tx, const base::GrantId &grant, QLatin1StringView status);

enum class RevokeOutcome { Revoked, AlreadyOver, NotFound };
struct Revocation {
    QString actor;   // as in the log
    QString reason;  // for the log and the list
    QString event = QStringLiteral("token.revoked");
};
// Marks the grant and its tokens as revoked and publishes that, once. The log entry is the caller's.
void endGrant(store::Transaction &tx, const base::GrantId &grant, const Revocation &why);
// Ends the grant, its tokens and refresh tokens in this transaction and publishes it. Logged once: here for base tokens and
// sessions, by approvalGrantRevoked() (approval_hooks.h) for what came from an approval.
RevokeOutcome revokeGrant(Services &services, store::Transaction &tx, const base::GrantId &grant, const Revocation &why);

// Ends every session of a person: after another password, for example. Not logged by itself: it belongs to what its caller logs.
void endSessions(store::Transaction &tx, const base::Subject &sub, const Revocation &why);

// Deletes what has been over for so long that nobody asks for it: tokens, codes and pushed requests of days ago, base tokens of a week
// ago. Sessions and what came from approvals stay. For the sweeper; a bounded number a call.
void purgeEnded(store::Transaction &tx);

}  // namespace countersign::authority::grants
