#include "app/keychain/memory_store.h"

namespace countersign::keychain {

base::Answer<base::SharedSecret> MemoryStore::read(const QString &name)
{
    const base::SharedSecret found = m_secrets.value(name);
    if (!found)
        return base::answered<base::SharedSecret>({base::Errc::NotFound, QStringLiteral("no such secret in memory")});
    return base::answered<base::SharedSecret>(found);
}

base::Answer<base::Done> MemoryStore::write(const QString &name, base::Secret secret)
{
    m_secrets.insert(name, std::make_shared<const base::Secret>(std::move(secret)));
    return base::answered<base::Done>(base::Done{});
}

base::Answer<base::Done> MemoryStore::remove(const QString &name)
{
    m_secrets.remove(name);
    return base::answered<base::Done>(base::Done{});
}

}  // namespace countersign::keychain
