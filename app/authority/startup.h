// What `serve` settles before it answers anybody.
#pragma once

#include "app/base/result.h"

#include <QJsonObject>
#include <QString>

namespace countersign::authority::store {
class Store;
class Transaction;
}

namespace countersign::authority {

// Corrupt when the catalogue in force cannot be read by this program: better no start than an authority that refuses all.
[[nodiscard]] base::Status checkCatalog(store::Store &store);

// Makes the key a device of the built-in user `local` (protocol.md 5). Done as well when it is one already. Denied when the key
// is somebody else's or was revoked, InvalidArgument when it is no public P-256 key.
[[nodiscard]] base::Status trustDevice(store::Transaction &tx, const QJsonObject &jwk);

// Writes `config.changed` to the log when DIR/authority.toml is not what it was at the last start.
void noteConfig(store::Transaction &tx, const QString &directory);

}  // namespace countersign::authority
