// The state of the connection in words.
#pragma once

#include "app/console/authority_session.h"

#include <QString>

namespace countersign::text {

// "live", "catching up", "offline since 14:02" (local time; `offlineSinceMs` is wall-clock milliseconds, 0: not known).
[[nodiscard]] QString linkText(console::Link link, qint64 offlineSinceMs);

// "Connection: live" and so on: the accessible name of the link state and a part of the tray's tool tip.
[[nodiscard]] QString linkName(console::Link link, qint64 offlineSinceMs);

// "The connection has been offline since 14:02": the title of a page's banner.
[[nodiscard]] QString offlineTitle(qint64 offlineSinceMs);

}  // namespace countersign::text
