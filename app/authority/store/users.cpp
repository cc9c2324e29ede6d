#include "app/authority/store/users.h"

#include "app/approval/look_alike.h"
#include "app/authority/store/account_cache.h"
#include "app/crypto/digest.h"

#include <algorithm>

namespace countersign::authority::store {

namespace {

constexpr char kColumns[] = "SELECT sub, name, password_phc, otp_sealed, otp_last_step, is_local, created_at, disabled_at FROM user ";

QStringList wordsOf(const std::vector<Row> &rows)
{
    QStringList words;
    for (const Row &row : rows)
        words.append(row.text(0));
    return words;
}

User userOf(Transaction &tx, const Row &row)
{
    User user;
    user.sub = base::Subject(row.text(0));
    user.name = row.text(1);
    user.nameKey = approval::lookAlikeKey(user.name);
    user.passwordPhc = row.bytes(2);
    user.otpSealed = row.bytes(3);
    user.otpLastStep = row.integer(4);
    user.isLocal = row.integer(5) != 0;
    user.createdAt = row.integer(6);
    user.disabledAt = row.optionalInteger(7);
    user.roles = wordsOf(tx.all("SELECT role FROM user_role WHERE sub = ? ORDER BY role", {user.sub.text()}));
    user.groups = wordsOf(tx.all("SELECT grp FROM user_group WHERE sub = ? ORDER BY grp", {user.sub.text()}));
    return user;
}

std::optional<User> findWhere(Transaction &tx, const char *where, const QString &value)
{
    const auto row = tx.one(QByteArray(QByteArray(kColumns) + where).constData(), {value});
    return row ? std::optional(userOf(tx, *row)) : std::nullopt;
}

void insertRoles(Transaction &tx, const base::Subject &sub, const QStringList &roles)
{
    for (const QString &role : roles)
        tx.exec("INSERT INTO user_role (sub, role) VALUES (?, ?) ON CONFLICT DO NOTHING", {sub.text(), role});
}

void insertGroups(Transaction &tx, const base::Subject &sub, const QStringList &groups)
{
    for (const QString &group : groups)
        tx.exec("INSERT INTO user_group (sub, grp) VALUES (?, ?) ON CONFLICT DO NOTHING", {sub.text(), group});
}

bool changesOne(int changed)
{
    return changed == 1;
}

}  // namespace

bool User::isInAnyOf(const QStringList &wanted) const
{
    return std::any_of(wanted.begin(), wanted.end(), [this](const QString &group) { return isInGroup(group); });
}

QStringList User::entitledScopes() const
{
    if (!isEnabled())
        return {};
    QStringList scopes{QStringLiteral("catalog:read")};
    if (hasRole(QStringLiteral("approver")))
        scopes << QStringLiteral("approvals:read") << QStringLiteral("approvals:decide") << QStringLiteral("grants:revoke");
    if (hasRole(QStringLiteral("admin")))
        scopes << QStringLiteral("clients:manage") << QStringLiteral("catalog:write") << QStringLiteral("users:manage");
    if (hasRole(QStringLiteral("admin")) || hasRole(QStringLiteral("auditor")))
        scopes << QStringLiteral("audit:read");
    return scopes;
}

base::Subject newSubject()
{
    return base::Subject(QStringLiteral("usr_") + QString::fromLatin1(crypto::randomToken(16)));
}

std::optional<User> findUser(Transaction &tx, const base::Subject &sub)
{
    if (const User *here = tx.accounts().userAt(sub.text(), tx.moment()))
        return *here;
    const auto row = tx.one("SELECT n FROM account_generation");
    AccountCache &cache = tx.accounts().at(row->integer(0));
    const User *known = cache.user(sub.text());
    auto user = known ? std::optional(*known) : findWhere(tx, "WHERE sub = ?", sub.text());
    if (user)
        cache.keep(*user, tx.moment());
    return user;
}

std::optional<User> findUserByName(Transaction &tx, const QString &name)
{
    return findWhere(tx, "WHERE name = ?", name);
}

std::vector<User> listUsers(Transaction &tx)
{
    std::vector<User> users;
    for (const Row &row : tx.all(QByteArray(QByteArray(kColumns) + "ORDER BY name").constData()))
        users.push_back(userOf(tx, row));
    return users;
}

std::optional<User> findLookAlike(Transaction &tx, const QString &name)
{
    const QString key = approval::lookAlikeKey(name);
    const std::vector<User> users = listUsers(tx);
    const auto found = std::find_if(users.begin(), users.end(), [&key](const User &user) { return user.nameKey == key; });
    return found == users.end() ? std::nullopt : std::optional(*found);
}

std::vector<User> approversIn(Transaction &tx, const QStringList &groups)
{
    const QByteArray sql = QByteArray(kColumns)
        + "WHERE disabled_at IS NULL AND sub IN (SELECT sub FROM user_role WHERE role = 'approver') ORDER BY name";
    std::vector<User> users;
    for (const Row &row : tx.all(sql.constData())) {
        User user = userOf(tx, row);
        if (user.isInAnyOf(groups))
            users.push_back(std::move(user));
    }
    return users;
}

bool insertUser(Transaction &tx, const User &user)
{
    const int inserted = tx.exec("INSERT INTO user (sub, name, password_phc, otp_sealed, is_local, created_at) VALUES (?, ?, ?, ?, ?, ?)"
                                 " ON CONFLICT DO NOTHING",
                                 {user.sub.text(), user.name, user.passwordPhc, user.otpSealed, user.isLocal ? 1 : 0, tx.now()});
    if (inserted != 1)
        return false;
    insertRoles(tx, user.sub, user.roles);
    insertGroups(tx, user.sub, user.groups);
    return true;
}

bool setUserPassword(Transaction &tx, const base::Subject &sub, const QByteArray &phc)
{
    return changesOne(tx.exec("UPDATE user SET password_phc = ? WHERE sub = ?", {phc, sub.text()}));
}

bool setUserOtp(Transaction &tx, const base::Subject &sub, const QByteArray &sealed)
{
    return changesOne(tx.exec("UPDATE user SET otp_sealed = ?, otp_last_step = 0 WHERE sub = ?", {sealed, sub.text()}));
}

bool setUserRoles(Transaction &tx, const base::Subject &sub, const QStringList &roles)
{
    if (!findUser(tx, sub))
        return false;
    tx.exec("DELETE FROM user_role WHERE sub = ?", {sub.text()});
    insertRoles(tx, sub, roles);
    return true;
}

bool setUserGroups(Transaction &tx, const base::Subject &sub, const QStringList &groups)
{
    if (!findUser(tx, sub))
        return false;
    tx.exec("DELETE FROM user_group WHERE sub = ?", {sub.text()});
    insertGroups(tx, sub, groups);
    return true;
}

bool disableUser(Transaction &tx, const base::Subject &sub)
{
    return changesOne(tx.exec("UPDATE user SET disabled_at = coalesce(disabled_at, ?) WHERE sub = ?", {tx.now(), sub.text()}));
}

bool enableUser(Transaction &tx, const base::Subject &sub)
{
    return changesOne(tx.exec("UPDATE user SET disabled_at = NULL WHERE sub = ?", {sub.text()}));
}

bool takeOtpStep(Transaction &tx, const base::Subject &sub, qint64 step)
{
    return changesOne(tx.exec("UPDATE user SET otp_last_step = ? WHERE sub = ? AND otp_last_step < ?", {step, sub.text(), step}));
}

}  // namespace countersign::authority::store
