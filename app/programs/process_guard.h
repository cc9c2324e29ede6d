// What every program does before it holds a secret.
#pragma once

namespace countersign::programs {

// No core dumps, and in release builds no debugger and no /proc/PID/mem for others of the same user (KC-10).
void guardProcess();

}  // namespace countersign::programs
