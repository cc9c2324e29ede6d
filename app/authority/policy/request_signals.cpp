#include "app/authority/policy/request_signals.h"

#include "app/approval/action.h"
#include "app/authority/policy/reach.h"
#include "app/authority/store/transaction.h"

namespace countersign::authority::policy {

approval::Risk assessRequest(store::Transaction &tx, const catalog::Catalog &catalog, const store::Client &client, const store::ApprovalRecord &record)
{
    const approval::ActionType &type = *catalog.action(record.type);
    approval::Signals facts;
    facts.clientAgeSeconds = tx.now() - client.createdAt;
    // Whether it ever happened is all that matters, so the count stops at one.
    facts.sameActionBefore = tx.one("SELECT 1 FROM approval WHERE client_id = ? AND type = ? LIMIT 1", {client.id.text(), record.type}) ? 1 : 0;
    facts.recentByClient = tx.one("SELECT count(*) FROM (SELECT 1 FROM approval WHERE client_id = ? AND requested_at > ? LIMIT 100)",
                                  {client.id.text(), tx.now() - 60})->integer(0);
    facts.outsideHours = type.outsideHours(tx.now());
    for (const QString &scope : record.scopes) {
        if (catalog.deprecated(scope, tx.now()))
            facts.deprecatedScopes.append(scope);
    }
    const Riskiest chosen = riskiest(catalog, type, record.scopes);
    facts.ofScopes = chosen.tier;
    facts.riskiestScope = chosen.scope;
    approval::Risk risk = approval::assess(type.risk, facts);
    if (const Repeats repeats = recentDenials(tx, record); repeats.denials > 0)
        risk.add(QStringLiteral("denied_before:%1").arg(repeats.denials),
                 QStringLiteral("The same request was denied %1 times within the last ten minutes.").arg(repeats.denials));
    return risk;
}

Repeats recentDenials(store::Transaction &tx, const store::ApprovalRecord &record)
{
    Repeats repeats;
    const auto action = approval::parseCanonicalAction(record.canonical);
    if (!action)
        return repeats;
    const auto rows = tx.all("SELECT canonical, decided_at FROM approval WHERE client_id = ? AND type = ? AND requested_at > ?"
                             " AND status = 'denied' ORDER BY requested_at DESC LIMIT 50",
                             {record.client.text(), record.type, tx.now() - kCoolDownSeconds});
    for (const store::Row &row : rows) {
        const auto earlier = approval::parseCanonicalAction(row.text(0).toUtf8());
        if (earlier && earlier->params == action->params && earlier->subject == action->subject) {
            ++repeats.denials;
            repeats.lastDenialAt = std::max(repeats.lastDenialAt, row.integer(1));
        }
    }
    return repeats;
}

}  // namespace countersign::authority::policy
