// Where secrets rest between two runs. The desktop's keychain implements it, and a memory that ends with the program.
#pragma once

#include "app/base/answer.h"
#include "app/base/secret.h"

namespace countersign::base {

// Shared, because answers may be read more than once; the bytes are wiped when the last holder goes.
using SharedSecret = std::shared_ptr<const Secret>;

class SecretStore {
public:
    virtual ~SecretStore() = default;

    // NotFound: there is none, for certain. Locked: it cannot be known until the owner unlocks the store, and must not be
    // taken for a first run. Unavailable: no store is there.
    virtual Answer<SharedSecret> read(const QString &name) = 0;
    virtual Answer<Done> write(const QString &name, Secret secret) = 0;
    // Removing what is not there is no error.
    virtual Answer<Done> remove(const QString &name) = 0;
};

}  // namespace countersign::base
