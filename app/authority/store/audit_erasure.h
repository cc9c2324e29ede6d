// Erasing what entries of the log say, and leaving that they were made: the leaf stays, and with it every root and proof.
//
// Each erasure is an entry itself, `log.payloads_erased`, which names the entries, who asked and why; its payload, as of all entries
// in which the log speaks of itself (`log.…`), is never erased.
#pragma once

#include "app/audit/erasure.h"
#include "app/authority/store/audit_log.h"
#include "app/base/result.h"

namespace countersign::authority::store {

// What goes in one transaction.
struct ErasurePlan {
    std::vector<qint64> seqs;      // by seq; entries of the log about itself and erased ones are passed over
    QStringList requests;          // approvals of which the card goes too: sentence, parameters, reasons. Only ended ones
    std::optional<QString> person; // whose traces beside the log go too (erased_copies.h)

    [[nodiscard]] bool isEmpty() const { return seqs.empty() && requests.isEmpty(); }
};

// Everything about one request, and the client it made. Conflict while it is open, NotFound.
[[nodiscard]] base::Result<ErasurePlan> planOfRequest(Transaction &tx, const QString &txn);
// What a person or client (`usr_…`, `client:…`) did, what names them, and the requests made for them, or by that client. Requests still
// open are left out, and so is how a living client describes itself.
[[nodiscard]] ErasurePlan planOfSubject(Transaction &tx, const QString &subject);
// One entry; of `approval.asked` the card as well, which says the same. Conflict while its request is open or the client it describes lives, NotFound.
[[nodiscard]] base::Result<ErasurePlan> planOfEntry(Transaction &tx, qint64 seq);
// The plan in parts that a transaction can bear.
[[nodiscard]] std::vector<ErasurePlan> inParts(const ErasurePlan &plan);

struct ErasureCause {
    QString actor;
    QString reason;  // of a person, or "retention"
};

struct Erased {
    qint64 payloads = 0;
    qint64 requests = 0;
    std::optional<qint64> saidBy;  // seq of the entry; absent when nothing was left to erase
};
// Payloads, salts, what the tables hold of them (erased_copies.h), and their words in the index.
Erased erase(Transaction &tx, const ErasurePlan &plan, const ErasureCause &cause);

}  // namespace countersign::authority::store
