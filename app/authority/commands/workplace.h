// What commands share: the opened authority, secrets from standard input, one line of JSON on standard output.
#pragma once

#include "app/authority/commands/command_line.h"
#include "app/authority/keys.h"
#include "app/authority/store/clients.h"
#include "app/authority/store/store.h"
#include "app/base/clock.h"
#include "app/base/secret.h"

#include <QJsonObject>

#include <memory>

namespace countersign::authority::commands {

inline const QString kActorCli = QStringLiteral("cli");

// An authority that may be running at the same time.
struct Workplace {
    QString directory;
    std::unique_ptr<base::SystemClock> clock;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<Keys> keys = nullptr;  // see withKeys()
};

// Checks the directory (0700, ours) and opens its database.
[[nodiscard]] base::Result<Workplace> openWorkplace(const Arguments &arguments);
// An authority that is not running, and cannot be started while this lives: nobody else writes to its log.
[[nodiscard]] base::Result<Workplace> openWorkplaceAlone(const Arguments &arguments);
[[nodiscard]] base::Result<std::unique_ptr<Keys>> openKeys(const Workplace &workplace);
// The same workplace with its keys opened.
[[nodiscard]] base::Result<Workplace> withKeys(base::Result<Workplace> opened);

// --scopes, --access-scopes and --actions.
[[nodiscard]] store::Rights rightsFrom(const Arguments &arguments);

// Reads standard input to its end; one trailing line feed is dropped. InvalidArgument when it is shorter than `leastChars`,
// holds NUL or is not UTF-8, TooLarge over 4 KiB. At a terminal the typing is not shown.
[[nodiscard]] base::Result<base::Secret> secretFromStdin(const QString &what, int leastChars);

// --reason, without blanks around it: 1 to 500 characters.
[[nodiscard]] base::Result<QString> reasonOf(const Arguments &arguments);

void printJson(const QJsonObject &object);
void printText(const QByteArray &text);
void printWarning(const QString &text);

// Files that an administrator names: a catalogue, a key set. NotFound, TooLarge, Io.
[[nodiscard]] base::Result<QByteArray> readInputFile(const QString &file, qsizetype maxBytes);

}  // namespace countersign::authority::commands
