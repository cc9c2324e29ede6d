// Whether the desktop's secret service is there and unlocked. Asked over D-Bus, because a locked keyring answers a read
// with "no such entry", which must never be taken for a first run.
#pragma once

#include "app/base/answer.h"

namespace countersign::keychain {

enum class ServiceState {
    Available,
    Locked,   // the owner has to unlock the default collection
    Absent,   // no session bus, or nobody on it keeps secrets
};

// From the thread of the application; answered within five seconds. Never an error.
[[nodiscard]] base::Answer<ServiceState> probeService();

}  // namespace countersign::keychain
