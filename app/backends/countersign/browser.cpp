#include "app/backends/countersign/browser.h"

#include "app/backends/countersign/issuer_url.h"

#include <QProcess>
#include <QStandardPaths>

namespace countersign::backends {
namespace {

struct Command {
    QString program;
    QStringList arguments;
};

Command fromEntry(const QString &entry, const QString &address)
{
    QStringList words = QProcess::splitCommand(entry);
    if (words.isEmpty())
        return {};
    const QString program = QStandardPaths::findExecutable(words.takeFirst());
    if (program.isEmpty())
        return {};
    const qsizetype placeholder = words.indexOf(QLatin1String("%s"));
    if (placeholder < 0)
        words.append(address);
    else
        words[placeholder] = address;
    return {program, words};
}

Command findBrowser(const QString &address)
{
    const QStringList entries = qEnvironmentVariable("BROWSER").split(QLatin1Char(':'), Qt::SkipEmptyParts);
    for (const QString &entry : entries) {
        Command command = fromEntry(entry, address);
        if (!command.program.isEmpty())
            return command;
    }
    return fromEntry(QStringLiteral("xdg-open"), address);
}

}  // namespace

base::Status openBrowser(const QUrl &url)
{
    const QString address = QString::fromLatin1(url.toEncoded());
    QUrl origin = url;
    origin.setPath({});
    origin.setQuery(QString());
    // Parsed again from the text that is handed over: what is checked is what the browser gets.
    if (const base::Result<QUrl> checked = parseEndpoint(origin, address); !checked)
        return checked.error();
    const Command command = findBrowser(address);
    if (command.program.isEmpty() || !QProcess::startDetached(command.program, command.arguments))
        return {base::Errc::Unavailable, QStringLiteral("no browser could be started: neither BROWSER nor xdg-open can be run")};
    return base::Done{};
}

}  // namespace countersign::backends
