// From the question to its end: polling as the authority wants it, told on the terminal, withdrawn when interrupted.
#pragma once

#include "app/programs/ctl/interrupt.h"
#include "app/programs/ctl/requester.h"

namespace countersign::ctl {

struct Waiting {
    const Asked &asked;
    const Interrupt &interrupt;
};

// What was approved, or why it was not. An authority that restarts is waited for, but not past the request's own end. nullopt:
// interrupted by the person, and the request withdrawn, so that nobody decides in vain.
[[nodiscard]] std::optional<Requester::Outcome<QJsonObject>> waitForDecision(Requester &requester, const Waiting &waiting);

}  // namespace countersign::ctl
