#include "app/programs/console_arguments.h"

#include <QHash>

namespace countersign::programs {

base::Result<ConsoleArguments> parseConsoleArguments(const QStringList &words)
{
    using base::Errc;
    ConsoleArguments found;
    const QHash<QString, QString ConsoleArguments::*> valued{{QStringLiteral("--connect"), &ConsoleArguments::connectTo},
                                                             {QStringLiteral("--data"), &ConsoleArguments::dataDir}};
    const QHash<QString, bool ConsoleArguments::*> flags{{QStringLiteral("--local"), &ConsoleArguments::local},
                                                         {QStringLiteral("--self-test"), &ConsoleArguments::selfTest},
                                                         {QStringLiteral("--help"), &ConsoleArguments::help},
                                                         {QStringLiteral("--version"), &ConsoleArguments::version}};
    for (qsizetype i = 0; i < words.size(); ++i) {
        const qsizetype equals = words.at(i).indexOf(QLatin1Char('='));
        const QString name = equals < 0 ? words.at(i) : words.at(i).left(equals);
        if (flags.contains(name) && equals < 0) {
            found.*flags.value(name) = true;
            continue;
        }
        if (!valued.contains(name))
            return {Errc::InvalidArgument, QStringLiteral("unknown option %1; --help lists the few there are").arg(words.at(i))};
        QString &value = found.*valued.value(name);
        const bool hasNext = i + 1 < words.size();
        if (!value.isEmpty() || (equals < 0 && !hasNext))
            return {Errc::InvalidArgument, QStringLiteral("%1 needs one value").arg(name)};
        value = equals < 0 ? words.at(++i) : words.at(i).mid(equals + 1);
        if (value.isEmpty())
            return {Errc::InvalidArgument, QStringLiteral("%1 needs one value").arg(name)};
    }
    return found;
}

QString consoleHelp()
{
    return QStringLiteral("Usage: countersign [--connect ISSUER] [--local] [--data DIR] [--self-test]\n\n"
                          "The window in which people approve or deny sensitive actions.\n\n"
                          "  --connect ISSUER  on first start: offer to sign in at this authority (https://…)\n"
                          "  --local           run an authority on this computer\n"
                          "  --data DIR        keep everything but the keychain's entries in DIR\n"
                          "  --self-test       build every screen and end\n"
                          "  --version, --help\n");
}

}  // namespace countersign::programs
