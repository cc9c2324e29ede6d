// Opens the person's own browser, through the desktop's handler and without a shell.
#pragma once

#include "app/base/result.h"

#include <QUrl>

namespace countersign::backends {

// $BROWSER (its first entry that can be run; `%s` stands for the address) or xdg-open. Only https, or http on a literal
// loopback address. Denied: another address. Unavailable: no browser could be started.
[[nodiscard]] base::Status openBrowser(const QUrl &url);

}  // namespace countersign::backends
