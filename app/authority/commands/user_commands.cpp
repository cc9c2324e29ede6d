// `user …`: people who approve, administer and audit.
#include "app/authority/accounts.h"
#include "app/authority/catalog_cache.h"
#include "app/authority/commands/workplace.h"
#include "app/authority/grants/grant_record.h"
#include "app/authority/grants/one_time_code.h"
#include "app/authority/issuer.h"
#include "app/crypto/password.h"

#include <QJsonArray>

#include <algorithm>

namespace countersign::authority::commands {

namespace {

using base::Errc;
using store::Transaction;
using store::User;

constexpr int kLeastPassword = 12;

void log(Transaction &tx, const char *event, const User &user, QJsonObject payload)
{
    payload.insert(QStringLiteral("sub"), user.sub.text());
    store::AuditEvent entry;
    entry.event = QLatin1String(event);
    entry.actor = kActorCli;
    entry.payload = std::move(payload);
    tx.audit(entry);
}

QJsonObject rightsOf(const User &user)
{
    return {{QStringLiteral("name"), user.name},
            {QStringLiteral("roles"), QJsonArray::fromStringList(user.roles)},
            {QStringLiteral("groups"), QJsonArray::fromStringList(user.groups)}};
}

// Finds by --name and refuses the built-in user, who is what the program says.
base::Result<User> findOrdinary(Transaction &tx, const QString &name)
{
    auto user = store::findUserByName(tx, name);
    if (!user)
        return base::Error{Errc::NotFound, QStringLiteral("There is no user \"%1\".").arg(name.left(100))};
    if (user->isLocal)
        return base::Error{Errc::Denied, QStringLiteral("The user \"local\" is built in and cannot be changed.")};
    return *std::move(user);
}

// A group that no action names gives nothing to decide; that is told, as it may be a slip of the pen.
void warnAboutUnknown(const Workplace &workplace, const QStringList &groups)
{
    CatalogCache cache;
    const auto read = workplace.store->read([&](Transaction &tx) { return cache.current(tx); });
    if (!read)
        return;
    for (const QString &group : groups) {
        const auto names = [&group](const approval::ActionType &action) { return action.approvers.contains(group); };
        if (std::none_of((*read)->actions.begin(), (*read)->actions.end(), names))
            printWarning(QStringLiteral("No action of the catalogue is decided by the group \"%1\": it gives nothing to decide until one is.").arg(group));
    }
}

base::Result<QByteArray> passwordHash()
{
    const auto password = secretFromStdin(QStringLiteral("password"), kLeastPassword);
    if (!password)
        return password.error();
    return crypto::hashPassword(password->reveal());
}

base::Status add(const Arguments &arguments)
{
    User user;
    user.sub = store::newSubject();
    user.name = arguments.value(QStringLiteral("name"));
    user.roles = arguments.list(QStringLiteral("roles"));
    user.groups = arguments.list(QStringLiteral("groups"));
    for (const base::Status &status : {checkUserName(user.name), checkRoles(user.roles), checkGroups(user.groups)}) {
        if (!status)
            return status;
    }
    auto workplace = openWorkplace(arguments);
    if (!workplace)
        return workplace.error();
    if (arguments.has(QStringLiteral("password-stdin"))) {
        auto hash = passwordHash();
        if (!hash)
            return hash.error();
        user.passwordPhc = *std::move(hash);
    }
    const base::Status added = workplace->store->write([&](Transaction &tx) -> base::Status {
        if (const auto known = store::findLookAlike(tx, user.name))
            return base::Error{Errc::Conflict, QStringLiteral("There is a user \"%1\" already, and \"%2\" looks like it: people could not tell who decided. Take another name.").arg(known->name, user.name)};
        if (!store::insertUser(tx, user))
            return base::Error{Errc::Conflict, QStringLiteral("There is a user \"%1\" already.").arg(user.name)};
        log(tx, "user.added", user, rightsOf(user));
        return base::Done{};
    });
    if (!added)
        return added;
    printJson({{QStringLiteral("sub"), user.sub.text()}, {QStringLiteral("name"), user.name}});
    warnAboutUnknown(*workplace, user.groups);
    return added;
}

base::Status list(const Arguments &arguments)
{
    auto workplace = openWorkplace(arguments);
    if (!workplace)
        return workplace.error();
    const auto users = workplace->store->read([](Transaction &tx) { return store::listUsers(tx); });
    if (!users)
        return users.error();
    for (const User &user : *users) {
        if (user.isLocal && !arguments.has(QStringLiteral("all")))
            continue;
        QJsonObject line = rightsOf(user);
        line.insert(QStringLiteral("sub"), user.sub.text());
        line.insert(QStringLiteral("created_at"), user.createdAt);
        line.insert(QStringLiteral("enabled"), user.isEnabled());
        line.insert(QStringLiteral("password"), !user.passwordPhc.isEmpty());
        if (user.disabledAt)
            line.insert(QStringLiteral("disabled_at"), *user.disabledAt);
        printJson(line);
    }
    return base::Done{};
}

// Runs `change` on the user named by --name in one transaction.
template <class Change>
base::Status changeUser(const Workplace &workplace, const Arguments &arguments, Change change)
{
    return workplace.store->write([&](Transaction &tx) -> base::Status {
        const auto user = findOrdinary(tx, arguments.value(QStringLiteral("name")));
        return user ? change(tx, *user) : base::Status(user.error());
    });
}

template <class Change>
base::Status changeUser(const Arguments &arguments, Change change)
{
    const auto workplace = openWorkplace(arguments);
    return workplace ? changeUser(*workplace, arguments, change) : base::Status(workplace.error());
}

base::Status disable(const Arguments &arguments)
{
    return changeUser(arguments, [](Transaction &tx, const User &user) -> base::Status {
        if (!user.isEnabled())
            return base::Error{Errc::Conflict, QStringLiteral("The user \"%1\" is disabled already.").arg(user.name)};
        store::disableUser(tx, user.sub);
        // Let in again, they sign in again: what they were locked out for may be a session somebody else holds.
        grants::endSessions(tx, user.sub, {kActorCli, QStringLiteral("the user was disabled")});
        log(tx, "user.disabled", user, {{QStringLiteral("name"), user.name}});
        return base::Done{};
    });
}

base::Status enable(const Arguments &arguments)
{
    return changeUser(arguments, [](Transaction &tx, const User &user) -> base::Status {
        if (user.isEnabled())
            return base::Error{Errc::Conflict, QStringLiteral("The user \"%1\" is enabled already.").arg(user.name)};
        store::enableUser(tx, user.sub);
        log(tx, "user.enabled", user, {{QStringLiteral("name"), user.name}});
        return base::Done{};
    });
}

base::Status modify(const Arguments &arguments)
{
    const QStringList roles = arguments.list(QStringLiteral("roles")), groups = arguments.list(QStringLiteral("groups"));
    for (const base::Status &status : {checkRoles(roles), checkGroups(groups)}) {
        if (!status)
            return status;
    }
    const bool setsRoles = arguments.has(QStringLiteral("roles")), setsGroups = arguments.has(QStringLiteral("groups"));
    if (!setsRoles && !setsGroups)
        return base::Error{Errc::InvalidArgument, QStringLiteral("Nothing to change: give --roles, --groups or both.")};
    auto workplace = openWorkplace(arguments);
    if (!workplace)
        return workplace.error();
    const base::Status modified = changeUser(*workplace, arguments, [&](Transaction &tx, const User &user) -> base::Status {
        User changed = user;
        if (setsRoles) {
            store::setUserRoles(tx, user.sub, roles);
            changed.roles = roles;
        }
        if (setsGroups) {
            store::setUserGroups(tx, user.sub, groups);
            changed.groups = groups;
        }
        log(tx, "user.changed", changed, {{QStringLiteral("before"), rightsOf(user)}, {QStringLiteral("after"), rightsOf(changed)}});
        return base::Done{};
    });
    if (modified && setsGroups)
        warnAboutUnknown(*workplace, groups);
    return modified;
}

base::Status passwd(const Arguments &arguments)
{
    const auto hash = passwordHash();
    if (!hash)
        return hash.error();
    return changeUser(arguments, [&hash](Transaction &tx, const User &user) -> base::Status {
        store::setUserPassword(tx, user.sub, *hash);
        // Whoever knew the old password may still be signed in with it.
        grants::endSessions(tx, user.sub, {kActorCli, QStringLiteral("the password was changed")});
        log(tx, "user.password_changed", user, {{QStringLiteral("name"), user.name}});
        return base::Done{};
    });
}

base::Status otp(const Arguments &arguments)
{
    const bool removes = arguments.has(QStringLiteral("remove"));
    auto workplace = withKeys(openWorkplace(arguments));
    if (!workplace)
        return workplace.error();
    const base::Secret secret = grants::newOtpSecret();
    QJsonObject out;
    const base::Status done = workplace->store->write([&](Transaction &tx) -> base::Status {
        const auto user = findOrdinary(tx, arguments.value(QStringLiteral("name")));
        const auto issuer = storedIssuer(tx);
        if (!user || !issuer)
            return user ? issuer.error() : user.error();
        if (removes && user->otpSealed.isEmpty())
            return base::Error{Errc::Conflict, QStringLiteral("The user \"%1\" has no second factor.").arg(user->name)};
        store::setUserOtp(tx, user->sub, removes ? QByteArray() : grants::sealOtp(*workplace->keys, user->sub, secret));
        log(tx, removes ? "user.otp_removed" : "user.otp_set", *user, {{QStringLiteral("name"), user->name}});
        out = {{QStringLiteral("secret"), QString::fromLatin1(grants::otpSecretText(secret))},
               {QStringLiteral("uri"), QString::fromLatin1(grants::otpUri(secret, *issuer, user->name))}};
        return base::Done{};
    });
    if (done && !removes)
        printJson(out);
    return done;
}

Option nameOption()
{
    return {QStringLiteral("name"), QStringLiteral("NAME"), QStringLiteral("The name to sign in with."), Occurs::Required};
}

Option rolesOption()
{
    return {QStringLiteral("roles"), QStringLiteral("LIST"), QStringLiteral("Any of approver, admin, auditor; commas or blanks between."), Occurs::Optional};
}

Option groupsOption()
{
    return {QStringLiteral("groups"), QStringLiteral("LIST"), QStringLiteral("Groups of approvers, as the catalogue names them."), Occurs::Optional};
}

Option passwordOption()
{
    return {QStringLiteral("password-stdin"), QString(), QStringLiteral("Reads the password from standard input, at a terminal unseen: 12 characters or more."), Occurs::Flag};
}

}  // namespace

std::vector<Command> userCommands()
{
    return {
        {QStringLiteral("user add"), QStringLiteral("Adds a person."),
         QStringLiteral("Without --password-stdin the person cannot sign in until \"user passwd\". Prints {\"sub\",\"name\"}."),
         {dataOption(), nameOption(), rolesOption(), groupsOption(), passwordOption()}, &add},
        {QStringLiteral("user list"), QStringLiteral("Lists people, one JSON object a line."), QString(),
         {dataOption(), {QStringLiteral("all"), QString(), QStringLiteral("Also the built-in user \"local\" of the console on this machine."), Occurs::Flag}}, &list},
        {QStringLiteral("user modify"), QStringLiteral("Replaces a person's roles or groups."),
         QStringLiteral("What is given replaces what was there; an empty list takes everything away. It holds at once, for live sessions too."),
         {dataOption(), nameOption(), rolesOption(), groupsOption()}, &modify},
        {QStringLiteral("user disable"), QStringLiteral("Locks a person out, at once."), QString(), {dataOption(), nameOption()}, &disable},
        {QStringLiteral("user enable"), QStringLiteral("Lets a disabled person in again."), QString(), {dataOption(), nameOption()}, &enable},
        {QStringLiteral("user passwd"), QStringLiteral("Sets a person's password."),
         QStringLiteral("Reads it from standard input, with or without --password-stdin; sessions of the person end."), {dataOption(), nameOption(), passwordOption()}, &passwd},
        {QStringLiteral("user otp"), QStringLiteral("Gives a person a second factor: codes of an authenticator."),
         QStringLiteral("Prints {\"secret\",\"uri\"} this once, for the person's authenticator; a new secret replaces the old one."),
         {dataOption(), nameOption(), {QStringLiteral("remove"), QString(), QStringLiteral("Takes the second factor away."), Occurs::Flag}}, &otp},
    };
}

}  // namespace countersign::authority::commands
