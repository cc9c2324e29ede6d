// Rules for what administrators register, shared by the commands and later by the console's pages: names, roles, clients,
// and the log entries that go with each change.
#pragma once

#include "app/authority/config.h"
#include "app/authority/store/clients.h"
#include "app/authority/store/users.h"
#include "app/base/result.h"

#include <QByteArrayView>

namespace countersign::authority {

// [A-Za-z0-9][A-Za-z0-9._@+-]{0,63}: a name never looks like `client:<id>` or a `sub`.
[[nodiscard]] base::Status checkUserName(const QString &name);
[[nodiscard]] base::Status checkRoles(const QStringList &roles);    // approver, admin, auditor
[[nodiscard]] base::Status checkGroups(const QStringList &groups);

// A JWK set with public P-256 keys (one to ten, `kid`s different), as canonical JSON. InvalidArgument says what is wrong.
[[nodiscard]] base::Result<QByteArray> checkedJwks(QByteArrayView json);

// https, or the loopback redirects of RFC 8252 7.3 as protocol.md 12 writes them.
[[nodiscard]] bool isRedirectUri(const QString &text);
// One to `most` visible characters.
[[nodiscard]] bool isName(const QString &text, qsizetype most);

// Everything about a registration that can be told without the database.
[[nodiscard]] base::Status checkClient(const store::Client &client, const Config &config);

// What init puts into every authority: the public native client of the console and the user `local`.
[[nodiscard]] store::Client consoleClient();
[[nodiscard]] store::User localUser();

}  // namespace countersign::authority
