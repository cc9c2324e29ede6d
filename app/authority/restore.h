// A backup that was put back is an older past: serve refuses to go on from it (AU-04) until a person says that it is meant.
#pragma once

#include "app/audit/checkpoint.h"
#include "app/authority/store/store.h"
#include "app/crypto/ed25519_key.h"

namespace countersign::authority {

struct RestoreWish {
    const crypto::Ed25519PrivateKey &auditKey;
    QString origin;  // of the log
    QString reason;  // for the log
};

struct AcceptedRestore {
    audit::TreeHead before;    // signed last, by the log that is gone; without its note, what the backup knows of
    audit::TreeHead restored;  // what the database came back with
    audit::TreeHead now;       // with the entry that says so, signed
    QString evidence;          // the file that keeps the last note of the log that is gone; empty when the note is lost, too
    qint64 endedGrants = 0;
};

// Ends whatever the backup would bring back to life (sessions, tokens, credentials, windows, open requests: what became of them
// since is not known any more), writes one entry `log.restore_accepted`, and signs from there on. What consoles saw stays
// what they saw: they will say that the log was rewritten, as it was. `store` must be open as OpenMode::Serve.
// Where DIR/audit/checkpoint is lost with the machine, only consoles know how far the log had come; the entry says so.
// Conflict when the log continues what was signed, so that there is nothing to accept.
[[nodiscard]] base::Result<AcceptedRestore> acceptRestore(store::Store &store, const RestoreWish &wish);

}  // namespace countersign::authority
