// The commands of countersignctl.
#pragma once

#include "app/programs/ctl/arguments.h"

namespace countersign::ctl {

struct Command {
    const char *name;     // "request", "audit verify"
    const char *plain;    // what stands without a name: "ID", "A B"; may be empty; "-- WORDS" for one or more
    const char *summary;  // one line
    const char *text;     // more, for --help
    std::vector<OptionSpec> options;
    int (*run)(const Arguments &arguments);
};

[[nodiscard]] const std::vector<Command> &allCommands();
[[nodiscard]] std::vector<Command> requesterCommands();  // token, request, consume, secret
[[nodiscard]] std::vector<Command> accessCommands();     // access
[[nodiscard]] std::vector<Command> approverCommands();   // login, logout, pending, show, approve, deny
[[nodiscard]] std::vector<Command> clientCommands();     // client create, list, show, extend, rotate-secret, revoke; with-client
[[nodiscard]] std::vector<Command> auditCommands();      // audit verify, fsck, export, proof
[[nodiscard]] std::vector<Command> catalogCommands();    // catalog lint, diff, apply, export, versions, rollback

}  // namespace countersign::ctl
