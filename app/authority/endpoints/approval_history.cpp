#include "app/authority/endpoints/approval_history.h"

#include "app/authority/store/transaction.h"

#include <QJsonArray>

namespace countersign::authority::endpoints {

namespace {

constexpr qint64 kDays = 30;
constexpr int kLast = 5, kLooked = 20;

QJsonObject counts(store::Transaction &tx, const char *kind, const QString &name)
{
    const auto row = tx.one("SELECT coalesce(sum(approved), 0), coalesce(sum(denied), 0) FROM decided_count WHERE kind = ? AND name = ? AND day > ?",
                            {QString::fromLatin1(kind), name, tx.now() / 86400 - kDays});
    return {{QStringLiteral("approved"), row->integer(0)}, {QStringLiteral("denied"), row->integer(1)}};
}

// Which are the newest of the type and of the client is read from the ends of their indexes; only the chosen rows are opened.
constexpr const char *kLastDecided =
    "SELECT id, sentence, status, decided_at, client_id FROM approval a WHERE rowid IN ("
    " SELECT * FROM (SELECT rowid FROM approval WHERE type = ?1 AND decided_at IS NOT NULL ORDER BY decided_at DESC LIMIT ?6)"
    " UNION"
    " SELECT * FROM (SELECT rowid FROM approval WHERE client_id = ?2 AND decided_at IS NOT NULL ORDER BY decided_at DESC LIMIT ?6))"
    " AND id <> ?3 AND (?4 OR EXISTS (SELECT 1 FROM approval_group g JOIN user_group u ON u.grp = g.grp WHERE g.approval_id = a.id AND u.sub = ?5))"
    " ORDER BY decided_at DESC LIMIT ?7";

QJsonArray lastDecided(store::Transaction &tx, const store::ApprovalRecord &record, const store::User &viewer)
{
    // Who sees all of them needs no spare ones; itself may be among the newest.
    const int looked = viewer.isLocal ? kLast + 1 : kLooked;
    QJsonArray last;
    for (const store::Row &row : tx.all(kLastDecided, {record.type, record.client.text(), record.id.text(), viewer.isLocal ? 1 : 0, viewer.sub.text(), looked, kLast}))
        last.append(QJsonObject{{QStringLiteral("id"), row.text(0)},
                                {QStringLiteral("action_text"), row.text(1)},
                                {QStringLiteral("status"), row.text(2)},
                                {QStringLiteral("at"), row.integer(3)},
                                {QStringLiteral("client"), row.text(4)}});
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
