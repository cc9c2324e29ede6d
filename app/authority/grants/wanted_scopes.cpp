#include "app/authority/grants/wanted_scopes.h"

#include "app/authority/scope_usage.h"
#include "app/oauth/error_code.h"
#include "app/oauth/scope.h"

namespace countersign::authority::grants {

namespace {

http::Response invalidScope()
{
    return refuse(400, oauth::error::kInvalidScope, QLatin1StringView("The scope is malformed, unknown or more than may be held."));
}

http::Response invalidTarget()
{
    return refuse(400, oauth::error::kInvalidTarget, QLatin1StringView("The resource is not one this token can be for."));
}

}  // namespace

Or<Wanted> wantedScopes(const Services &services, const http::Form &form, const Entitlement &allowed, const ScopeLimits &limits)
{
    const auto stated = form.get(QStringLiteral("scope"));
    Wanted wanted{limits.unlessAsked, {}};
    if (stated) {
        const auto scopes = oauth::parseScope(*stated);
        if (!scopes || !oauth::isSubset(*scopes, limits.most)) {
            for (const QString &name : scopes.value_or(QStringList())) {
                if (!allowed.catalog->scope(name))
                    services.usage.missed(name, allowed.client.text());
            }
            return invalidScope();
        }
        wanted.scopes = *scopes;
    }
    const auto resource = form.get(QStringLiteral("resource"));
    if (resource) {
        if (*resource != services.issuer && !allowed.catalog->resource(*resource))
            return invalidTarget();
        const QStringList before = wanted.scopes;
        wanted.scopes.clear();
        for (const QString &name : before) {
            if (allowed.audience({name}, services.issuer).contains(*resource))
                wanted.scopes.append(name);
        }
        if (wanted.scopes.isEmpty() && !before.isEmpty())
            return invalidTarget();
    }
    wanted.audience = allowed.audience(wanted.scopes, services.issuer);
    return wanted;
}

}  // namespace countersign::authority::grants
