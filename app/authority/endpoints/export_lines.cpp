#include "app/authority/endpoints/export_lines.h"

#include "app/audit/checkpoint.h"
#include "app/authority/keys.h"
#include "app/authority/store/log_keys.h"
#include "app/base/json.h"

#include <QJsonArray>

namespace countersign::authority::endpoints {

QByteArray jsonLine(const QJsonObject &object)
{
    return base::json::canonical(object) + '\n';
}

QJsonObject exportHead(const Services &services, store::Transaction &tx, const QByteArray &note, qint64 size)
{
    QJsonObject head{{QStringLiteral("checkpoint"), QString::fromUtf8(note)},
                     {QStringLiteral("size"), size},
                     {QStringLiteral("origin"), services.logOrigin},
                     {QStringLiteral("key"), audit::VerifierKey(services.logOrigin, services.keys.auditKey().publicKey()).text()}};
    if (const QJsonArray steps = store::provenLogKeySteps(tx); !steps.isEmpty())
        head.insert(QStringLiteral("keys"), steps);
    return head;
}

QJsonArray proofJson(const audit::Proof &proof)
{
    QJsonArray hashes;
    for (const audit::Hash &hash : proof)
        hashes.append(QString::fromLatin1(hash.toBase64()));
    return hashes;
}

QJsonObject provenEntry(store::Transaction &tx, const store::AuditEntry &entry, qint64 size)
{
    QJsonObject line = store::entryJson(entry);
    const auto proof = audit::inclusionProof(entry.leaf.seq, size, store::nodesOf(tx));
    line.insert(QStringLiteral("proof"), proof ? proofJson(*proof) : QJsonArray());
    return line;
}

}  // namespace countersign::authority::endpoints
