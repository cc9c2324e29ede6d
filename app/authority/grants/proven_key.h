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
    QByteArray replayKey;  // claimed in memory
    qint64 replayUntil = 0;
};

// Stage 1: nullopt without a DPoP header; 400 invalid_dpop_proof for two headers, a proof that does not fit this request, or
// one that came before.
[[nodiscard]] Or<std::optional<ProvenKey>> presentKey(Services &services, const http::Request &request);
// Stage 2: writes the proof's `jti` with the work. A refusal when the database knew it: 400 invalid_dpop_proof.
[[nodiscard]] std::optional<http::Response> keepProof(Services &services, store::Transaction &tx, const std::optional<ProvenKey> &key);

[[nodiscard]] http::Response invalidProof();

// The URL by which a request reached us, from the issuer and never from `Host` (RFC 9449 4.3).
[[nodiscard]] QByteArray requestUrl(const Services &services, const http::Request &request);

}  // namespace countersign::authority::grants
