// countersignctl access: temporary production access in one line (protocol.md 7).
#include "app/approval/action.h"
#include "app/programs/ctl/ask_and_wait.h"
#include "app/programs/ctl/requester_options.h"
#include "app/programs/ctl/terminal.h"

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSaveFile>

namespace countersign::ctl {
namespace {

using base::Errc;

// "90s", "30m", "1h", "2d" or plain seconds.
std::optional<qint64> secondsOf(const QString &text)
{
    static const QRegularExpression rule(QRegularExpression::anchoredPattern(QStringLiteral("([1-9][0-9]{0,6})([smhd]?)")));
    const auto match = rule.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString unit = match.captured(2);
    const qint64 length = unit == QLatin1String("d") ? 86400 : unit == QLatin1String("h") ? 3600 : unit == QLatin1String("m") ? 60 : 1;
    return match.captured(1).toLongLong() * length;
}

base::Result<QJsonObject> readWindow(const Arguments &arguments)
{
    const QStringList scopes = arguments.value("scopes").split(QRegularExpression(QStringLiteral("[ ,]+")), Qt::SkipEmptyParts);
    if (scopes.isEmpty() || !arguments.has("resource") || !arguments.has("for"))
        return {Errc::InvalidArgument, QStringLiteral("access wants --scopes, --resource and --for")};
    const auto seconds = secondsOf(arguments.value("for"));
    if (!seconds)
        return {Errc::InvalidArgument, QStringLiteral("--for wants a number with s, m, h or d behind it, for example 30m")};
    QJsonObject params{{QStringLiteral("scopes"), QJsonArray::fromStringList(scopes)}, {QStringLiteral("resource"), arguments.value("resource")}, {QStringLiteral("duration"), *seconds}};
    if (arguments.has("calls")) {
        bool isNumber = false;
        const int calls = arguments.value("calls").toInt(&isNumber);
        if (!isNumber || calls < 1)
            return {Errc::InvalidArgument, QStringLiteral("--calls wants a number above 0")};
        params.insert(QStringLiteral("max_calls"), calls);
    }
    return params;
}

// Readable by its owner alone from its first byte on.
base::Status writePrivately(const QString &path, const base::Secret &token)
{
    QSaveFile out(path);
    if (!out.open(QIODevice::WriteOnly) || !out.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return {Errc::Io, QStringLiteral("%1: %2").arg(path, out.errorString())};
    out.write(token.reveal().data(), token.reveal().size());
    if (!out.commit())
        return {Errc::Io, QStringLiteral("%1: %2").arg(path, out.errorString())};
    return base::Done{};
}

int handOver(const Arguments &arguments, const Asked &asked, const Received &received)
{
    const oauth::TokenResponse &token = received.token;
    say(QStringLiteral("Approved: %1, for %2.").arg(outside(token.scopes.join(QLatin1String(", "))), approval::durationText(token.expiresIn)));
    const bool toFile = arguments.has("out");
    if (toFile) {
        if (const base::Status written = writePrivately(arguments.value("out"), token.accessToken); !written)
            return fail(written.error());
        say(QStringLiteral("The access token is in %1.").arg(arguments.value("out")));
    }
    const QString secret = QString::fromUtf8(token.accessToken.reveal());
    if (arguments.has("json")) {
        QJsonObject out{{QStringLiteral("approval_id"), asked.approvalId},           {QStringLiteral("status"), QStringLiteral("approved")},
                        {QStringLiteral("token_type"), token.tokenType},             {QStringLiteral("expires_in"), token.expiresIn},
                        {QStringLiteral("scope"), token.scopes.join(QLatin1Char(' '))}, {QStringLiteral("txn"), token.txn},
                        {QStringLiteral("authorization_details"), token.authorizationDetails}};
        if (!toFile)
            out.insert(QStringLiteral("access_token"), secret);
        printJson(out);
    } else if (!toFile) {
        print(secret);
    }
    return Success;
}

int runAccess(const Arguments &arguments)
{
    const auto params = readWindow(arguments);
    if (!params)
        return fail(Usage, params.error().detail);
    Asking asking;
    asking.type = QStringLiteral("countersign.access");
    asking.params = *params;
    return askAndWait(arguments, std::move(asking), handOver);
}

}  // namespace

std::vector<Command> accessCommands()
{
    return {{"access", "", "ask for access for a while, wait for the decision, print the access token",
             "Asks for a window of access to one API. The approver may grant less time, fewer scopes or fewer calls; what was granted is told on\n"
             "standard error. The token goes to standard output, or with --out into a file that only its owner can read.",
             withClientOptions({{"scopes", "SCOPES", "what the access is for, separated by commas or blanks"},
                                {"resource", "URL", "the API"},
                                {"for", "TIME", "how long: 90s, 30m, 1h, 2d"},
                                {"calls", "N", "at most so many calls"},
                                {"out", "FILE", "write the token there instead, readable by its owner alone"},
                                {"reason", "TEXT", "why, for the approver"},
                                {"ticket", "TEXT", "a ticket's number"},
                                {"binding-message", "TEXT", "a short text shown on both sides"},
                                {"expires-in", "SECONDS", "how long to wait at most"},
                                {"base-token-file", "FILE", "ask on behalf of this base token instead of one's own; - reads standard input"},
                                {"login-hint", "NAME", "ask on behalf of this user, without a session"},
                                {"dpop-key", "FILE", "bind the token to this P-256 key (PKCS#8 DER); made when missing"},
                                clientKeyOption()}),
             runAccess}};
}

}  // namespace countersign::ctl
