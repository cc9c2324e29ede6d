// Words for what Active access shows.
#pragma once

#include "app/console/grants_model.h"

#include <QString>

namespace countersign::text {

[[nodiscard]] QString grantKindWord(console::GrantKind kind);

// The title as it may be shown; sessions and tokens without one are called by what they are.
[[nodiscard]] QString grantTitle(const QModelIndex &index);

// "1 of 1", "3, without a limit", "not used yet".
[[nodiscard]] QString usesText(qint64 uses, qint64 maxUses);

// What the worst case of a leak means, for an exposure in seconds.
[[nodiscard]] QString exposureText(qint64 seconds);

// For one row of GrantsModel: "Credential. Refund 12.00 EUR. For shop-cli, on behalf of Maria. 42 s left."
[[nodiscard]] QString grantName(const QModelIndex &index);

}  // namespace countersign::text
