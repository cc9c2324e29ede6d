// What every command of countersign-authority has in common: its options, its help, how it fails.
#pragma once

#include "app/base/result.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace countersign::authority::commands {

// Exit codes, documented in the manual page. 70: the database can no longer be relied on (store.h).
enum ExitCode { Success = 0, Failed = 1, WrongUsage = 2 };

enum class Occurs { Optional, Required, Repeated, Flag };

struct Option {
    QString name;   // without the two dashes
    QString value;  // what stands for the value in the help: "DIR"; empty for flags
    QString help;
    Occurs occurs = Occurs::Optional;
};

// The options of one call. Values are as given; what is absent is empty.
class Arguments {
public:
    [[nodiscard]] bool has(const QString &option) const { return m_values.contains(option); }
    [[nodiscard]] QString value(const QString &option) const { return m_values.value(option).value(0); }
    [[nodiscard]] QStringList values(const QString &option) const { return m_values.value(option); }
    // A value that is a list, separated by commas or blanks; elements twice are taken once.
    [[nodiscard]] QStringList list(const QString &option) const;

private:
    friend base::Result<Arguments> parseArguments(const std::vector<Option> &options, const QStringList &words);
    QMap<QString, QStringList> m_values;
};

struct Command {
    QString name;      // "user add"
    QString summary;   // one line
    QString text;      // more, for --help; may be empty
    std::vector<Option> options;
    base::Status (*run)(const Arguments &arguments) = nullptr;
};

// `--name value` and `--name=value`. InvalidArgument: unknown option, option twice, value missing, required option missing,
// anything that is no option.
[[nodiscard]] base::Result<Arguments> parseArguments(const std::vector<Option> &options, const QStringList &words);
[[nodiscard]] QString commandHelp(const Command &command);
[[nodiscard]] QString programHelp(const std::vector<Command> &commands);

// Every command, in the order of the help.
[[nodiscard]] const std::vector<Command> &allCommands();
// The whole program; `words` without its own name. A failure is one line on stderr.
[[nodiscard]] int runCommand(const QStringList &words);

// The option that every command has.
[[nodiscard]] Option dataOption();

[[nodiscard]] Command initCommand();
[[nodiscard]] Command serveCommand();
[[nodiscard]] Command backupCommand();
[[nodiscard]] Command auditFsckCommand();
[[nodiscard]] Command auditEraseCommand();
[[nodiscard]] Command auditAcceptRestoreCommand();
[[nodiscard]] std::vector<Command> userCommands();
[[nodiscard]] std::vector<Command> clientCommands();
[[nodiscard]] std::vector<Command> initialTokenCommands();
[[nodiscard]] std::vector<Command> catalogCommands();
[[nodiscard]] std::vector<Command> keyCommands();

}  // namespace countersign::authority::commands
