#include "app/authority/grants/redemption/yields.h"

namespace countersign::authority::grants::redemption {

using approval::Yield;

bool isOffered(Yield yield)
{
    return yield != Yield::Change;
}

QString eventOf(Yield yield)
{
    if (yield == Yield::Client)
        return QStringLiteral("registration.issued");
    return yield == Yield::Window ? QStringLiteral("window.opened") : QStringLiteral("credential.issued");
}

QJsonObject redeem(Services &services, store::Transaction &tx, const store::ApprovalRecord &record)
{
    switch (approval::yieldOf(record.type)) {
    case Yield::Window: return window(services, tx, record);
    case Yield::Client: return registration(services, tx, record);
    case Yield::Change:
    case Yield::Credential: break;
    }
    return credential(services, tx, record);
}

}  // namespace countersign::authority::grants::redemption
