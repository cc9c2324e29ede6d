#include "app/authority/grants/entitlement.h"

#include "app/authority/catalog_cache.h"
#include "app/oauth/names.h"
#include "app/oauth/scope.h"

namespace countersign::authority::grants {

namespace {

constexpr QLatin1StringView kClientPrefix{"client:"};

}  // namespace

base::Subject subjectOfClient(const base::ClientId &client)
{
    return base::Subject(kClientPrefix + client.text());
}

bool isClientSubject(const base::Subject &sub)
{
    return sub.text().startsWith(kClientPrefix);
}

void Entitlement::addUsable(const QStringList &names)
{
    for (const QString &name : names) {
        if (!scopes.contains(name) && catalog->usable(name, now))
            scopes.append(name);
    }
}

QStringList Entitlement::audience(const QStringList &ofScopes, const QString &issuer) const
{
    QStringList apis;
    for (const QString &name : ofScopes) {
        const catalog::Scope *scope = catalog->scope(name);
        const QString api = scope ? scope->resource : issuer;
        if (!apis.contains(api))
            apis.append(api);
    }
    return apis;
}

std::optional<Entitlement> entitlement(Services &services, store::Transaction &tx, const store::Client &client, const base::Subject &sub)
{
    Entitlement allowed;
    allowed.catalog = services.catalog.current(tx);
    allowed.now = tx.now();
    allowed.client = client.id;
    if (isClientSubject(sub)) {
        if (sub != subjectOfClient(client.id))
            return std::nullopt;
        allowed.addUsable(client.scopes);
        return allowed;
    }
    allowed.user = store::findUser(tx, sub);
    if (!allowed.user || !allowed.user->isEnabled())
        return std::nullopt;
    // The console may hold whatever the role gives; another client only those of them it is registered for.
    const QStringList own = allowed.user->entitledScopes();
    const bool isConsole = client.isBuiltIn && client.id.text() == oauth::kConsoleClientId;
    allowed.scopes = isConsole ? own : oauth::scopesWithin(client.scopes, own);
    allowed.addUsable(client.scopes);
    return allowed;
}

}  // namespace countersign::authority::grants
