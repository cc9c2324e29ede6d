// The one secret store everybody holds: the keychain, until a person chooses memory because there is none.
#pragma once

#include "app/keychain/keychain_store.h"
#include "app/keychain/memory_store.h"

namespace countersign::programs {

class SecretSwitch final : public base::SecretStore {
public:
    SecretSwitch() : m_keychain(QStringLiteral("Countersign")) {}

    void useMemory() { m_inMemory = true; }
    base::Answer<base::SharedSecret> read(const QString &name) override { return store().read(name); }
    base::Answer<base::Done> write(const QString &name, base::Secret secret) override { return store().write(name, std::move(secret)); }
    base::Answer<base::Done> remove(const QString &name) override { return store().remove(name); }

private:
    base::SecretStore &store() { return m_inMemory ? static_cast<base::SecretStore &>(m_memory) : m_keychain; }

    keychain::KeychainStore m_keychain;
    keychain::MemoryStore m_memory;
    bool m_inMemory = false;
};

}  // namespace countersign::programs
