#include "app/authority/endpoints/approval_history.h"

#include "app/authority/policy/request_policy.h"
#include "app/authority/store/transaction.h"

#include <QJsonArray>

#include <algorithm>

namespace countersign::authority::endpoints {

namespace {

constexpr qint64 kDays = 30;
constexpr int kLast = 5;

QJsonObject counts(store::Transaction &tx, const char *kind, const QString &name)
{
    const auto row = tx.one("SELECT coalesce(sum(approved), 0), coalesce(sum(denied), 0) FROM decided_count WHERE kind = ? AND name = ? AND day > ?",
                            {QString::fromLatin1(kind), name, tx.now() / 86400 - kDays});
    return {{QStringLiteral("approved"), row->integer(0)}, {QStringLiteral("denied"), row->integer(1)}};
}

QJsonArray lastDecided(store::Transaction &tx, const store::ApprovalRecord &record, const store::User &viewer)
{
    std::vector<store::ApprovalRecord> decided;
    const auto rows = tx.all("SELECT id FROM (SELECT id, decided_at FROM approval WHERE type = ? AND decided_at IS NOT NULL ORDER BY decided_at DESC LIMIT 10)"
                             " UNION SELECT id FROM (SELECT id, decided_at FROM approval WHERE client_id = ? AND decided_at IS NOT NULL ORDER BY decided_at DESC LIMIT 10)",
                             {record.type, record.client.text()});
    for (const store::Row &row : rows) {
        auto other = store::findApproval(tx, base::ApprovalId(row.text(0)));
        if (other && other->id != record.id && policy::maySee(*other, viewer))
            decided.push_back(*std::move(other));
    }
    std::sort(decided.begin(), decided.end(), [](const auto &a, const auto &b) { return a.decidedAt > b.decidedAt; });
    QJsonArray last;
    for (const store::ApprovalRecord &other : decided) {
        last.append(QJsonObject{{QStringLiteral("id"), other.id.text()},
                                {QStringLiteral("action_text"), other.sentence},
                                {QStringLiteral("status"), approval::statusName(other.status)},
                                {QStringLiteral("at"), *other.decidedAt},
                                {QStringLiteral("client"), other.client.text()}});
        if (last.size() == kLast)
            break;
    }
    return last;
}

}  // namespace

QJsonObject historyJson(store::Transaction &tx, const store::ApprovalRecord &record, const store::User &viewer)
{
    return {{QStringLiteral("same_action_30d"), counts(tx, "type", record.type)},
            {QStringLiteral("client_30d"), counts(tx, "client", record.client.text())},
            {QStringLiteral("last"), lastDecided(tx, record, viewer)}};
}

}  // namespace countersign::authority::endpoints
