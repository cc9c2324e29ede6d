// What countersignctl proves about a log from files alone.
#pragma once

#include "app/audit/export_verifier.h"
#include "app/programs/ctl/arguments.h"

namespace countersign::ctl {

// --key or --key-file.
[[nodiscard]] base::Result<audit::VerifierKey> keyOf(const Arguments &arguments);
// Prints what an export turned out to be; the exit code.
int report(const audit::ExportReport &found, bool asJson);
// `audit verify --file`: an export, a proof, or an evidence page.
int verifyFile(const Arguments &arguments);
// `audit compare A B`
int runCompare(const Arguments &arguments);

}  // namespace countersign::ctl
