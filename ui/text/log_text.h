// What does not hold about a log, in words.
#pragma once

#include "app/console/audit/log_evidence.h"

#include <QString>

namespace countersign::text {

// What was found, in one sentence.
[[nodiscard]] QString logFaultSentence(console::LogFault fault);
// What that can mean, for somebody who has never heard of a log.
[[nodiscard]] QString logFaultMeaning(console::LogFault fault);

}  // namespace countersign::text
