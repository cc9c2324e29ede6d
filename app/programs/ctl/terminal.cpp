#include "app/programs/ctl/terminal.h"

#include "app/approval/visible_text.h"
#include "app/base/json.h"

#include <QFile>
#include <QTextStream>
#include <QTimer>

#include <cstdio>
#include <unistd.h>

namespace countersign::ctl {
namespace {

using base::Errc;

constexpr qint64 kMaxInput = 64 * 1024;
bool progressShown = false;

void write(FILE *to, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), to);
    std::fflush(to);
}

}  // namespace

void say(const QString &line)
{
    endProgress();
    write(stderr, line.toUtf8() + '\n');
}

void print(const QString &line)
{
    endProgress();
    write(stdout, line.toUtf8() + '\n');
}

void printJson(const QJsonObject &object)
{
    endProgress();
    write(stdout, base::json::canonical(object) + '\n');
}

QString outside(const QString &text)
{
    return approval::visibleText(text);
}

void progress(const QString &line)
{
    if (!::isatty(STDERR_FILENO))
        return;
    write(stderr, "\r\033[K" + line.toUtf8());
    progressShown = true;
}

void endProgress()
{
    if (std::exchange(progressShown, false))
        write(stderr, "\r\033[K");
}

bool isTerminal()
{
    return ::isatty(STDIN_FILENO) && ::isatty(STDERR_FILENO);
}

int fail(int code, const QString &why)
{
    say(QStringLiteral("countersignctl: ") + why);
    return code;
}

int fail(const base::Error &error)
{
    const QString why = outside(error.detail);
    switch (error.code) {
    case Errc::InvalidArgument: return fail(Usage, why);
    case Errc::Denied:
    case Errc::Conflict:
    case Errc::Unauthenticated:
    case Errc::NotFound: return fail(Refused, why);
    case Errc::Expired: return fail(Expired, why);
    case Errc::Unavailable:
    case Errc::Timeout:
    case Errc::Locked: return fail(Unreachable, why);
    case Errc::Malformed:
    case Errc::TooLarge:
    case Errc::Corrupt: return fail(BadAnswer, why);
    case Errc::Cancelled: return fail(Interrupted, why);
    default: return fail(Failure, why);
    }
}

base::Result<QByteArray> readInput(const QString &path)
{
    QFile file(path);
    const bool open = path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open)
        return {Errc::Io, QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString())};
    QByteArray bytes = file.read(kMaxInput + 1);
    while (!file.atEnd() && bytes.size() <= kMaxInput) {
        const QByteArray more = file.read(kMaxInput + 1 - bytes.size());
        if (more.isEmpty())
            break;
        bytes += more;
    }
    if (bytes.size() > kMaxInput)
        return {Errc::TooLarge, QStringLiteral("%1 is larger than 64 KiB").arg(path)};
    if (bytes.endsWith('\n'))
        bytes.chop(1);
    if (bytes.endsWith('\r'))
        bytes.chop(1);
    return bytes;
}

void sleepMs(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

}  // namespace countersign::ctl
