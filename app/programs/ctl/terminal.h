// How countersignctl speaks: results on stdout, everything for people on stderr, text from outside always made visible.
#pragma once

#include "app/base/answer.h"
#include "app/programs/ctl/exit_code.h"

#include <QEventLoop>
#include <QJsonObject>
#include <QString>

namespace countersign::ctl {

void say(const QString &line);                // stderr
void print(const QString &line);              // stdout
void printJson(const QJsonObject &object);    // stdout, one line
// Text from outside, on one line, with nothing that moves a cursor or hides (approval::visibleText).
[[nodiscard]] QString outside(const QString &text);
// A progress line that replaces itself on a terminal, and is left out elsewhere.
void progress(const QString &line);
void endProgress();
[[nodiscard]] bool isTerminal();              // stdin and stderr both

// Says why and gives the code for it.
[[nodiscard]] int fail(const base::Error &error);
[[nodiscard]] int fail(int code, const QString &why);

// The content of a file, or of stdin for "-", without one trailing newline. At most 64 KiB; Io, TooLarge.
[[nodiscard]] base::Result<QByteArray> readInput(const QString &path);

// Runs the event loop until the answer is here; the one place where this program waits.
template <class T>
[[nodiscard]] base::Result<T> await(const base::Answer<T> &answer)
{
    QEventLoop loop;
    base::Result<T> result(base::Errc::Cancelled, QStringLiteral("interrupted"));
    base::whenAnswered(&loop, answer, [&](const base::Result<T> &given) {
        result = given;
        loop.quit();
    });
    loop.exec();
    return result;
}

void sleepMs(int milliseconds);

}  // namespace countersign::ctl
