#include "app/authority/grants/access_token.h"
#include "app/authority/grants/entitlement.h"
#include "app/authority/grants/lifetimes.h"
#include "app/authority/grants/token_grants.h"
#include "app/authority/grants/wanted_scopes.h"
#include "app/authority/store/transaction.h"
#include "app/base/json.h"

namespace countersign::authority::grants {

namespace {

// A client without standing scopes still needs a base token for its requests: it is for the APIs of its actions.
QStringList audienceOfActions(const Entitlement &allowed, const store::Client &client, const QString &issuer)
{
    QStringList audience;
    for (const QString &type : client.actions) {
        const approval::ActionType *action = allowed.catalog->action(type);
        if (action && !audience.contains(action->resource))
            audience.append(action->resource);
    }
    return audience.isEmpty() ? QStringList{issuer} : audience;
}

}  // namespace

http::Response grantClientCredentials(Services &services, store::Transaction &tx, const TokenRequest &request)
{
    const base::Subject sub = subjectOfClient(request.client.id);
    const auto allowed = entitlement(services, tx, request.client, sub);
    if (!allowed)
        return invalidGrant();
    auto answer = wantedScopes(services, request.form, *allowed, allowed->scopes);
    if (auto *refused = refusal(answer))
        return std::move(*refused);
    auto &wanted = std::get<Wanted>(answer);
    GrantRecord record;
    record.id = newGrantId();
    record.kind = GrantKind::Client;
    record.sid = newSessionId();
    record.sub = sub;
    record.client = request.client.id;
    record.scopes = wanted.scopes;
    record.audience = wanted.audience.isEmpty() ? audienceOfActions(*allowed, request.client, services.issuer) : wanted.audience;
    record.jkt = request.key ? request.key->jkt : QByteArray();
    record.expiresAt = tx.now() + kAccessSeconds;
    record.address = QString::fromLatin1(request.request.peerAddress);
    insertGrant(tx, record);
    store::countClientUse(tx, request.client.id);
    return tokenAnswer(issueAccessToken(services, tx, record, record.jkt));
}

}  // namespace countersign::authority::grants
