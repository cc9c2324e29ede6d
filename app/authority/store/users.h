// People who sign in. All functions run inside a transaction; the caller writes the log entry, as it knows who acts.
#pragma once

#include "app/authority/store/transaction.h"
#include "app/base/strong_id.h"

namespace countersign::authority::store {

struct User {
    base::Subject sub;  // `usr_…`, opaque, never reused
    QString name;       // looked up exactly; unique whatever the case
    QString nameKey;    // approval::lookAlikeKey(name), of a user that was read
    QStringList roles;  // approver, admin, auditor
    QStringList groups;
    QByteArray passwordPhc;  // Argon2id PHC string; empty: cannot sign in with a password
    QByteArray otpSealed;    // one-time-password secret, encrypted by its owner; empty: none
    qint64 otpLastStep = 0;  // last time step used, so that one code works once
    qint64 createdAt = 0;
    std::optional<qint64> disabledAt;
    bool isLocal = false;  // the built-in `local`: in every group, no password

    [[nodiscard]] bool isEnabled() const { return !disabledAt; }
    [[nodiscard]] bool hasRole(const QString &role) const { return roles.contains(role); }
    [[nodiscard]] bool isInGroup(const QString &group) const { return isLocal || groups.contains(group); }
    [[nodiscard]] bool isInAnyOf(const QStringList &wanted) const;
    // The most a token of this user may hold (protocol.md 5), by role. Empty when disabled.
    [[nodiscard]] QStringList entitledScopes() const;
};

[[nodiscard]] base::Subject newSubject();  // `usr_` and 128 random bits

[[nodiscard]] std::optional<User> findUser(Transaction &tx, const base::Subject &sub);
[[nodiscard]] std::optional<User> findUserByName(Transaction &tx, const QString &name);
// Whom a reader would take the name for, enabled or not: the same name included (approval::lookAlikeKey). Reads all users.
[[nodiscard]] std::optional<User> findLookAlike(Transaction &tx, const QString &name);
[[nodiscard]] std::vector<User> listUsers(Transaction &tx);
// Enabled approvers who are in one of the groups, `local` included.
[[nodiscard]] std::vector<User> approversIn(Transaction &tx, const QStringList &groups);

// False when the name is taken, in whatever case. `createdAt` is set from the transaction.
[[nodiscard]] bool insertUser(Transaction &tx, const User &user);
// Each returns false when there is no such user.
bool setUserPassword(Transaction &tx, const base::Subject &sub, const QByteArray &phc);
bool setUserOtp(Transaction &tx, const base::Subject &sub, const QByteArray &sealed);
bool setUserRoles(Transaction &tx, const base::Subject &sub, const QStringList &roles);
bool setUserGroups(Transaction &tx, const base::Subject &sub, const QStringList &groups);
bool disableUser(Transaction &tx, const base::Subject &sub);
bool enableUser(Transaction &tx, const base::Subject &sub);
// True once per time step: false when this or a later step was used already (RFC 6238 5.2).
[[nodiscard]] bool takeOtpStep(Transaction &tx, const base::Subject &sub, qint64 step);

}  // namespace countersign::authority::store
