#include "app/authority/grants/redemption/yields.h"

namespace countersign::authority::grants::redemption {

using approval::Yield;

bool isOffered(Yield yield)
{
    return yield == Yield::Credential || yield == Yield::Window;
}

QString eventOf(Yield yield)
{
    return yield == Yield::Window ? QStringLiteral("window.opened") : QStringLiteral("credential.issued");
}

QJsonObject redeem(Services &services, store::Transaction &tx, const store::ApprovalRecord &record)
{
    switch (approval::yieldOf(record.type)) {
    case Yield::Window: return window(services, tx, record);
    case Yield::Client:
    case Yield::Change:
    case Yield::Credential: break;
    }
    return credential(services, tx, record);
}

}  // namespace countersign::authority::grants::redemption
