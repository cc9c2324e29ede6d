#include "app/authority/endpoints/approval_history.h"

#include "app/authority/policy/request_policy.h"
#include "app/authority/store/transaction.h"

#include <QJsonArray>

namespace countersign::authority::endpoints {

namespace {

constexpr qint64 kThirtyDays = 30 * 86400;
constexpr int kLast = 5;

QJsonObject counts(const std::vector<store::Row> &rows)
{
    qint64 approved = 0, denied = 0;
    for (const store::Row &row : rows)
        (row.text(0) == QLatin1String("denied") ? denied : approved) += row.integer(1);
    return {{QStringLiteral("approved"), approved}, {QStringLiteral("denied"), denied}};
}

QJsonArray lastDecided(store::Transaction &tx, const store::ApprovalRecord &record, const store::User &viewer)
{
    QJsonArray last;
    const auto rows = tx.all("SELECT id FROM (SELECT id, decided_at FROM approval WHERE type = ?1 AND decided_at IS NOT NULL AND id <> ?3"
                             " UNION SELECT id, decided_at FROM approval WHERE client_id = ?2 AND decided_at IS NOT NULL AND id <> ?3)"
                             " ORDER BY decided_at DESC LIMIT 20",
                             {record.type, record.client.text(), record.id.text()});
    for (const store::Row &row : rows) {
        const auto other = store::findApproval(tx, base::ApprovalId(row.text(0)));
        if (!other || !policy::maySee(*other, viewer))
            continue;
        last.append(QJsonObject{{QStringLiteral("id"), other->id.text()},
                                {QStringLiteral("action_text"), other->sentence},
                                {QStringLiteral("status"), approval::statusName(other->status)},
                                {QStringLiteral("at"), *other->decidedAt},
                                {QStringLiteral("client"), other->client.text()}});
        if (last.size() == kLast)
            break;
    }
    return last;
}

}  // namespace

QJsonObject historyJson(store::Transaction &tx, const store::ApprovalRecord &record, const store::User &viewer)
{
    const qint64 since = tx.now() - kThirtyDays;
    const auto sameAction = tx.all("SELECT status, count(*) FROM approval WHERE type = ? AND requested_at > ? AND decided_at IS NOT NULL AND id <> ? GROUP BY status",
                                   {record.type, since, record.id.text()});
    const auto client = tx.all("SELECT status, count(*) FROM approval WHERE client_id = ? AND requested_at > ? AND decided_at IS NOT NULL AND id <> ? GROUP BY status",
                               {record.client.text(), since, record.id.text()});
    return {{QStringLiteral("same_action_30d"), counts(sameAction)},
            {QStringLiteral("client_30d"), counts(client)},
            {QStringLiteral("last"), lastDecided(tx, record, viewer)}};
}

}  // namespace countersign::authority::endpoints
