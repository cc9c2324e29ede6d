#include "app/authority/store/audit_tally.h"

#include "app/base/json.h"

#include <algorithm>

namespace countersign::authority::store {

namespace {

void tallyDecision(qint64 seconds, Tally &into)
{
    const auto bucket = std::lower_bound(kDecisionBounds.begin(), kDecisionBounds.end(), seconds) - kDecisionBounds.begin();
    ++into[QStringLiteral("decision_bucket")][QString::number(bucket)];
    into[QStringLiteral("decision_seconds")][QString()] += seconds;
}

}  // namespace

void tallyEntry(const AuditEntry &entry, std::optional<qint64> requestedAt, Tally &into)
{
    const audit::Leaf &leaf = entry.leaf;
    ++into[QStringLiteral("event")][leaf.event + u':' + leaf.outcome];
    if (leaf.event == QLatin1String("credential.consumed")) {
        ++into[QStringLiteral("consume")][QStringLiteral("ok")];
    } else if (leaf.event == QLatin1String("credential.consume_refused")) {
        const auto payload = entry.payload ? base::json::parseObject(*entry.payload) : base::Error{};
        ++into[QStringLiteral("consume")][payload ? base::json::text(*payload, QLatin1String("reason")).value_or(QStringLiteral("unknown")) : QStringLiteral("unknown")];
    } else if (leaf.event == QLatin1String("approval.decided") && requestedAt) {
        tallyDecision(std::max<qint64>(0, leaf.time - *requestedAt), into);
    }
}

void addToTally(Transaction &tx, const Tally &more)
{
    for (const auto &[name, labels] : more) {
        for (const auto &[label, count] : labels)
            tx.exec("INSERT INTO audit_tally (name, label, total) VALUES (?1, ?2, ?3) ON CONFLICT (name, label) DO UPDATE SET total = total + ?3", {name, label, count});
    }
}

Tally readTally(Transaction &tx)
{
    Tally tally;
    for (const Row &row : tx.all("SELECT name, label, total FROM audit_tally LIMIT 10000"))
        tally[row.text(0)][row.text(1)] = row.integer(2);
    return tally;
}

}  // namespace countersign::authority::store
