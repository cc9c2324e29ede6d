// Making and ending initial access tokens, for the endpoint and the command line.
#pragma once

#include "app/authority/services.h"
#include "app/authority/store/initial_tokens.h"
#include "app/base/result.h"

namespace countersign::catalog {
struct Catalog;
}

namespace countersign::authority {
class Keys;
struct Config;
}

namespace countersign::authority::grants {

struct InitialAccess {
    qint64 uses = 1;
    qint64 expiresInSeconds = 86'400;
    qint64 maxClientTtl = 2 * 3600;  // seconds
    store::Rights rights;            // the most a client may have
};

struct MadeInitialToken {
    QString id;
    QByteArray token;  // leaves once
    qint64 expiresAt = 0;
};

// What a token is made with. The catalogue is the one in force.
struct TokenMaker {
    const Keys &keys;
    const Config &config;
    const catalog::Catalog &catalog;
};

// InvalidArgument: a number out of its bounds, a scope or an action type that the catalogue does not offer. Logged.
[[nodiscard]] base::Result<MadeInitialToken> createInitialToken(store::Transaction &tx, const TokenMaker &maker, const InitialAccess &wanted, const QString &actor);
[[nodiscard]] base::Result<MadeInitialToken> createInitialToken(Services &services, store::Transaction &tx, const InitialAccess &wanted, const QString &actor);
// False when it was over by revocation before. Clients registered with it live on.
bool endInitialToken(store::Transaction &tx, const QString &id, const store::Doing &doing);

}  // namespace countersign::authority::grants
