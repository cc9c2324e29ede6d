#include "app/authority/config.h"
#include "app/authority/grants/access_token.h"
#include "app/authority/grants/entitlement.h"
#include "app/authority/grants/token_grants.h"
#include "app/authority/grants/wanted_scopes.h"
#include "app/authority/store/transaction.h"
#include "app/oauth/error_code.h"

namespace countersign::authority::grants {

namespace {

// A base token without standing scopes is what most requests need: it is for the APIs the client has to do with.
QStringList homeApis(const Entitlement &allowed, const store::Client &client, const QString &issuer)
{
    QStringList audience = allowed.audience(allowed.scopes, issuer);
    for (const QString &type : client.actions) {
        const approval::ActionType *action = allowed.catalog->action(type);
        // The built-in types run at no API of their own.
        if (action && !action->resource.isEmpty() && !audience.contains(action->resource))
            audience.append(action->resource);
    }
    return audience.isEmpty() ? QStringList{issuer} : audience;
}

// Without scopes the audience is the client's own APIs, or the one of them that `resource` names.
Or<QStringList> audienceWithoutScopes(const http::Form &form, const QStringList &apis)
{
    const auto resource = form.get(QStringLiteral("resource"));
    if (!resource)
        return apis;
    if (apis.contains(*resource))
        return QStringList{*resource};
    return refuse(400, oauth::error::kInvalidTarget, QLatin1StringView("The resource is not one this token can be for."));
}

}  // namespace

http::Response grantClientCredentials(Services &services, store::Transaction &tx, const TokenRequest &request)
{
    const base::Subject sub = subjectOfClient(request.client.id);
    const auto allowed = entitlement(services, tx, request.client, sub);
    if (!allowed)
        return invalidGrant();
    // None asked for is none given: least by default, never all.
    auto answer = wantedScopes(services, request.form, *allowed, {allowed->scopes, {}});
    if (auto *refused = refusal(answer))
        return std::move(*refused);
    auto &wanted = std::get<Wanted>(answer);
    if (wanted.scopes.isEmpty()) {
        auto apis = audienceWithoutScopes(request.form, homeApis(*allowed, request.client, services.issuer));
        if (auto *refused = refusal(apis))
            return std::move(*refused);
        wanted.audience = std::get<QStringList>(apis);
    }
    GrantRecord record;
    record.id = newGrantId();
    record.kind = GrantKind::Client;
    record.sid = newSessionId();
    record.sub = sub;
    record.client = request.client.id;
    record.scopes = wanted.scopes;
    record.audience = wanted.audience;
    record.jkt = request.key ? request.key->jkt : QByteArray();
    record.expiresAt = tx.now() + services.config.tokens.accessSeconds;
    record.address = QString::fromLatin1(request.request.peerAddress);
    insertGrant(tx, record);
    store::countClientUse(tx, request.client.id);
    return tokenAnswer(issueAccessToken(services, tx, record, record.jkt));
}

}  // namespace countersign::authority::grants
