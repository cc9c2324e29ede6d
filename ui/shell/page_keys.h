// What the keyboard can do on each page, for the overlay. The pages have the shortcuts; a test holds both together.
#pragma once

#include "ui/shell/commands.h"

namespace countersign::shell {

// By the page's id; those of the inbox are the window's. None is run from here.
[[nodiscard]] Commands keysOfPage(const QString &id);

}  // namespace countersign::shell
