// A person at one authority, from the command line: the same sign-in, device key and rules as the console's.
#pragma once

#include "app/backends/countersign/countersign_backend.h"
#include "app/programs/ctl/commands.h"

#include <memory>

namespace countersign::ctl {

[[nodiscard]] std::vector<OptionSpec> withPersonOptions(std::vector<OptionSpec> more);

class ApproverSession {
public:
    // Signed in from the keychain. With `--key-store memory` nothing is kept: the browser opens for this one command.
    // Unauthenticated: "countersignctl login" first.
    static base::Result<std::shared_ptr<ApproverSession>> open(const Arguments &arguments);
    // Not signed in yet; for login.
    static base::Result<std::shared_ptr<ApproverSession>> prepare(const Arguments &arguments);

    ApproverSession() = default;
    // A session in memory ends with the command: at the authority too, with its device key.
    ~ApproverSession();
    Q_DISABLE_COPY_MOVE(ApproverSession)

    [[nodiscard]] backends::CountersignBackend &backend() { return *m_backend; }

private:
    bool m_endsHere = false;
    std::unique_ptr<base::SecretStore> m_store;
    base::SystemClock m_clock;
    std::unique_ptr<backends::CountersignBackend> m_backend;
};

}  // namespace countersign::ctl
