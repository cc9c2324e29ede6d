// The help texts, from the same tables that parse the options.
#pragma once

#include "app/programs/ctl/commands.h"

namespace countersign::ctl {

[[nodiscard]] QString programHelp();
// Of the commands that begin with a word, as "audit"; empty when none does.
[[nodiscard]] QString groupHelp(const QString &group);
[[nodiscard]] QString commandHelp(const Command &command);

}  // namespace countersign::ctl
