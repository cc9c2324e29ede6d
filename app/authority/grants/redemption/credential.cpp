#include "app/authority/grants/action_credential.h"
#include "app/authority/grants/redemption/yields.h"

#include <QJsonArray>

namespace countersign::authority::grants::redemption {

QJsonObject credential(Services &services, store::Transaction &tx, const store::ApprovalRecord &record)
{
    const QByteArray token = issueCredential(services, tx, record);
    return {{QStringLiteral("access_token"), QString::fromLatin1(token)},
            {QStringLiteral("token_type"), record.dpopJkt ? QStringLiteral("DPoP") : QStringLiteral("Bearer")},
            {QStringLiteral("expires_in"), grantedTtl(record)},
            {QStringLiteral("authorization_details"), authorizationDetails(record)},
            {QStringLiteral("scope"), grantedScopes(record).join(u' ')},
            {QStringLiteral("txn"), record.id.text()}};
}

}  // namespace countersign::authority::grants::redemption
