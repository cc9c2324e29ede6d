#include "app/programs/ctl/usage.h"

namespace countersign::ctl {

namespace {

QString commandLines(const QString &beginning)
{
    QString lines;
    for (const Command &command : allCommands()) {
        if (QLatin1String(command.name).startsWith(beginning))
            lines += QStringLiteral("  %1 %2\n").arg(QLatin1String(command.name), -20).arg(QLatin1String(command.summary));
    }
    return lines;
}

}  // namespace

QString programHelp()
{
    return QStringLiteral("Usage: countersignctl COMMAND [OPTIONS]\n\nAsk for, decide on and check approvals of sensitive actions.\n\nCommands:\n") + commandLines({})
        + QStringLiteral("\n\"countersignctl COMMAND --help\" says more. Exit codes: 0 done, 1 failed, 2 wrong call, 3 denied, 4 expired, 5 refused,\n"
                         "6 unreachable, 7 untrustworthy answer, 8 log mismatch, 9 waits for a second admin, 130 interrupted.\n");
}

QString groupHelp(const QString &group)
{
    const QString lines = commandLines(group + QLatin1Char(' '));
    return lines.isEmpty() ? lines : QStringLiteral("Usage: countersignctl %1 COMMAND [OPTIONS]\n\nCommands:\n%2\n\"countersignctl COMMAND --help\" says more.\n").arg(group, lines);
}

QString commandHelp(const Command &command)
{
    const QLatin1String plain(command.plain);
    QStringList usage{QLatin1String(command.name), plain, QStringLiteral("[OPTIONS]")};
    if (plain.startsWith(QLatin1String("-- ")))  // what follows belongs to the other program
        usage.swapItemsAt(1, 2);
    usage.removeAll(QString());
    const QString summary = QLatin1String(command.summary);
    QString help = QStringLiteral("Usage: countersignctl %1\n\n%2%3.\n").arg(usage.join(QLatin1Char(' ')), summary.left(1).toUpper(), summary.mid(1));
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
