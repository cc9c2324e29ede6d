#include "app/programs/ctl/ask_and_wait.h"

#include "app/base/clock.h"
#include "app/programs/ctl/interrupt.h"
#include "app/programs/ctl/requester_options.h"
#include "app/programs/ctl/terminal.h"

namespace countersign::ctl {
namespace {

using base::Errc;
using base::Result;

// The base token: the one given, or a new one of this client.
Result<base::SharedSecret> obtainBaseToken(Requester &requester, const Arguments &arguments, int &code)
{
    code = Success;
    if (arguments.has("base-token-file")) {
        Result<QByteArray> bytes = readInput(arguments.value("base-token-file"));
        if (!bytes)
            return bytes.error();
        return base::SharedSecret(std::make_shared<const base::Secret>(base::Secret::take(*bytes)));
    }
    auto outcome = requester.baseToken({});
    if (const auto *wire = std::get_if<WireError>(&outcome)) {
        code = failWire(*wire);
        return {Errc::Denied, wire->code};
    }
    if (const auto *error = std::get_if<base::Error>(&outcome))
        return *error;
    return base::SharedSecret(std::make_shared<const base::Secret>(std::move(std::get<oauth::TokenResponse>(outcome).accessToken)));
}

QString minutes(qint64 seconds)
{
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

int endWithout(const Arguments &arguments, const Asked &asked, const WireError &error)
{
    const bool denied = error.code == QLatin1String("access_denied");
    const bool expired = error.code == QLatin1String("expired_token");
    if (arguments.has("json"))
        printJson({{QStringLiteral("approval_id"), asked.approvalId},
                   {QStringLiteral("status"), denied ? QStringLiteral("denied") : expired ? QStringLiteral("expired") : QStringLiteral("failed")},
                   {QStringLiteral("error"), error.code},
                   {QStringLiteral("error_description"), error.description}});
    if (denied)
        return fail(Denied, QStringLiteral("denied: ") + outside(error.description.isEmpty() ? QStringLiteral("no reason was given") : error.description));
    if (expired)
        return fail(Expired, QStringLiteral("nobody approved the request in time, or it was cancelled"));
    return failWire(error);
}

struct Waiting {
    const Asked &asked;
    const base::SharedSecret &baseToken;
    const Interrupt &interrupt;
    Approved approved;
};

// Polls until there is an end. Interrupted by the person: the request is withdrawn, so that nobody decides in vain.
int waitForEnd(Requester &requester, const Arguments &arguments, const Waiting &waiting)
{
    const Asked &asked = waiting.asked;
    const base::SystemClock clock;
    const qint64 endMs = clock.monotonicMs() + asked.expiresIn * 1000;
    qint64 interval = asked.interval;
    qint64 nextPollMs = clock.monotonicMs();
    for (;;) {
        const qint64 nowMs = clock.monotonicMs();
        progress(QStringLiteral("Waiting for a decision on %1 … %2 left").arg(asked.approvalId, minutes(std::max<qint64>(0, endMs - nowMs) / 1000)));
        if (waiting.interrupt.happened()) {
            requester.cancel(asked);
            return fail(Interrupted, QStringLiteral("interrupted; the request was withdrawn"));
        }
        if (nowMs < nextPollMs) {
            sleepMs(static_cast<int>(std::min<qint64>(250, nextPollMs - nowMs)));
            continue;
        }
        const auto outcome = requester.poll(asked);
        if (const auto *token = std::get_if<oauth::TokenResponse>(&outcome))
            return waiting.approved(arguments, asked, {*token, waiting.baseToken});
        const auto *wire = std::get_if<WireError>(&outcome);
        const bool busy = wire && (wire->status >= 500 || wire->status == 429);
        const auto *error = std::get_if<base::Error>(&outcome);
        const bool away = error && (error->code == Errc::Unavailable || error->code == Errc::Timeout);
        if (wire && wire->code == QLatin1String("slow_down"))
            interval += 5;
        const bool goOn = busy || away || (wire && (wire->code == QLatin1String("authorization_pending") || wire->code == QLatin1String("slow_down")));
        if (!goOn)
            return wire ? endWithout(arguments, asked, *wire) : fail(*error);
        // An authority that restarts is waited for, but not past the request's own end.
        if ((busy || away) && nowMs > endMs)
            return wire ? failWire(*wire) : fail(*error);
        nextPollMs = clock.monotonicMs() + interval * 1000;
    }
}

}  // namespace

int askAndWait(const Arguments &arguments, Asking asking, Approved approved)
{
    const Result<std::shared_ptr<Requester>> requester = makeRequester(arguments);
    if (!requester)
        return fail(requester.error());
    asking.loginHint = arguments.value("login-hint");
    if (asking.loginHint.isEmpty()) {
        int code = Success;
        const Result<base::SharedSecret> token = obtainBaseToken(**requester, arguments, code);
        if (!token)
            return code == Success ? fail(token.error()) : code;
        asking.baseToken = *token;
    }
    asking.reason = arguments.value("reason");
    asking.ticket = arguments.value("ticket");
    asking.bindingMessage = arguments.value("binding-message");
    asking.expiry = arguments.value("expires-in");
    // From here on there may be a request to withdraw.
    const Interrupt interrupt;
    const auto outcome = (*requester)->ask(asking);
    if (const auto *wire = std::get_if<WireError>(&outcome))
        return failWire(*wire);
    if (const auto *error = std::get_if<base::Error>(&outcome))
        return fail(*error);
    const Asked &asked = std::get<Asked>(outcome);
    say(QStringLiteral("Asked for %1: %2").arg(asking.type, asked.approvalId));
    if (!asked.confirmationCode.isEmpty())
        say(QStringLiteral("Confirmation code: %1 (tell it to the approver, who types it)").arg(outside(asked.confirmationCode)));
    return waitForEnd(**requester, arguments, {asked, asking.baseToken, interrupt, approved});
}

}  // namespace countersign::ctl
