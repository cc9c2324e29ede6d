// People and clients as one connection read them last. Every check asks for them, several times for each request, and they hardly
// ever change: an entry is used for as long as the number in `account_generation` stands, which is read in the same transaction.
#pragma once

#include "app/authority/store/clients.h"
#include "app/authority/store/users.h"

#include <QHash>

namespace countersign::authority::store {

// Belongs to one connection, and so to one thread.
class AccountCache {
public:
    // Forgets everything when `generation` is another than at the last call.
    AccountCache &at(qint64 generation);

    [[nodiscard]] const Client *client(const QString &id) const;
    [[nodiscard]] const User *user(const QString &sub) const;
    void keep(const Client &client);
    void keep(const User &user);

private:
    qint64 m_generation = 0;
    QHash<QString, Client> m_clients;
    QHash<QString, User> m_users;
};

}  // namespace countersign::authority::store
