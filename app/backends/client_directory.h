// The clients of an authority, as far as the signed-in person may manage them. Hangs on ApprovalBackend::clients().
#pragma once

#include "app/backends/client_records.h"
#include "app/base/answer.h"

namespace countersign::backends {

using base::Answer;

// Same thread and manners as ApprovalBackend. Errors of the changing calls (Timeout, Unavailable) mean that nobody knows
// whether they took effect: read again, never repeat blindly.
class ClientDirectory {
public:
    virtual ~ClientDirectory() = default;

    // Needs the scope clients:manage, like everything here but `freeze`.
    virtual Answer<ClientPage> page(const ClientQuery &query) = 0;
    virtual Answer<ClientEntry> client(const base::ClientId &id) = 0;

    // `expiresAt`: the hard end, seconds by the authority's clock.
    virtual Answer<RegisteredClient> add(const NewClient &client) = 0;
    virtual Answer<ClientAnswer> extend(const base::ClientId &id, qint64 expiresAt, const QString &reason) = 0;
    virtual Answer<ClientAnswer> rotateSecret(const base::ClientId &id, const QString &reason) = 0;
    virtual Answer<ClientAnswer> revoke(const base::ClientId &id, const QString &reason) = 0;
    // Stops the client at once and cancels what it asked for; also with approvals:decide alone.
    virtual Answer<ClientAnswer> freeze(const base::ClientId &id, const QString &reason) = 0;
    virtual Answer<ClientAnswer> unfreeze(const base::ClientId &id, const QString &reason) = 0;

    virtual Answer<InitialTokenList> initialTokens() = 0;
    virtual Answer<InitialTokenAnswer> addInitialToken(const NewInitialToken &token) = 0;
    virtual Answer<InitialTokenAnswer> revokeInitialToken(const QString &id, const QString &reason) = 0;
};

}  // namespace countersign::backends
