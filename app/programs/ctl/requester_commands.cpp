#include "app/keychain/keychain_store.h"
#include "app/programs/ctl/ask_and_wait.h"
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

int printCredential(const Arguments &arguments, const Asked &asked, const Received &received)
{
    const oauth::TokenResponse &token = received.token;
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
    if (received.baseToken)
        out.insert(QStringLiteral("base_token"), text(*received.baseToken));
    printJson(out);
    return Success;
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
    asking.scope = arguments.value("scope");
    return askAndWait(arguments, std::move(asking), printCredential);
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
    QJsonObject body{{QStringLiteral("token"), QString::fromUtf8(*token)}};
    if (arguments.has("type"))
        body.insert(QStringLiteral("action"), QJsonObject{{QStringLiteral("type"), arguments.value("type")}, {QStringLiteral("params"), *params}});
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
    if (!arguments.has("token-file") || (!arguments.has("type") && (arguments.has("param") || arguments.has("base-token-file"))))
        return fail(Usage, QStringLiteral("consume wants --token-file, and --type where a credential is spent"));
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
    if (!arguments.has("json") && answer.contains(QLatin1String("uses")))
        print(QStringLiteral("counted call %1 of %2").arg(answer.value(QLatin1String("uses")).toInteger()).arg(outside(answer.value(QLatin1String("txn")).toString())));
    else if (!arguments.has("json"))
        print(QStringLiteral("consumed %1").arg(outside(answer.value(QLatin1String("txn")).toString())));
    return Success;
}

int runSecret(const Arguments &arguments)
{
    const QString issuer = optionOr(arguments, "issuer", "COUNTERSIGN_ISSUER");
    const QString client = optionOr(arguments, "client", "COUNTERSIGN_CLIENT");
    if (issuer.isEmpty() || client.isEmpty())
        return fail(Usage, QStringLiteral("--issuer and --client are needed (or COUNTERSIGN_ISSUER and COUNTERSIGN_CLIENT)"));
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
        {"consume", "", "what a protected API does: spend a credential for exactly this action, or count one call",
         "Run as a client registered with --resource-server. Prints what was consumed; ends with 3 when the credential is not accepted.\n"
         "Without --type the token is that of a window of access, and one call under it is counted.",
         withClientOptions({param, {"type", "TYPE", "the action that is about to run"},
                            {"token-file", "FILE", "the credential; - reads standard input"},
                            {"base-token-file", "FILE", "the caller's base token, where the type binds the session"},
                            {"dpop-proof", "FILE", "the DPoP proof that came with a bound credential; - reads standard input"},
                            {"dpop-method", "VERB", "the method of the call it came with"}, {"dpop-url", "URL", "and its address"},
                            {"idempotency-key", "TEXT", "the same answer for the same call again"}, clientKeyOption()}),
         runConsume},
        {"token", "", "print a base token by client credentials", "",
         withClientOptions({{"scope", "SCOPES", "what it holds of the client's scopes; without this, none"}, clientKeyOption()}), runToken},
        {"secret", "", "keep a client's secret in the keychain", "Reads the secret from --secret-file or standard input, never from the arguments.",
         withClientOptions({{"remove", nullptr, "forget it instead"}}), runSecret},
    };
}

}  // namespace countersign::ctl
