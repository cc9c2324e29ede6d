// Proofs as they stand in exports and answers (protocol.md 10): ["base64 of 32 bytes", …]. Pure; any thread.
#pragma once

#include "app/audit/tree.h"

#include <QJsonValue>

#include <optional>

namespace countersign::audit {

// nullopt for anything else, and for a hash in another spelling of its base64: what a reader may take differently is no proof.
[[nodiscard]] std::optional<Proof> proofFromJson(const QJsonValue &value);

}  // namespace countersign::audit
