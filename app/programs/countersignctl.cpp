// The command line for requesters, pipelines and approvers.
#include "app/programs/ctl/terminal.h"
#include "app/programs/ctl/usage.h"
#include "app/programs/process_guard.h"

#include <QCoreApplication>

#include <algorithm>

namespace ctl = countersign::ctl;

const std::vector<ctl::Command> &ctl::allCommands()
{
    static const std::vector<Command> all = [] {
        std::vector<Command> commands;
        for (const std::vector<Command> &group : {requesterCommands(), accessCommands(), clientCommands(), approverCommands(), catalogCommands(), auditCommands()})
            commands.insert(commands.end(), group.begin(), group.end());
        return commands;
    }();
    return all;
}

namespace {

bool isHelp(const QString &word)
{
    return word == QLatin1String("--help") || word == QLatin1String("-h");
}

// The command whose name the words begin with; its words are taken away.
const ctl::Command *takeCommand(QStringList &words)
{
    for (const ctl::Command &command : ctl::allCommands()) {
        const QStringList name = QString::fromLatin1(command.name).split(QLatin1Char(' '));
        if (words.first(std::min(name.size(), words.size())) == name) {
            words.remove(0, name.size());
            return &command;
        }
    }
    return nullptr;
}

}  // namespace

int main(int argc, char **argv)
{
    countersign::programs::guardProcess();
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral(COUNTERSIGN_VERSION));
    QStringList words = QCoreApplication::arguments();
    words.removeFirst();
    if (words.isEmpty() || isHelp(words.first()) || words.first() == QLatin1String("help")) {
        ctl::print(ctl::programHelp());
        return words.isEmpty() ? ctl::Usage : ctl::Success;
    }
    if (words.first() == QLatin1String("--version")) {
        ctl::print(QStringLiteral("countersignctl " COUNTERSIGN_VERSION));
        return ctl::Success;
    }
    const ctl::Command *command = takeCommand(words);
    if (const QString group = command ? QString() : ctl::groupHelp(words.first()); !group.isEmpty() && (words.size() == 1 || isHelp(words.at(1)))) {
        ctl::print(group);
        return words.size() == 1 ? ctl::Usage : ctl::Success;
    }
    if (!command)
        return ctl::fail(ctl::Usage, QStringLiteral("unknown command \"%1\"; \"countersignctl --help\" lists them").arg(ctl::outside(words.first(std::min<qsizetype>(2, words.size())).join(QLatin1Char(' ')))));
    const auto own = words.first(words.contains(QLatin1String("--")) ? words.indexOf(QLatin1String("--")) : words.size());
    if (std::any_of(own.begin(), own.end(), isHelp)) {
        ctl::print(ctl::commandHelp(*command));
        return ctl::Success;
    }
    const auto arguments = ctl::Arguments::parse(command->options, words);
    if (!arguments)
        return ctl::fail(ctl::Usage, ctl::outside(arguments.error().detail) + QStringLiteral("; see \"countersignctl %1 --help\"").arg(QLatin1String(command->name)));
    const qsizetype wanted = command->plain[0] ? QByteArrayView(command->plain).count(' ') + 1 : 0;
    const bool many = QByteArrayView(command->plain).startsWith("-- ") && !arguments->plain().isEmpty();
    if (arguments->plain().size() != wanted && !many)
        return ctl::fail(ctl::Usage, wanted ? QStringLiteral("give %1, no more and no less; see \"countersignctl %2 --help\"").arg(QLatin1String(command->plain), QLatin1String(command->name)) : QStringLiteral("unexpected \"%1\"").arg(ctl::outside(arguments->plain().first())));
    return command->run(*arguments);
}
