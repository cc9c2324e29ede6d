// The keys of the log, from the first to the one that signs now (app/audit/key_chain.h).
#pragma once

#include "app/audit/checkpoint.h"
#include "app/authority/store/transaction.h"

#include <QJsonArray>

namespace countersign::authority::store {

struct LogKeyStep {
    qint64 seq = 0;  // of the entry that says so
    QString before, after;
    QByteArray signedOff;
};

void insertLogKeyStep(Transaction &tx, const LogKeyStep &step);
// Oldest first.
[[nodiscard]] std::vector<LogKeyStep> logKeySteps(Transaction &tx);
// The same with entry and proof, as verifiers want them.
[[nodiscard]] QJsonArray provenLogKeySteps(Transaction &tx);
// Oldest first, `current` last.
[[nodiscard]] std::vector<audit::VerifierKey> logKeys(Transaction &tx, const audit::VerifierKey &current);

}  // namespace countersign::authority::store
