// Secrets that end with the program, for a person who chose so because there is no keychain.
#pragma once

#include "app/base/secret_store.h"

#include <QHash>

namespace countersign::keychain {

class MemoryStore final : public base::SecretStore {
public:
    base::Answer<base::SharedSecret> read(const QString &name) override;
    base::Answer<base::Done> write(const QString &name, base::Secret secret) override;
    base::Answer<base::Done> remove(const QString &name) override;

private:
    QHash<QString, base::SharedSecret> m_secrets;
};

}  // namespace countersign::keychain
