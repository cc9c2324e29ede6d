// One command run to its end, with the signals that this program gets handed on to it.
#pragma once

#include "app/base/result.h"

#include <QStringList>

namespace countersign::ctl {

struct ChildEnvironment {
    QList<std::pair<QByteArray, QByteArray>> set;  // replaces what is there
    QList<QByteArray> remove;
};

// The exit code of the command, 128 + N where signal N ended it; 126 and 127 as in a shell where it cannot be run or found.
// SIGINT, SIGTERM and SIGHUP go on to the child; one that a terminal sends reaches it by itself. Blocks.
[[nodiscard]] int runChild(const QStringList &command, const ChildEnvironment &environment);

}  // namespace countersign::ctl
