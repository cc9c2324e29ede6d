// What an approver who reads the log as well does not see yet: what others did about requests that wait for this approver's own
// vote. Second opinions are not anchored (protocol.md 6), whichever way they are looked for.
#pragma once

#include "app/authority/store/transaction.h"

#include <QSet>

namespace countersign::authority::store {

struct User;

class Withheld {
public:
    // As of this transaction; empty for everybody but approvers of pending requests who have not voted.
    Withheld(Transaction &tx, const User &reader);

    [[nodiscard]] bool isEmpty() const { return m_seqs.isEmpty(); }
    [[nodiscard]] bool holds(qint64 seq) const { return m_seqs.contains(seq); }
    [[nodiscard]] const QSet<qint64> &seqs() const { return m_seqs; }

private:
    QSet<qint64> m_seqs;
};

}  // namespace countersign::authority::store
