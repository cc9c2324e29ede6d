#include "app/authority/store/account_cache.h"

namespace countersign::authority::store {

namespace {

constexpr qsizetype kMost = 2048;  // of each

template <class T>
const T *found(const QHash<QString, T> &known, const QString &key)
{
    const auto it = known.constFind(key);
    return it == known.constEnd() ? nullptr : &*it;
}

template <class T>
void put(QHash<QString, T> &known, const QString &key, const T &value)
{
    if (known.size() >= kMost)
        known.clear();
    known.insert(key, value);
}

}  // namespace

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
    return found(m_clients, id);
}

const User *AccountCache::user(const QString &sub) const
{
    return found(m_users, sub);
}

void AccountCache::keep(const Client &client)
{
    put(m_clients, client.id.text(), client);
}

void AccountCache::keep(const User &user)
{
    put(m_users, user.sub.text(), user);
}

}  // namespace countersign::authority::store
