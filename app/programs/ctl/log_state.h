// Where countersignctl remembers what it saw of a log.
#pragma once

#include "app/console/audit/log_witness.h"
#include "app/programs/ctl/arguments.h"

namespace countersign::ctl {

// `--state FILE`, or a file named after the issuer in the person's data folder.
[[nodiscard]] console::LogWitness::Parts logWitnessParts(backends::ApprovalBackend &backend, const Arguments &arguments);

}  // namespace countersign::ctl
