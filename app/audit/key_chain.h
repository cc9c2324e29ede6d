// How the log passes from one key to the next, so that whoever trusted the first can trust the last.
//
// An entry `log.key_rotated` names the old and the new key; the old key signs a checkpoint that covers it, its last; the new one
// signs from then on. Without such a proof another key is another log. Pure; any thread.
#pragma once

#include "app/audit/checkpoint.h"

#include <QJsonArray>
#include <QJsonObject>

#include <vector>

namespace countersign::audit {

inline constexpr QLatin1String kKeyRotatedEvent("log.key_rotated");

// One step, as `GET /audit/keys` and the first line of an export hold it: {"entry": {leaf members, payload, salt}, "checkpoint": note,
// "proof": [base64]}.
struct KeyStep {
    VerifierKey before;
    VerifierKey after;
    Checkpoint signedOff;  // by `before`
};

// Denied unless the entry is what its hash says, stands under the checkpoint, and the key before signed that.
[[nodiscard]] base::Result<KeyStep> verifyKeyStep(const QJsonObject &step);

// The keys that follow `trusted`, itself first: its step is looked for, what is older is passed over. Denied when a step does not
// verify or does not continue the one before.
[[nodiscard]] base::Result<std::vector<VerifierKey>> followKeys(const VerifierKey &trusted, const QJsonArray &steps);

// The checkpoint when the newest of the keys that follow `trusted` signed it, or `trusted` itself where there are none.
[[nodiscard]] base::Result<Checkpoint> verifyFollowing(QByteArrayView note, const VerifierKey &trusted, const QJsonArray &steps);

// The checkpoint when any of the keys that follow `trusted` signed it, while that was the log's key: what a key signs after it was
// followed by another proves nothing.
[[nodiscard]] base::Result<Checkpoint> verifyOnceFollowing(QByteArrayView note, const VerifierKey &trusted, const QJsonArray &steps);

struct SignedBefore {
    Checkpoint checkpoint;
    KeyStep step;  // by which the key that signed it was followed
};
// The checkpoint when a key signed it that one of the steps hands over from, at whatever size: one that is longer than what was handed
// over is a fork, or was signed with a key that is in wrong hands. Each step is proven in itself alone: that it is one of the log's own
// has still to be seen by its `signedOff`. Denied otherwise.
[[nodiscard]] base::Result<SignedBefore> signedBefore(QByteArrayView note, const QJsonArray &steps);

}  // namespace countersign::audit
