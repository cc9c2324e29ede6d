#include "app/authority/store/log_keys.h"

#include "app/authority/store/audit_log.h"

namespace countersign::authority::store {

void insertLogKeyStep(Transaction &tx, const LogKeyStep &step)
{
    tx.exec("INSERT INTO log_key_step (seq, before, after, signed_off) VALUES (?, ?, ?, ?)", {step.seq, step.before, step.after, step.signedOff});
}

std::vector<LogKeyStep> logKeySteps(Transaction &tx)
{
    std::vector<LogKeyStep> steps;
    for (const Row &row : tx.all("SELECT seq, before, after, signed_off FROM log_key_step ORDER BY seq LIMIT 1000"))
        steps.push_back({row.integer(0), row.text(1), row.text(2), row.bytes(3)});
    return steps;
}

QJsonArray provenLogKeySteps(Transaction &tx)
{
    QJsonArray proven;
    for (const LogKeyStep &step : logKeySteps(tx)) {
        const auto entries = entriesFrom(tx, step.seq, 1);
        const auto signedOff = audit::parseCheckpoint(step.signedOff);
        const auto proof = signedOff ? audit::inclusionProof(step.seq, signedOff->head.size, nodesOf(tx)) : base::Error{};
        QJsonArray hashes;
        for (const audit::Hash &hash : proof ? *proof : audit::Proof())
            hashes.append(QString::fromLatin1(hash.toBase64()));
        proven.append(QJsonObject{{QStringLiteral("entry"), entries.empty() ? QJsonObject() : entryJson(entries.front())},
                                  {QStringLiteral("checkpoint"), QString::fromUtf8(step.signedOff)}, {QStringLiteral("proof"), hashes}});
    }
    return proven;
}

std::vector<audit::VerifierKey> logKeys(Transaction &tx, const audit::VerifierKey &current)
{
    std::vector<audit::VerifierKey> keys;
    for (const LogKeyStep &step : logKeySteps(tx)) {
        if (auto key = audit::VerifierKey::parse(step.before))
            keys.push_back(*std::move(key));
    }
    keys.push_back(current);
    return keys;
}

}  // namespace countersign::authority::store
