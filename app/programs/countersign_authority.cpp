// countersign-authority: the authorization server and its administration.
#include "app/authority/commands/command_line.h"
#include "app/crypto/secure_memory.h"

#include <QCoreApplication>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

int main(int argc, char **argv)
{
    // Whatever is made here is its owner's alone; nothing of it ends in a core dump (security.md 8).
    ::umask(077);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
#ifdef NDEBUG
    ::prctl(PR_SET_DUMPABLE, 0);
#endif
    countersign::crypto::lockKeyMemory();
    const QCoreApplication application(argc, argv);
    return countersign::authority::commands::runCommand(QCoreApplication::arguments().mid(1));
}
