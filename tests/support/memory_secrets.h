// A secret store for tests: in memory, and failing when told.
#pragma once

#include "app/base/secret_store.h"

#include <QHash>

#include <optional>

namespace countersign::tests {

class MemorySecrets final : public base::SecretStore {
public:
    QHash<QString, QByteArray> entries;
    std::optional<base::Error> readError, writeError;
    int writes = 0;

    base::Answer<base::SharedSecret> read(const QString &name) override
    {
        if (readError)
            return base::answered<base::SharedSecret>(*readError);
        if (!entries.contains(name))
            return base::answered<base::SharedSecret>({base::Errc::NotFound, QStringLiteral("none")});
        QByteArray bytes = entries.value(name);
        return base::answered<base::SharedSecret>(std::make_shared<const base::Secret>(base::Secret::take(bytes)));
    }
    base::Answer<base::Done> write(const QString &name, base::Secret secret) override
    {
        ++writes;
        if (writeError)
            return base::answered<base::Done>(*writeError);
        entries.insert(name, secret.reveal().toByteArray());
        return base::answered<base::Done>(base::Done{});
    }
    base::Answer<base::Done> remove(const QString &name) override
    {
        entries.remove(name);
        return base::answered<base::Done>(base::Done{});
    }
};

}  // namespace countersign::tests
