#include "app/authority/grants/initial_access.h"

#include "app/authority/catalog_cache.h"
#include "app/authority/config.h"
#include "app/authority/keys.h"
#include "app/authority/policy/registration_policy.h"
#include "app/crypto/digest.h"

#include <QJsonArray>

#include <algorithm>

namespace countersign::authority::grants {

namespace {

constexpr qint64 kMostUses = 1000;

base::Error refused(const QString &why)
{
    return {base::Errc::InvalidArgument, why};
}

base::Status checkWanted(const TokenMaker &maker, const InitialAccess &wanted, qint64 now)
{
    const Config::Clients &limits = maker.config.clients;
    if (wanted.uses < 1 || wanted.uses > kMostUses)
        return refused(QStringLiteral("uses must be 1 to %1.").arg(kMostUses));
    if (wanted.expiresInSeconds < 1 || wanted.expiresInSeconds > limits.longestTokenSeconds)
        return refused(QStringLiteral("expires_in must be 1 to %1 seconds.").arg(limits.longestTokenSeconds));
    if (wanted.maxClientTtl < 1 || wanted.maxClientTtl > limits.longestLifeSeconds)
        return refused(QStringLiteral("max_client_ttl must be 1 to %1 seconds.").arg(limits.longestLifeSeconds));
    for (const QString &scope : wanted.rights.scopes + wanted.rights.accessScopes) {
        if (!maker.catalog.usable(scope, now))
            return refused(QStringLiteral("The catalogue does not offer the scope %1.").arg(scope.left(128)));
    }
    for (const QString &type : wanted.rights.actions) {
        if (!maker.catalog.action(type))
            return refused(QStringLiteral("The catalogue does not offer the action %1.").arg(type.left(128)));
        if (policy::isForbiddenAction(type))
            return refused(QStringLiteral("No temporary client may ask for the action %1.").arg(type.left(128)));
    }
    return base::Done{};
}

void record(store::Transaction &tx, const char *event, const QString &actor, const QJsonObject &payload)
{
    store::AuditEvent entry;
    entry.event = QLatin1String(event);
    entry.actor = actor;
    entry.payload = payload;
    tx.audit(entry);
    tx.publish({store::EventKind::Client, {{QStringLiteral("initial_access_token"), payload.value(QLatin1String("id"))}},
                store::Audience::everyoneWith(QStringLiteral("clients:manage"))});
}

}  // namespace

base::Result<MadeInitialToken> createInitialToken(store::Transaction &tx, const TokenMaker &maker, const InitialAccess &wanted, const QString &actor)
{
    if (auto status = checkWanted(maker, wanted, tx.now()); !status)
        return status.error();
    MadeInitialToken made{QStringLiteral("iat_") + QString::fromLatin1(crypto::randomToken(12)), "init_" + crypto::randomToken(32), tx.now() + wanted.expiresInSeconds};
    store::InitialToken token;
    token.id = made.id;
    token.hash = maker.keys.secretHash(QByteArray("initial:" + made.token));
    token.createdBy = actor;
    token.expiresAt = made.expiresAt;
    token.usesLeft = wanted.uses;
    token.rights = wanted.rights;
    token.maxClientTtl = wanted.maxClientTtl;
    store::insertInitialToken(tx, token);
    record(tx, "initial_token.created", actor,
           {{QStringLiteral("id"), made.id}, {QStringLiteral("uses"), wanted.uses}, {QStringLiteral("expires_at"), made.expiresAt},
            {QStringLiteral("scopes"), QJsonArray::fromStringList(wanted.rights.scopes)},
            {QStringLiteral("access_scopes"), QJsonArray::fromStringList(wanted.rights.accessScopes)},
            {QStringLiteral("actions"), QJsonArray::fromStringList(wanted.rights.actions)}, {QStringLiteral("max_client_ttl"), wanted.maxClientTtl}});
    return made;
}

base::Result<MadeInitialToken> createInitialToken(Services &services, store::Transaction &tx, const InitialAccess &wanted, const QString &actor)
{
    const auto catalog = services.catalog.current(tx);
    return createInitialToken(tx, {services.keys, services.config, *catalog}, wanted, actor);
}

bool endInitialToken(store::Transaction &tx, const QString &id, const store::Doing &doing)
{
    if (!store::revokeInitialToken(tx, id, doing.actor))
        return false;
    record(tx, "initial_token.revoked", doing.actor, {{QStringLiteral("id"), id}, {QStringLiteral("reason"), doing.reason}});
    return true;
}

}  // namespace countersign::authority::grants
