// A new key for the audit log, handed over by the old one (app/audit/key_chain.h).
#pragma once

#include "app/audit/tree.h"
#include "app/authority/keys.h"
#include "app/authority/store/store.h"

namespace countersign::authority {

struct RotatedLogKey {
    QString before, after;     // verifier keys
    audit::TreeHead signedOff; // the last that the old one signed
};

// One transaction: the entry that names both keys, the old key's last checkpoint, and the new key's first. Then the old key's file
// is deleted. `store` must be open as OpenMode::Serve, so that nobody else signs. Corrupt when the log contradicts what was signed.
[[nodiscard]] base::Result<RotatedLogKey> rotateLogKey(store::Store &store, Keys &keys, const QString &reason);

}  // namespace countersign::authority
