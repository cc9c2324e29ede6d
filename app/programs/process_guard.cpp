#include "app/programs/process_guard.h"

#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace countersign::programs {

void guardProcess()
{
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
#ifdef NDEBUG
    ::prctl(PR_SET_DUMPABLE, 0);
#endif
    // A peer that closes early is an error of that connection, not the end of the program.
    std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace countersign::programs
