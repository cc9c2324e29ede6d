#include "app/authority/commands/command_line.h"

#include "app/approval/visible_text.h"

#include <QRegularExpression>

#include <algorithm>
#include <cstdio>

namespace countersign::authority::commands {

namespace {

constexpr int kHelpColumn = 30;

base::Error wrong(const QString &text)
{
    return {base::Errc::InvalidArgument, text};
}

const Option *find(const std::vector<Option> &options, const QString &name)
{
    const auto found = std::find_if(options.begin(), options.end(), [&name](const Option &option) { return option.name == name; });
    return found == options.end() ? nullptr : &*found;
}

QString written(const Option &option)
{
    const QString name = QStringLiteral("--") + option.name;
    return option.value.isEmpty() ? name : name + u' ' + option.value;
}

QString usage(const Command &command)
{
    QString out = QStringLiteral("Usage: countersign-authority ") + command.name;
    for (const Option &option : command.options) {
        const QString text = written(option);
        if (option.occurs == Occurs::Required)
            out += u' ' + text;
        else
            out += QStringLiteral(" [%1]").arg(text) + (option.occurs == Occurs::Repeated ? QStringLiteral("…") : QString());
    }
    return out + u'\n';
}

QString row(const QString &left, const QString &right)
{
    return QStringLiteral("  %1 %2\n").arg(left.leftJustified(kHelpColumn), right);
}

void print(FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stream);
    std::fflush(stream);
}

// One line whatever is in it: names and values from outside come back in messages.
int fail(ExitCode code, const QString &text)
{
    print(stderr, QStringLiteral("countersign-authority: ") + approval::visibleText(text.simplified()) + u'\n');
    return code;
}

int runOne(const Command &command, const QStringList &words)
{
    if (words.contains(QLatin1String("--help")) || words.contains(QLatin1String("-h"))) {
        print(stdout, commandHelp(command));
        return Success;
    }
    const auto arguments = parseArguments(command.options, words);
    if (!arguments)
        return fail(WrongUsage, QStringLiteral("%1 See \"countersign-authority %2 --help\".").arg(arguments.error().detail, command.name));
    const base::Status done = command.run(*arguments);
    return done ? Success : fail(Failed, done.error().detail);
}

}  // namespace

QStringList Arguments::list(const QString &option) const
{
    static const QRegularExpression separator(QStringLiteral("[, ]+"));
    QStringList out = value(option).split(separator, Qt::SkipEmptyParts);
    out.removeDuplicates();
    return out;
}

base::Result<Arguments> parseArguments(const std::vector<Option> &options, const QStringList &words)
{
    Arguments out;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        if (!word.startsWith(QLatin1String("--")) || word.size() < 3)
            return wrong(QStringLiteral("\"%1\" was not expected here.").arg(word.left(100)));
        const qsizetype equals = word.indexOf(u'=');
        const QString name = word.mid(2, equals < 0 ? -1 : equals - 2);
        const Option *option = find(options, name);
        if (!option)
            return wrong(QStringLiteral("There is no option --%1.").arg(name.left(100)));
        if (out.has(name) && option->occurs != Occurs::Repeated)
            return wrong(QStringLiteral("--%1 was given twice.").arg(name));
        if (option->occurs == Occurs::Flag) {
            if (equals >= 0)
                return wrong(QStringLiteral("--%1 takes no value.").arg(name));
            out.m_values[name] = QStringList();
            continue;
        }
        // A value may be empty or begin with a dash, but what follows must not look like the next option.
        if (equals < 0 && (i + 1 >= words.size() || words[i + 1].startsWith(QLatin1String("--"))))
            return wrong(QStringLiteral("--%1 needs a value.").arg(name));
        out.m_values[name].append(equals < 0 ? words[++i] : word.mid(equals + 1));
    }
    for (const Option &option : options) {
        if (option.occurs == Occurs::Required && !out.has(option.name))
            return wrong(QStringLiteral("--%1 is needed.").arg(option.name));
    }
    return out;
}

QString commandHelp(const Command &command)
{
    QString out = usage(command) + u'\n' + command.summary + u'\n';
    if (!command.text.isEmpty())
        out += u'\n' + command.text + u'\n';
    out += QStringLiteral("\nOptions:\n");
    for (const Option &option : command.options) {
        const QString note = option.occurs == Occurs::Repeated ? QStringLiteral(" May be given more than once.") : QString();
        out += row(written(option), option.help + note);
    }
    out += row(QStringLiteral("--help"), QStringLiteral("Shows this text."));
    return out + QStringLiteral("\nExit codes: 0 done, 1 refused or failed (one line on stderr says why), 2 wrong usage.\n");
}

QString programHelp(const std::vector<Command> &commands)
{
    QString out = QStringLiteral("Usage: countersign-authority COMMAND [OPTION…]\n\n"
                                 "Issues single-use credentials for sensitive actions, after people approved them.\n\nCommands:\n");
    for (const Command &command : commands)
        out += row(command.name, command.summary);
    return out + QStringLiteral("\nEach command has --help. \"countersign-authority --version\" names the version.\n"
                                "Secrets and passwords are read from standard input only, never from arguments or the environment.\n");
}

Option dataOption()
{
    return {QStringLiteral("data"), QStringLiteral("DIR"), QStringLiteral("The authority's data directory."), Occurs::Required};
}

const std::vector<Command> &allCommands()
{
    static const std::vector<Command> commands = [] {
        std::vector<Command> all{initCommand(), serveCommand()};
        for (const auto &group : {userCommands(), clientCommands(), initialTokenCommands(), catalogCommands(), keyCommands()})
            all.insert(all.end(), group.begin(), group.end());
        all.push_back(auditFsckCommand());
        all.push_back(auditEraseCommand());
        all.push_back(auditAcceptRestoreCommand());
        all.push_back(backupCommand());
        return all;
    }();
    return commands;
}

int runCommand(const QStringList &words)
{
    if (words.isEmpty())
        return fail(WrongUsage, QStringLiteral("A command is needed. See \"countersign-authority --help\"."));
    if (words.first() == QLatin1String("--help") || words.first() == QLatin1String("-h") || words.first() == QLatin1String("help")) {
        print(stdout, programHelp(allCommands()));
        return Success;
    }
    if (words.first() == QLatin1String("--version")) {
        print(stdout, QStringLiteral("countersign-authority " COUNTERSIGN_VERSION "\n"));
        return Success;
    }
    QStringList group;
    for (const Command &command : allCommands()) {
        const QStringList name = command.name.split(u' ');
        if (words.mid(0, name.size()) == name)
            return runOne(command, words.mid(name.size()));
        if (name.first() == words.first())
            group.append(name.value(1));
    }
    if (!group.isEmpty())
        return fail(WrongUsage, QStringLiteral("\"%1\" needs one of: %2. See \"countersign-authority --help\".").arg(words.first(), group.join(QLatin1String(", "))));
    return fail(WrongUsage, QStringLiteral("There is no command \"%1\". See \"countersign-authority --help\".").arg(words.first().left(100)));
}

}  // namespace countersign::authority::commands
