// `client …` for administrators, and `with-client` for pipelines.
#include "app/backends/client_directory.h"
#include "app/base/clock.h"
#include "app/programs/ctl/approver_session.h"
#include "app/programs/ctl/child_process.h"
#include "app/programs/ctl/client_making.h"
#include "app/programs/ctl/requester_options.h"
#include "app/programs/ctl/terminal.h"

#include <QDateTime>
#include <QDir>
#include <QJsonArray>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace countersign::ctl {
namespace {

using backends::ClientAnswer;
using backends::ClientEntry;
using backends::ClientStatus;
using base::Errc;
using base::Result;

QString text(const base::SharedSecret &secret)
{
    return QString::fromUtf8(secret->reveal());
}

QString statusText(ClientStatus status)
{
    switch (status) {
    case ClientStatus::Active: return QStringLiteral("active");
    case ClientStatus::Disabled: return QStringLiteral("disabled");
    case ClientStatus::Expired: return QStringLiteral("expired");
    case ClientStatus::Revoked: break;
    }
    return QStringLiteral("revoked");
}

QString when(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODate);
}

QJsonObject entryObject(const ClientEntry &client)
{
    QJsonObject object{{QStringLiteral("client_id"), client.id.text()}, {QStringLiteral("name"), client.name}, {QStringLiteral("owner"), client.owner},
                       {QStringLiteral("status"), statusText(client.status)}, {QStringLiteral("temporary"), client.temporary},
                       {QStringLiteral("scopes"), QJsonArray::fromStringList(client.scopes)},
                       {QStringLiteral("access_scopes"), QJsonArray::fromStringList(client.accessScopes)}, {QStringLiteral("actions"), QJsonArray::fromStringList(client.actions)},
                       {QStringLiteral("registered_at"), client.registeredAt}, {QStringLiteral("registered_by"), client.registeredBy},
                       {QStringLiteral("use_count"), client.useCount}, {QStringLiteral("live_tokens"), client.liveTokens},
                       {QStringLiteral("pending_approvals"), client.pendingApprovals}};
    if (client.expiresAt)
        object.insert(QStringLiteral("client_expires_at"), *client.expiresAt);
    if (client.endedAt)
        object.insert(QStringLiteral("ended_at"), *client.endedAt);
    if (client.lastUsedAt)
        object.insert(QStringLiteral("last_used_at"), *client.lastUsedAt);
    return object;
}

void printEntry(const Arguments &arguments, const ClientEntry &client)
{
    if (arguments.has("json"))
        return printJson(entryObject(client));
    const QString end = client.endedAt ? QStringLiteral("ended ") + when(*client.endedAt) : client.expiresAt ? QStringLiteral("ends ") + when(*client.expiresAt) : QStringLiteral("no end");
    print(QStringLiteral("%1  %2  %3  %4  [%5]").arg(client.id.text(), statusText(client.status), end, outside(client.name), outside(client.scopes.join(QLatin1Char(' ')))));
}

// Signed in, and somebody who may manage clients.
Result<std::shared_ptr<ApproverSession>> openDirectory(const Arguments &arguments)
{
    auto session = ApproverSession::open(arguments);
    if (session && !(*session)->backend().clients())
        return {Errc::Denied, QStringLiteral("this needs an administrator: nobody who may manage clients is signed in")};
    return session;
}

base::ClientId idOf(const Arguments &arguments)
{
    return base::ClientId(arguments.plain().value(0));
}

int finish(const Arguments &arguments, const Result<ClientAnswer> &answer)
{
    if (!answer)
        return fail(answer.error());
    if (!answer->client)
        return fail(Refused, QStringLiteral("refused: ") + outside(answer->detail));
    QJsonObject object = entryObject(*answer->client);
    if (answer->secret)
        object.insert(QStringLiteral("client_secret"), text(answer->secret));
    // A secret that was just made is in no other answer: it is printed whatever the form.
    if (arguments.has("json") || answer->secret)
        printJson(object);
    else
        printEntry(arguments, *answer->client);
    return Success;
}

int runList(const Arguments &arguments)
{
    const auto session = openDirectory(arguments);
    if (!session)
        return fail(session.error());
    backends::ClientQuery query;
    for (;;) {
        const Result<backends::ClientPage> page = await((*session)->backend().clients()->page(query));
        if (!page)
            return fail(page.error());
        for (const ClientEntry &client : page->items) {
            const bool ended = client.status == ClientStatus::Expired || client.status == ClientStatus::Revoked;
            if (!ended || arguments.has("all"))
                printEntry(arguments, client);
        }
        if (page->nextCursor.isEmpty() || page->nextCursor == query.cursor)
            return Success;
        query.cursor = page->nextCursor;
    }
}

int runShow(const Arguments &arguments)
{
    const auto session = openDirectory(arguments);
    if (!session)
        return fail(session.error());
    const Result<ClientEntry> client = await((*session)->backend().clients()->client(idOf(arguments)));
    if (!client && client.error().code == Errc::NotFound)
        return fail(Refused, QStringLiteral("there is no client \"%1\"").arg(outside(idOf(arguments).text())));
    if (!client)
        return fail(client.error());
    printEntry(arguments, *client);
    if (arguments.has("json"))
        return Success;
    print(QStringLiteral("owner %1, registered %2 by %3, used %4 times").arg(outside(client->owner), when(client->registeredAt), outside(client->registeredBy)).arg(client->useCount));
    for (const backends::ClientToken &token : client->tokens)
        print(QStringLiteral("holds %1 until %2 %3").arg(outside(token.kind), when(token.expiresAt), outside(token.title)));
    for (const backends::ClientEvent &event : client->history)
        print(QStringLiteral("%1  %2  by %3").arg(when(event.time), outside(event.event), outside(event.actor)));
    return Success;
}

int runExtend(const Arguments &arguments)
{
    const Result<qint64> ttl = readDuration(arguments.value("ttl"));
    if (!ttl)
        return fail(ttl.error());
    const auto session = openDirectory(arguments);
    if (!session)
        return fail(session.error());
    const qint64 end = (*session)->backend().serverTime() + *ttl;
    return finish(arguments, await((*session)->backend().clients()->extend(idOf(arguments), end, arguments.value("reason"))));
}

int runRotate(const Arguments &arguments)
{
    const auto session = openDirectory(arguments);
    return session ? finish(arguments, await((*session)->backend().clients()->rotateSecret(idOf(arguments), arguments.value("reason")))) : fail(session.error());
}

int runRevoke(const Arguments &arguments)
{
    const auto session = openDirectory(arguments);
    return session ? finish(arguments, await((*session)->backend().clients()->revoke(idOf(arguments), arguments.value("reason")))) : fail(session.error());
}

int runCreate(const Arguments &arguments)
{
    const Making making = makeClient(arguments);
    if (!making.client)
        return making.code;
    printJson(making.client->answer);
    return Success;
}

// The secret as a file of its own, 0600 in a directory 0700, in memory where the session has such a place. Goes with the object.
class SecretFile {
public:
    explicit SecretFile(const base::SharedSecret &secret)
        : m_directory(QDir(place()).filePath(QStringLiteral("countersign-XXXXXX")))
    {
        QFile file(path());
        m_isReady = m_directory.isValid() && file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner)
            && file.write(secret->reveal().data(), secret->size()) == secret->size() && file.flush();
    }
    [[nodiscard]] bool isReady() const { return m_isReady; }
    [[nodiscard]] QString path() const { return m_directory.filePath(QStringLiteral("secret")); }

private:
    static QString place()
    {
        const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
        return runtime.isEmpty() || !QFileInfo(runtime).isWritable() ? QDir::tempPath() : runtime;
    }

    QTemporaryDir m_directory;
    bool m_isReady = false;
};

void giveBack(Requester &requester, const MadeClient &client)
{
    constexpr int tries = 4;
    base::Status done = base::Done{};
    for (int i = 0; i < tries; ++i) {
        done = requester.deleteClient(client.registrationUri, *client.registrationToken);
        if (done || done.error().code == Errc::Denied)
            break;
        sleepMs(500 << i);
    }
    if (!done)
        say(QStringLiteral("The client %1 could not be deleted (%2). It ends by itself at %3.").arg(client.id, outside(done.error().detail), when(client.expiresAt)));
}

int runWithClient(const Arguments &arguments)
{
    Making making;
    {
        making = makeClient(arguments);
        if (!making.client)
            return making.code;
    }
    const MadeClient &client = *making.client;
    const SecretFile file(client.secret);
    if (!file.isReady()) {
        giveBack(*making.requester, client);
        return fail(Failure, QStringLiteral("no private place for the secret: set XDG_RUNTIME_DIR or TMPDIR to a directory that may be written"));
    }
    say(QStringLiteral("Running with client %1 until %2 at the latest.").arg(client.id, when(client.expiresAt)));
    ChildEnvironment environment;
    environment.set = {{"COUNTERSIGN_ISSUER", client.issuer.toUtf8()}, {"COUNTERSIGN_CLIENT", client.id.toUtf8()}, {"COUNTERSIGN_SECRET_FILE", QFile::encodeName(file.path())}};
    environment.remove = {"COUNTERSIGN_INITIAL_TOKEN_FILE", "COUNTERSIGN_SECRET"};
    if (arguments.has("secret-in-environment"))
        environment.set.append({QByteArray("COUNTERSIGN_SECRET"), client.secret->reveal().toByteArray()});
    const int code = runChild(arguments.plain(), environment);
    giveBack(*making.requester, client);
    return code;
}

}  // namespace

std::vector<Command> clientCommands()
{
    const OptionSpec reason{"reason", "TEXT", "why, for the log"};
    return {
        {"client create", "", "register a temporary client, or ask for one",
         "With an initial access token it registers; without, it asks for countersign.client as the client named with --client and waits\n"
         "for the approval. Prints the registration as JSON: the secret and the registration token are in no other answer.",
         clientWishOptions({}), runCreate},
        {"client list", "", "list clients", "One a line, newest first.", withPersonOptions({{"all", nullptr, "the ended ones too"}}), runList},
        {"client show", "ID", "print one client, what it holds and what happened to it", "", withPersonOptions({}), runShow},
        {"client extend", "ID", "move a temporary client's end", "The new end is --ttl from now.",
         withPersonOptions({{"ttl", "DURATION", "how long it lives from now: 90s, 30m, 2h, 7d"}, reason}), runExtend},
        {"client rotate-secret", "ID", "give a client another secret", "Prints it once, as JSON; the old one ends at once.", withPersonOptions({reason}), runRotate},
        {"client revoke", "ID", "end a client, its tokens and its requests", "", withPersonOptions({reason}), runRevoke},
        {"with-client", "-- COMMAND", "run a command with a client that ends with it",
         "Registers a temporary client (--initial-token-file) or asks for one, runs COMMAND, and deletes the client when it ends, however it\n"
         "ends. The command finds COUNTERSIGN_ISSUER, COUNTERSIGN_CLIENT and COUNTERSIGN_SECRET_FILE (0600, gone afterwards) in its\n"
         "environment; countersignctl reads them by itself. Ends with the command's exit code, 128 + N after signal N. Should this program\n"
         "be killed, the client ends by itself after --ttl.",
         clientWishOptions({{"secret-in-environment", nullptr, "also set COUNTERSIGN_SECRET, which other programs of this user can read"}}), runWithClient},
    };
}

}  // namespace countersign::ctl
