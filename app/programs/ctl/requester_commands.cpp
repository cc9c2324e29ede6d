#include "app/base/clock.h"
#include "app/keychain/keychain_store.h"
#include "app/programs/ctl/interrupt.h"
#include "app/programs/ctl/requester_options.h"
#include "app/programs/ctl/terminal.h"

#include <QJsonArray>

namespace countersign::ctl {
namespace {

using base::Errc;
using base::Result;

QString text(const base::Secret &secret)
{
    return QString::fromUtf8(secret.reveal());
}

int runToken(const Arguments &arguments)
{
    const Result<std::shared_ptr<Requester>> requester = makeRequester(arguments);
    if (!requester)
        return fail(requester.error());
    const auto outcome = (*requester)->baseToken(arguments.value("scope"));
    if (const auto *wire = std::get_if<WireError>(&outcome))
        return failWire(*wire);
    if (const auto *error = std::get_if<base::Error>(&outcome))
        return fail(*error);
    const auto &token = std::get<oauth::TokenResponse>(outcome);
    if (arguments.has("json"))
        printJson({{QStringLiteral("access_token"), text(token.accessToken)},
                   {QStringLiteral("token_type"), token.tokenType},
                   {QStringLiteral("expires_in"), token.expiresIn},
                   {QStringLiteral("scope"), token.scopes.join(QLatin1Char(' '))}});
    else
        print(text(token.accessToken));
    return Success;
}

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

int endWith(const Arguments &arguments, const Asked &asked, const oauth::TokenResponse &token, const base::SharedSecret &baseToken)
{
    say(QStringLiteral("Approved. The credential works once, for %1 seconds.").arg(token.expiresIn));
    if (!arguments.has("json")) {
        print(text(token.accessToken));
        return Success;
    }
    QJsonObject out{{QStringLiteral("approval_id"), asked.approvalId},
                    {QStringLiteral("status"), QStringLiteral("approved")},
                    {QStringLiteral("access_token"), text(token.accessToken)},
                    {QStringLiteral("token_type"), token.tokenType},
                    {QStringLiteral("expires_in"), token.expiresIn},
                    {QStringLiteral("scope"), token.scopes.join(QLatin1Char(' '))},
                    {QStringLiteral("txn"), token.txn},
                    {QStringLiteral("authorization_details"), token.authorizationDetails}};
    if (baseToken)
        out.insert(QStringLiteral("base_token"), text(*baseToken));
    printJson(out);
    return Success;
}

struct Waiting {
    const Asked &asked;
    const base::SharedSecret &baseToken;
    const Interrupt &interrupt;
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
            return endWith(arguments, asked, *token, waiting.baseToken);
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

int runRequest(const Arguments &arguments)
{
    Asking asking;
    asking.type = arguments.plain().value(0);
    if (arguments.plain().size() != 1)
        return fail(Usage, QStringLiteral("request wants one action type, for example orders.refund"));
    const Result<QJsonObject> params = readParams(arguments.values("param"));
    if (!params)
        return fail(params.error());
    asking.params = *params;
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
    asking.scope = arguments.value("scope");
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
    return waitForEnd(**requester, arguments, {asked, asking.baseToken, interrupt});
}

// What the API tells of its caller's proof (protocol.md 12): all of it or nothing.
Result<QJsonObject> readReceivedProof(const Arguments &arguments)
{
    const int given = arguments.has("dpop-proof") + arguments.has("dpop-method") + arguments.has("dpop-url");
    if (given == 0)
        return QJsonObject();
    if (given != 3)
        return {Errc::InvalidArgument, QStringLiteral("--dpop-proof, --dpop-method and --dpop-url need each other")};
    const Result<QByteArray> proof = readInput(arguments.value("dpop-proof"));
    if (!proof)
        return proof.error();
    return QJsonObject{{QStringLiteral("proof"), QString::fromUtf8(*proof)}, {QStringLiteral("method"), arguments.value("dpop-method")}, {QStringLiteral("url"), arguments.value("dpop-url")}};
}

// The body of /consume from what the API was told and what it is about to run.
Result<QJsonObject> readConsumption(const Arguments &arguments)
{
    const Result<QJsonObject> params = readParams(arguments.values("param"));
    if (!params)
        return params.error();
    const Result<QByteArray> token = readInput(arguments.value("token-file"));
    if (!token)
        return token.error();
    QJsonObject body{{QStringLiteral("token"), QString::fromUtf8(*token)},
                     {QStringLiteral("action"), QJsonObject{{QStringLiteral("type"), arguments.value("type")}, {QStringLiteral("params"), *params}}}};
    if (arguments.has("base-token-file")) {
        const Result<QByteArray> base = readInput(arguments.value("base-token-file"));
        if (!base)
            return base.error();
        body.insert(QStringLiteral("base_token"), QString::fromUtf8(*base));
    }
    const Result<QJsonObject> proof = readReceivedProof(arguments);
    if (!proof)
        return proof.error();
    if (!proof->isEmpty())
        body.insert(QStringLiteral("dpop"), *proof);
    return body;
}

int runConsume(const Arguments &arguments)
{
    if (!arguments.plain().isEmpty() || !arguments.has("type") || !arguments.has("token-file"))
        return fail(Usage, QStringLiteral("consume wants --type and --token-file"));
    const Result<QJsonObject> body = readConsumption(arguments);
    if (!body)
        return fail(body.error());
    const Result<std::shared_ptr<Requester>> requester = makeRequester(arguments);
    if (!requester)
        return fail(requester.error());
    const auto outcome = (*requester)->consume(*body, arguments.value("idempotency-key"));
    if (const auto *wire = std::get_if<WireError>(&outcome))
        return failWire(*wire);
    if (const auto *error = std::get_if<base::Error>(&outcome))
        return fail(*error);
    const QJsonObject &answer = std::get<QJsonObject>(outcome);
    const bool active = answer.value(QLatin1String("active")).toBool();
    if (arguments.has("json"))
        printJson(answer);
    if (!active)
        return fail(Denied, QStringLiteral("not accepted: ") + outside(answer.value(QLatin1String("reason")).toString()));
    if (!arguments.has("json"))
        print(QStringLiteral("consumed %1").arg(outside(answer.value(QLatin1String("txn")).toString())));
    return Success;
}

int runSecret(const Arguments &arguments)
{
    const QString issuer = optionOr(arguments, "issuer", "COUNTERSIGN_ISSUER");
    const QString client = optionOr(arguments, "client", "COUNTERSIGN_CLIENT");
    if (issuer.isEmpty() || client.isEmpty())
        return fail(Usage, QStringLiteral("--issuer and --client are needed"));
    keychain::KeychainStore store(QStringLiteral("Countersign"));
    const QString name = clientSecretName(issuer, client);
    base::Status done = base::Done{};
    if (arguments.has("remove")) {
        done = await(store.remove(name));
    } else {
        Result<QByteArray> bytes = readInput(arguments.has("secret-file") ? arguments.value("secret-file") : QStringLiteral("-"));
        if (!bytes)
            return fail(bytes.error());
        if (bytes->isEmpty())
            return fail(Usage, QStringLiteral("the secret is empty"));
        done = await(store.write(name, base::Secret::take(*bytes)));
    }
    return done ? Success : fail(done.error());
}

}  // namespace

std::vector<Command> requesterCommands()
{
    const OptionSpec dpop{"dpop-key", "FILE", "bind the credential to this P-256 key (PKCS#8 DER); made when missing"};
    const OptionSpec param{"param", "NAME=VALUE", "a parameter; NAME:=JSON for numbers, booleans and lists; may be repeated"};
    return {
        {"request", "TYPE", "ask for one action, wait for the decision, print the credential",
         "Asks the authority to have one action of the given type approved, shows the confirmation code on standard error, waits, and\n"
         "prints the single-use credential on standard output. An interrupt withdraws the request.",
         withClientOptions({param, {"reason", "TEXT", "why, for the approver"}, {"ticket", "TEXT", "a ticket's number"},
                            {"binding-message", "TEXT", "a short text shown on both sides"}, {"scope", "SCOPES", "fewer scopes than the type's"},
                            {"expires-in", "SECONDS", "how long to wait at most"},
                            {"base-token-file", "FILE", "ask on behalf of this base token instead of one's own; - reads standard input"},
                            {"login-hint", "NAME", "ask on behalf of this user, without a session"}, dpop, clientKeyOption()}),
         runRequest},
        {"consume", "", "what a protected API does: spend a credential for exactly this action",
         "Run as a client registered with --resource-server. Prints what was consumed; ends with 3 when the credential is not accepted.",
         withClientOptions({param, {"type", "TYPE", "the action that is about to run"},
                            {"token-file", "FILE", "the credential; - reads standard input"},
                            {"base-token-file", "FILE", "the caller's base token, where the type binds the session"},
                            {"dpop-proof", "FILE", "the DPoP proof that came with a bound credential; - reads standard input"},
                            {"dpop-method", "VERB", "the method of the call it came with"}, {"dpop-url", "URL", "and its address"},
                            {"idempotency-key", "TEXT", "the same answer for the same call again"}, clientKeyOption()}),
         runConsume},
        {"token", "", "print a base token by client credentials", "", withClientOptions({{"scope", "SCOPES", "fewer than the client's"}, clientKeyOption()}), runToken},
        {"secret", "", "keep a client's secret in the keychain", "Reads the secret from --secret-file or standard input, never from the arguments.",
         withClientOptions({{"remove", nullptr, "forget it instead"}}), runSecret},
    };
}

}  // namespace countersign::ctl
