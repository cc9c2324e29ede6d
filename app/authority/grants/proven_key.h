// The key whose possession a DPoP proof at the token endpoint showed (RFC 9449 5).
#pragma once

#include "app/authority/grants/answer.h"
#include "app/authority/services.h"

#include <optional>

namespace countersign::authority::store {
class Transaction;
}

namespace countersign::authority::grants {

struct ProvenKey {
    QByteArray jkt;
    QByteArray replayKey;
    qint64 replayUntil = 0;
};

// Stage 1: nullopt without a DPoP header; 400 invalid_dpop_proof for two headers or a proof that does not fit this request.
[[nodiscard]] Or<std::optional<ProvenKey>> presentKey(Services &services, const http::Request &request);
// Stage 2: keeps the proof's `jti` for ever fresh; 400 invalid_dpop_proof when it was used before.
[[nodiscard]] std::optional<http::Response> claimProof(Services &services, store::Transaction &tx, const std::optional<ProvenKey> &key);

}  // namespace countersign::authority::grants
