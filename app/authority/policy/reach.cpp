#include "app/authority/policy/reach.h"

#include <QJsonArray>

namespace countersign::authority::policy {

using approval::Yield;

namespace {

QStringList texts(const QJsonObject &params, const char *name)
{
    QStringList out;
    const QJsonArray array = params.value(QLatin1String(name)).toArray();
    for (const QJsonValue &item : array)
        out.append(item.toString());
    return out;
}

int seconds(const QJsonObject &params, const char *name)
{
    return static_cast<int>(params.value(QLatin1String(name)).toInteger());
}

}  // namespace

Reach reachOf(const Services &services, const approval::ActionType &type, const QJsonObject &params)
{
    switch (approval::yieldOf(type.type)) {
    case Yield::Window: return {params.value(QLatin1String("resource")).toString(), texts(params, "scopes"), seconds(params, "duration")};
    case Yield::Client: return {services.issuer, texts(params, "scopes"), seconds(params, "ttl")};
    case Yield::Change: return {services.issuer, {}, type.credentialTtl};
    case Yield::Credential: break;
    }
    return {type.resource, type.scopes, type.credentialTtl};
}

bool mayCarry(const catalog::Catalog &catalog, const approval::ActionType &type, const QString &rs, const QString &scope)
{
    const catalog::Scope *known = catalog.scope(scope);
    switch (approval::yieldOf(type.type)) {
    case Yield::Window: return known && known->resource == rs;  // a token has one audience, and a scope belongs to one API
    case Yield::Client: return known != nullptr;
    case Yield::Change: return false;
    case Yield::Credential: break;
    }
    return type.scopes.contains(scope);
}

Riskiest riskiest(const catalog::Catalog &catalog, const approval::ActionType &type, const QStringList &scopes)
{
    Riskiest found;
    if (approval::yieldOf(type.type) == Yield::Credential)
        return found;
    for (const QString &name : scopes) {
        const catalog::Scope *scope = catalog.scope(name);
        if (scope && (found.scope.isEmpty() || scope->risk > found.tier))
            found = {scope->risk, name};
    }
    return found;
}

}  // namespace countersign::authority::policy
