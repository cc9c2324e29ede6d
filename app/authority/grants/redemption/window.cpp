#include "app/authority/grants/access_token.h"
#include "app/authority/grants/action_credential.h"
#include "app/authority/grants/redemption/yields.h"
#include "app/authority/store/transaction.h"
#include "app/oauth/token_response.h"

#include <QJsonArray>

namespace countersign::authority::grants::redemption {

QJsonObject window(Services &services, store::Transaction &tx, const store::ApprovalRecord &record)
{
    GrantRecord grant = grantFrom(tx, record, GrantKind::Access);
    grant.maxUses = grantedCalls(record);
    insertGrant(tx, grant);
    // The life of an approval hangs on what was issued for it; a window is found by its grant, its token by the token's own jti.
    store::CredentialRecord issued;
    issued.jtiHash = jtiHashOf(grant.id.text().toUtf8());
    issued.approval = record.id;
    issued.grant = grant.id;
    issued.expiresAt = grant.expiresAt;
    store::insertCredential(tx, issued);
    const oauth::TokenResponse token = issueAccessToken(services, tx, grant, grant.jkt);
    return {{QStringLiteral("access_token"), QString::fromLatin1(token.accessToken.reveal())},
            {QStringLiteral("token_type"), token.tokenType},
            {QStringLiteral("expires_in"), token.expiresIn},
            {QStringLiteral("authorization_details"), authorizationDetails(record)},
            {QStringLiteral("scope"), grant.scopes.join(u' ')},
            {QStringLiteral("txn"), record.id.text()}};
}

}  // namespace countersign::authority::grants::redemption
