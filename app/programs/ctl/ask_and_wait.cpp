#include "app/programs/ctl/ask_and_wait.h"

#include "app/programs/ctl/interrupt.h"
#include "app/programs/ctl/requester_options.h"
#include "app/programs/ctl/terminal.h"
#include "app/programs/ctl/waiting.h"

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

// Said, and the code for it.
Ended ended(int code)
{
    Ended end;
    end.code = code;
    return end;
}

}  // namespace

Ended askAndReceive(Requester &requester, const Arguments &arguments, Asking asking)
{
    asking.loginHint = arguments.value("login-hint");
    if (asking.loginHint.isEmpty()) {
        int code = Success;
        const Result<base::SharedSecret> token = obtainBaseToken(requester, arguments, code);
        if (!token)
            return ended(code == Success ? fail(token.error()) : code);
        asking.baseToken = *token;
    }
    asking.reason = arguments.value("reason");
    asking.ticket = arguments.value("ticket");
    asking.bindingMessage = arguments.value("binding-message");
    asking.expiry = arguments.value("expires-in");
    // From here on there may be a request to withdraw.
    const Interrupt interrupt;
    const auto asked = requester.ask(asking);
    if (const auto *wire = std::get_if<WireError>(&asked))
        return ended(failWire(*wire));
    if (const auto *error = std::get_if<base::Error>(&asked))
        return ended(fail(*error));
    const Asked &question = std::get<Asked>(asked);
    say(QStringLiteral("Asked for %1: %2").arg(asking.type, question.approvalId));
    if (!question.confirmationCode.isEmpty())
        say(QStringLiteral("Confirmation code: %1 (tell it to the approver, who types it)").arg(outside(question.confirmationCode)));
    const auto outcome = waitForDecision(requester, {question, interrupt});
    if (!outcome)
        return ended(fail(Interrupted, QStringLiteral("interrupted; the request was withdrawn")));
    if (const auto *wire = std::get_if<WireError>(&*outcome))
        return ended(endWithout(arguments, question, *wire));
    if (const auto *error = std::get_if<base::Error>(&*outcome))
        return ended(fail(*error));
    return {std::get<QJsonObject>(*outcome), question, asking.baseToken, Success};
}

int askAndWait(const Arguments &arguments, Asking asking, Approved approved)
{
    const Result<std::shared_ptr<Requester>> requester = makeRequester(arguments);
    if (!requester)
        return fail(requester.error());
    const Ended end = askAndReceive(**requester, arguments, std::move(asking));
    if (!end.answer)
        return end.code;
    const Result<oauth::TokenResponse> token = oauth::readTokenResponse(*end.answer);
    return token ? approved(arguments, end.asked, {*token, end.baseToken}) : fail(token.error());
}

}  // namespace countersign::ctl
