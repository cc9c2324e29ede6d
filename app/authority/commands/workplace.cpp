#include "app/authority/commands/workplace.h"

#include "app/approval/visible_text.h"
#include "app/authority/private_file.h"
#include "app/base/json.h"

#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

#include <cerrno>
#include <cstdio>
#include <termios.h>
#include <unistd.h>

namespace countersign::authority::commands {

namespace {

using base::Errc;

constexpr qsizetype kMaxSecret = 4096;
constexpr qsizetype kMaxReason = 500;

// Typing is not echoed while this lives, when standard input is a terminal.
class QuietTerminal {
public:
    QuietTerminal() : m_active(::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &m_before) == 0)
    {
        if (!m_active)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~QuietTerminal()
    {
        if (m_active)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    Q_DISABLE_COPY_MOVE(QuietTerminal)
    [[nodiscard]] bool isTerminal() const { return m_active; }

private:
    termios m_before{};
    bool m_active;
};

QByteArray readStdin(bool untilLineEnd)
{
    QByteArray bytes(kMaxSecret + 2, '\0');
    qsizetype length = 0;
    while (length < bytes.size()) {
        const auto got = ::read(STDIN_FILENO, bytes.data() + length, static_cast<size_t>(bytes.size() - length));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        length += got;
        if (untilLineEnd && bytes[length - 1] == '\n')
            break;
    }
    bytes.truncate(length);
    return bytes;
}

}  // namespace

base::Result<Workplace> openWorkplace(const Arguments &arguments)
{
    const QString directory = QFileInfo(arguments.value(QStringLiteral("data"))).absoluteFilePath();
    if (const auto safe = checkPrivateDirectory(directory); !safe)
        return safe.error();
    auto clock = std::make_unique<base::SystemClock>();
    auto opened = store::Store::open(directory, *clock);
    if (!opened)
        return opened.error();
    return Workplace{directory, std::move(clock), *std::move(opened), nullptr};
}

base::Result<Workplace> openWorkplaceAlone(const Arguments &arguments)
{
    Workplace workplace{QFileInfo(arguments.value(QStringLiteral("data"))).absoluteFilePath(), std::make_unique<base::SystemClock>(), nullptr, nullptr};
    if (auto safe = checkPrivateDirectory(workplace.directory); !safe)
        return safe.error();
    store::StoreOptions options;
    options.mode = store::OpenMode::Serve;
    auto opened = store::Store::open(workplace.directory, *workplace.clock, std::move(options));
    if (!opened)
        return opened.error();
    workplace.store = *std::move(opened);
    return workplace;
}

base::Result<std::unique_ptr<Keys>> openKeys(const Workplace &workplace)
{
    return workplace.store->read([&](store::Transaction &tx) { return Keys::open(workplace.directory, tx); });
}

base::Result<Workplace> withKeys(base::Result<Workplace> opened)
{
    if (!opened)
        return opened;
    auto keys = openKeys(*opened);
    if (!keys)
        return keys.error();
    opened->keys = *std::move(keys);
    return opened;
}

store::Rights rightsFrom(const Arguments &arguments)
{
    return {arguments.list(QStringLiteral("scopes")), arguments.list(QStringLiteral("access-scopes")), arguments.list(QStringLiteral("actions"))};
}

base::Result<base::Secret> secretFromStdin(const QString &what, int leastChars)
{
    QByteArray bytes;
    {
        const QuietTerminal quiet;
        if (quiet.isTerminal())
            std::fprintf(stderr, "%s: ", qPrintable(what));
        bytes = readStdin(quiet.isTerminal());
        if (quiet.isTerminal())
            std::fputc('\n', stderr);
    }
    if (bytes.endsWith('\n'))
        bytes.chop(1);
    if (bytes.size() > kMaxSecret) {
        base::Secret::take(bytes);
        return base::Error{Errc::TooLarge, QStringLiteral("The %1 on standard input is longer than %2 bytes.").arg(what).arg(kMaxSecret)};
    }
    base::Secret secret = base::Secret::take(bytes);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder.decode(secret.reveal());
    const bool valid = !decoder.hasError() && !text.contains(QChar::Null);
    const auto length = text.toUcs4().size();
    text.fill(u'\0');
    if (!valid)
        return base::Error{Errc::InvalidArgument, QStringLiteral("The %1 on standard input is not valid text.").arg(what)};
    if (length < leastChars)
        return base::Error{Errc::InvalidArgument, QStringLiteral("The %1 on standard input must have at least %2 characters.").arg(what).arg(leastChars)};
    return secret;
}

base::Result<QString> reasonOf(const Arguments &arguments)
{
    const QString reason = arguments.value(QStringLiteral("reason")).trimmed();
    if (reason.isEmpty() || reason.size() > kMaxReason)
        return base::Error{Errc::InvalidArgument, QStringLiteral("--reason is text of 1 to 500 characters.")};
    return reason;
}

void printJson(const QJsonObject &object)
{
    printText(base::json::canonical(object) + '\n');
}

void printText(const QByteArray &text)
{
    std::fwrite(text.constData(), 1, static_cast<size_t>(text.size()), stdout);
    std::fflush(stdout);
}

void printWarning(const QString &text)
{
    const QByteArray line = QByteArrayLiteral("countersign-authority: warning: ") + approval::visibleText(text.simplified()).toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

base::Result<QByteArray> readInputFile(const QString &file, qsizetype maxBytes)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return base::Error{in.exists() ? Errc::Io : Errc::NotFound, QStringLiteral("%1 cannot be read: %2.").arg(file, in.errorString())};
    const QByteArray bytes = in.read(maxBytes + 1);
    if (bytes.size() > maxBytes)
        return base::Error{Errc::TooLarge, QStringLiteral("%1 is longer than %2 bytes.").arg(file).arg(maxBytes)};
    return bytes;
}

}  // namespace countersign::authority::commands
