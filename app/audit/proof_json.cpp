#include "app/audit/proof_json.h"

#include <QJsonArray>

namespace countersign::audit {

std::optional<Proof> proofFromJson(const QJsonValue &value)
{
    if (!value.isArray())
        return {};
    Proof proof;
    const QJsonArray items = value.toArray();
    for (const QJsonValue &item : items) {
        const QByteArray base64 = item.toString().toLatin1();
        const auto hash = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
        if (!hash || (*hash).size() != 32 || (*hash).toBase64() != base64)
            return {};
        proof.push_back(*hash);
    }
    return proof;
}

}  // namespace countersign::audit
