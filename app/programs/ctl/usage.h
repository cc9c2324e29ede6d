// The help texts, from the same tables that parse the options.
#pragma once

#include "app/programs/ctl/commands.h"

namespace countersign::ctl {

[[nodiscard]] QString programHelp();
[[nodiscard]] QString commandHelp(const Command &command);

}  // namespace countersign::ctl
