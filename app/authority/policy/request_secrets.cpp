#include "app/authority/policy/request_secrets.h"

#include "app/authority/keys.h"

namespace countersign::authority::policy {

namespace {

QString hashed(const Keys &keys, const QByteArray &secret)
{
    return QString::fromLatin1(keys.secretHash(secret).toHex());
}

}  // namespace

QString authReqIdHash(const Keys &keys, QByteArrayView authReqId)
{
    return hashed(keys, "auth_req_id:" + authReqId.toByteArray());
}

QString confirmationCodeHash(const Keys &keys, const base::ApprovalId &approval, QByteArrayView code)
{
    return hashed(keys, "code:" + approval.text().toUtf8() + ':' + code.toByteArray());
}

}  // namespace countersign::authority::policy
