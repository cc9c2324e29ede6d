// Gives an authority that is not being served a past of ENTRIES entries: countersign_bench_history DIR ENTRIES
#include "tests/bench/audit_history.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3) {
        std::fprintf(stderr, "usage: %s DIR ENTRIES\n", argv[0]);
        return 2;
    }
    countersign::test::writeHistory(arguments[1], arguments[2].toLongLong());
    return 0;
}
