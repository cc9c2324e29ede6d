// People and clients as one connection read them last. Every check asks for them, several times for each request, and they hardly
// ever change: an entry is used for as long as the number in `account_generation` stands, which is read in the same transaction,
// and without reading anything while the transaction itself has not moved on.
#pragma once

#include "app/authority/store/clients.h"
#include "app/authority/store/users.h"

#include <QHash>

namespace countersign::authority::store {

// Belongs to one connection, and so to one thread.
class AccountCache {
public:
    // As they were found at this very moment (Connection::moment); null: look again.
    [[nodiscard]] const Client *clientAt(const QString &id, qint64 moment) const;
    [[nodiscard]] const User *userAt(const QString &sub, qint64 moment) const;

    // Forgets everything when `generation` is another than at the last call.
    AccountCache &at(qint64 generation);
    [[nodiscard]] const Client *client(const QString &id) const;
    [[nodiscard]] const User *user(const QString &sub) const;
    void keep(const Client &client, qint64 moment);
    void keep(const User &user, qint64 moment);

private:
    template <class T>
    struct Known {
        T value;
        qint64 moment;
    };
    template <class T>
    using Book = QHash<QString, Known<T>>;

    template <class T>
    static const Known<T> *find(const Book<T> &book, const QString &key);
    template <class T>
    static void put(Book<T> &book, const QString &key, Known<T> known);

    qint64 m_generation = 0;
    Book<Client> m_clients;
    Book<User> m_users;
};

}  // namespace countersign::authority::store
