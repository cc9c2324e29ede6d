// Asking for an approval and waiting for its end, whatever it is for.
#pragma once

#include "app/programs/ctl/arguments.h"
#include "app/programs/ctl/requester.h"

namespace countersign::ctl {

struct Received {
    const oauth::TokenResponse &token;
    const base::SharedSecret &baseToken;  // null where none was used
};
// What to do with what was approved; returns the exit code.
using Approved = int (*)(const Arguments &arguments, const Asked &asked, const Received &received);

// What was approved, as the authority answered it; without one, how the program is to end, after why was said.
struct Ended {
    std::optional<QJsonObject> answer;
    Asked asked;
    base::SharedSecret baseToken;
    int code = 0;
};
[[nodiscard]] Ended askAndReceive(Requester &requester, const Arguments &arguments, Asking asking);

// Fills in who asks and why from the options that `request` has, asks, shows the code on standard error and polls to the end. An interrupt
// withdraws the request. Returns the exit code.
[[nodiscard]] int askAndWait(const Arguments &arguments, Asking asking, Approved approved);

}  // namespace countersign::ctl
