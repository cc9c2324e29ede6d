// `keys …`: the keys that sign tokens, and the log.
#include "app/authority/commands/workplace.h"
#include "app/authority/log_key_rotation.h"

namespace countersign::authority::commands {

namespace {

QString stateName(KeyState state)
{
    switch (state) {
    case KeyState::Waiting: return QStringLiteral("waiting");
    case KeyState::Signing: return QStringLiteral("signing");
    case KeyState::Published: return QStringLiteral("published");
    case KeyState::Retired: return QStringLiteral("retired");
    }
    return {};
}

void printKey(const KeyInfo &key)
{
    QJsonObject line{{QStringLiteral("kid"), QString::fromLatin1(key.kid)},
                     {QStringLiteral("state"), stateName(key.state)},
                     {QStringLiteral("published_at"), key.publishedAt},
                     {QStringLiteral("signs_from"), key.signsFrom}};
    if (key.retiresAt)
        line.insert(QStringLiteral("retires_at"), *key.retiresAt);
    printJson(line);
}

base::Status rotateLog(const Arguments &arguments)
{
    const auto reason = reasonOf(arguments);
    if (!reason)
        return reason.error();
    if (arguments.has(QStringLiteral("now")))
        return base::Error{base::Errc::InvalidArgument, QStringLiteral("--now is for the keys of tokens: the log's new key signs at once.")};
    auto workplace = withKeys(openWorkplaceAlone(arguments));
    if (!workplace)
        return workplace.error();
    const auto done = rotateLogKey(*workplace->store, *workplace->keys, *reason);
    if (!done)
        return done.error();
    printJson({{QStringLiteral("before"), done->before}, {QStringLiteral("after"), done->after}, {QStringLiteral("signed_off"), done->signedOff.size}});
    return base::Done{};
}

base::Status rotate(const Arguments &arguments)
{
    if (arguments.has(QStringLiteral("log")))
        return rotateLog(arguments);
    auto workplace = withKeys(openWorkplace(arguments));
    if (!workplace)
        return workplace.error();
    const Rotation when = arguments.has(QStringLiteral("now")) ? Rotation::Now : Rotation::AfterWaiting;
    const auto key = workplace->store->write([&](store::Transaction &tx) { return workplace->keys->rotate(tx, when); });
    if (!key)
        return key.error();
    printKey(*key);
    return base::Done{};
}

base::Status list(const Arguments &arguments)
{
    auto workplace = withKeys(openWorkplace(arguments));
    if (!workplace)
        return workplace.error();
    for (const KeyInfo &key : workplace->keys->list(workplace->store->clock().now()))
        printKey(key);
    return base::Done{};
}

}  // namespace

std::vector<Command> keyCommands()
{
    return {
        {QStringLiteral("keys rotate"), QStringLiteral("Makes a new signing key."),
         QStringLiteral("The new key is published at once and signs ten minutes later, when everybody can know it; the old one stays\n"
                        "published until no token of it can live. Prints the new key as JSON.\n"
                        "With --log it is the audit log's key, and serve must not be running: the log says which key follows, the old one signs that as\n"
                        "its last, and is deleted. Consoles and verifiers that trust the old key follow by themselves; another key they refuse."),
         {dataOption(), {QStringLiteral("log"), QString(), QStringLiteral("The key of the audit log instead of the one for tokens."), Occurs::Flag},
          {QStringLiteral("reason"), QStringLiteral("TEXT"), QStringLiteral("With --log: why, for the log; at most 500 characters."), Occurs::Optional},
          {QStringLiteral("now"), QString(), QStringLiteral("It signs at once, also one that waits already: when the old one may be known to others."), Occurs::Flag}}, &rotate},
        {QStringLiteral("keys list"), QStringLiteral("Lists signing keys, one JSON object a line."), QStringLiteral("States: waiting, signing, published (no longer signs), retired."), {dataOption()}, &list},
    };
}

}  // namespace countersign::authority::commands
