// The console's own few arguments. Qt's built-in options (-platformpluginpath, -qwindowtitle, …) are not among them: the
// program must not load or say what a link or another program put into its command line.
#pragma once

#include "app/base/result.h"

#include <QStringList>

namespace countersign::programs {

struct ConsoleArguments {
    QString connectTo;  // --connect ISSUER
    QString dataDir;    // --data DIR
    bool local = false;
    bool selfTest = false;
    bool help = false;
    bool version = false;
};

// `words` without the program's name. InvalidArgument for anything else than the options of the help.
[[nodiscard]] base::Result<ConsoleArguments> parseConsoleArguments(const QStringList &words);
[[nodiscard]] QString consoleHelp();

}  // namespace countersign::programs
