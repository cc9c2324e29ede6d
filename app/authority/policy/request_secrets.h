// How a request's secrets are kept: as HMAC under the pepper, each kind with its own prefix, so that one is never found where
// another is asked for.
#pragma once

#include "app/base/strong_id.h"

#include <QByteArrayView>
#include <QString>

namespace countersign::authority {
class Keys;
}

namespace countersign::authority::policy {

[[nodiscard]] QString authReqIdHash(const Keys &keys, QByteArrayView authReqId);
[[nodiscard]] QString confirmationCodeHash(const Keys &keys, const base::ApprovalId &approval, QByteArrayView code);

}  // namespace countersign::authority::policy
