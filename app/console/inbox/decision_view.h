// The hash of what was rendered, signed into the decision as `view` (protocol.md 6).
#pragma once

#include "app/console/inbox/approval_controller.h"

namespace countersign::console {

// "v1." + base64url(SHA-256(JCS({template, version, locale, fields}))).
[[nodiscard]] QString renderedViewHash(const RenderedView &view);

}  // namespace countersign::console
