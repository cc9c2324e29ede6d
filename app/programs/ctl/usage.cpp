#include "app/programs/ctl/usage.h"

namespace countersign::ctl {

QString programHelp()
{
    QString help = QStringLiteral("Usage: countersignctl COMMAND [OPTIONS]\n\nAsk for, decide on and check approvals of sensitive actions.\n\nCommands:\n");
    for (const Command &command : allCommands())
        help += QStringLiteral("  %1 %2\n").arg(QLatin1String(command.name), -16).arg(QLatin1String(command.summary));
    help += QStringLiteral("\n\"countersignctl COMMAND --help\" says more. Exit codes: 0 done, 1 failed, 2 wrong call, 3 denied, 4 expired, 5 refused,\n"
                           "6 unreachable, 7 untrustworthy answer, 8 log mismatch, 130 interrupted.\n");
    return help;
}

QString commandHelp(const Command &command)
{
    QString help = QStringLiteral("Usage: countersignctl %1%2%3 [OPTIONS]\n\n%4.\n")
                       .arg(QLatin1String(command.name), command.plain[0] ? QStringLiteral(" ") : QString(), QLatin1String(command.plain), QLatin1String(command.summary));
    if (command.text[0])
        help += QLatin1Char('\n') + QLatin1String(command.text) + QLatin1Char('\n');
    help += QStringLiteral("\nOptions:\n");
    for (const OptionSpec &option : command.options) {
        const QString name = QStringLiteral("--") + QLatin1String(option.name) + (option.value ? QLatin1Char(' ') + QLatin1String(option.value) : QString());
        help += QStringLiteral("  %1 %2\n").arg(name, -26).arg(QLatin1String(option.help));
    }
    return help + QStringLiteral("  %1 this text\n").arg(QStringLiteral("--help"), -26);
}

}  // namespace countersign::ctl
