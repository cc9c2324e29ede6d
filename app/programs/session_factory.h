// Puts a session together for each authority the settings know.
#pragma once

#include "app/base/clock.h"
#include "app/base/secret_store.h"
#include "app/console/console.h"

namespace countersign::programs {

struct SessionSurroundings {
    console::Settings *settings = nullptr;
    base::SecretStore *store = nullptr;
    base::Clock *clock = nullptr;
    QString ownDataDir;  // as given by --data; empty for the usual one
};

[[nodiscard]] console::Console::Factory sessionFactory(const SessionSurroundings &around);

}  // namespace countersign::programs
