#include "app/authority/store/account_cache.h"

namespace countersign::authority::store {

namespace {

constexpr qsizetype kMost = 2048;  // of each

}  // namespace

template <class T>
const AccountCache::Known<T> *AccountCache::find(const Book<T> &book, const QString &key)
{
    const auto it = book.constFind(key);
    return it == book.constEnd() ? nullptr : &*it;
}

template <class T>
void AccountCache::put(Book<T> &book, const QString &key, Known<T> known)
{
    if (book.size() >= kMost)
        book.clear();
    book.insert(key, std::move(known));
}

const Client *AccountCache::clientAt(const QString &id, qint64 moment) const
{
    const auto *known = find(m_clients, id);
    return known && known->moment == moment ? &known->value : nullptr;
}

const User *AccountCache::userAt(const QString &sub, qint64 moment) const
{
    const auto *known = find(m_users, sub);
    return known && known->moment == moment ? &known->value : nullptr;
}

AccountCache &AccountCache::at(qint64 generation)
{
    if (m_generation != generation) {
        m_clients.clear();
        m_users.clear();
        m_generation = generation;
    }
    return *this;
}

const Client *AccountCache::client(const QString &id) const
{
    const auto *known = find(m_clients, id);
    return known ? &known->value : nullptr;
}

const User *AccountCache::user(const QString &sub) const
{
    const auto *known = find(m_users, sub);
    return known ? &known->value : nullptr;
}

void AccountCache::keep(const Client &client, qint64 moment)
{
    put(m_clients, client.id.text(), {client, moment});
}

void AccountCache::keep(const User &user, qint64 moment)
{
    put(m_users, user.sub.text(), {user, moment});
}

}  // namespace countersign::authority::store
