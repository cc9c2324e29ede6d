#include "app/programs/ctl/child_process.h"

#include "app/programs/ctl/terminal.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace countersign::ctl {
namespace {

constexpr int kCannotRun = 126, kNotFound = 127, kBySignal = 128;
constexpr std::array kForwarded{SIGINT, SIGTERM, SIGHUP};
constexpr int kPauseMicroseconds = 20'000;

volatile std::sig_atomic_t pending = 0;

void note(int number)
{
    pending = number;
}

// The handlers of this program while a child runs, and those from before after that.
class Forwarding {
public:
    Forwarding()
    {
        pending = 0;
        for (size_t i = 0; i < kForwarded.size(); ++i)
            m_before[i] = std::signal(kForwarded[i], note);
    }
    ~Forwarding()
    {
        for (size_t i = 0; i < kForwarded.size(); ++i)
            std::signal(kForwarded[i], m_before[i]);
    }
    Q_DISABLE_COPY_MOVE(Forwarding)

private:
    std::array<sighandler_t, kForwarded.size()> m_before{};
};

QList<QByteArray> environmentTexts(const ChildEnvironment &wanted)
{
    QList<QByteArray> texts;
    const auto isNamed = [](const QByteArray &text, const QByteArray &name) { return text.startsWith(QByteArray(name + '=')); };
    for (char **entry = environ; *entry; ++entry) {
        const QByteArray text(*entry);
        const bool replaced = std::any_of(wanted.set.begin(), wanted.set.end(), [&](const auto &pair) { return isNamed(text, pair.first); })
            || std::any_of(wanted.remove.begin(), wanted.remove.end(), [&](const QByteArray &name) { return isNamed(text, name); });
        if (!replaced)
            texts.append(text);
    }
    for (const auto &[name, value] : wanted.set)
        texts.append(QByteArray(name + '=' + value));
    return texts;
}

std::vector<char *> pointers(QList<QByteArray> &texts)
{
    std::vector<char *> all;
    for (QByteArray &text : texts)
        all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

int waitFor(pid_t child)
{
    for (;;) {
        int status = 0;
        const pid_t ended = ::waitpid(child, &status, WNOHANG);
        if (ended == child && WIFEXITED(status))
            return WEXITSTATUS(status);
        if (ended == child && WIFSIGNALED(status))
            return kBySignal + WTERMSIG(status);
        if (ended < 0 && errno != EINTR)
            return kCannotRun;
        if (const int number = pending; number != 0) {
            pending = 0;
            // Ctrl+C reaches the whole group in the foreground of a terminal: a second one would be one too many.
            const bool byTerminal = number == SIGINT && ::tcgetpgrp(STDIN_FILENO) == ::getpgrp();
            if (!byTerminal)
                ::kill(child, number);
        }
        ::usleep(kPauseMicroseconds);
    }
}

}  // namespace

int runChild(const QStringList &command, const ChildEnvironment &environment)
{
    QList<QByteArray> words;
    for (const QString &word : command)
        words.append(QFile::encodeName(word));
    QList<QByteArray> variables = environmentTexts(environment);
    const std::vector<char *> argv = pointers(words), envp = pointers(variables);

    const Forwarding forwarding;
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t defaults;
    sigemptyset(&defaults);
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE})
        sigaddset(&defaults, number);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    pid_t child = 0;
    const int error = ::posix_spawnp(&child, argv.front(), nullptr, &attributes, argv.data(), envp.data());
    posix_spawnattr_destroy(&attributes);
    if (error != 0)
        return fail(error == ENOENT ? kNotFound : kCannotRun, QStringLiteral("%1: %2").arg(outside(command.first()), QString::fromLocal8Bit(std::strerror(error))));
    return waitFor(child);
}

}  // namespace countersign::ctl
