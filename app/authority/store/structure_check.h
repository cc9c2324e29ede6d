// Whether SQLite finds the pages of the database sound, at a time that is convenient.
#pragma once

#include "app/base/result.h"

#include <QString>

#include <atomic>

namespace countersign::authority::store {

// Reads every page of `file`: tables, and that their indexes name each row once. Empty when sound, else what is wrong, in one line.
// Cancelled soon after `stop` becomes true, Unavailable when the database cannot be read. Its own connection; blocks; any thread.
[[nodiscard]] base::Result<QString> structureFault(const QString &file, const std::atomic<bool> &stop);

}  // namespace countersign::authority::store
