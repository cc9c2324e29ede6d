// One line of an exported log, taken apart without being understood: its bytes are what was hashed.
//
// Lines are canonical JSON (RFC 8785), so the leaf's bytes are the line's without the members that the leaf does not cover. Whether
// they are the right ones is not decided here: a wrong cut gives a hash that the signed root does not have.
#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace countersign::audit {

struct ExportLine {
    QByteArray leaf;                          // the canonical leaf
    qint64 seq = -1;
    QByteArrayView event;
    QByteArrayView payloadHash;               // base64url
    std::optional<QByteArrayView> payload;    // canonical JSON; absent once erased
    std::optional<QByteArrayView> salt;       // base64url
    std::optional<QByteArrayView> proof;      // ["base64",…]; absent in a whole log
};

// Views point into `line`, without its line feed. Malformed unless it is one flat canonical object with exactly the members of an
// entry. Pure; any thread.
[[nodiscard]] base::Result<ExportLine> splitExportLine(QByteArrayView line);

}  // namespace countersign::audit
