#include "app/authority/policy/lifecycle.h"

#include "app/authority/grants/ping_sender.h"
#include "app/authority/store/transaction.h"

namespace countersign::authority::policy {

using approval::Event;
using approval::Status;

void log(store::Transaction &tx, const store::ApprovalRecord &record, const Entry &entry)
{
    QJsonObject payload = entry.payload;
    payload.insert(QStringLiteral("sub"), record.subject.text());
    payload.insert(QStringLiteral("type"), record.type);
    payload.insert(QStringLiteral("status"), approval::statusName(record.status));
    tx.audit({entry.event, entry.actor, entry.outcome, entry.device, record.client, record.id, QString::fromLatin1(record.actionHash), payload});
}

void announce(store::Transaction &tx, const store::ApprovalRecord &record)
{
    const QJsonObject data{{QStringLiteral("id"), record.id.text()},
                           {QStringLiteral("version"), record.version},
                           {QStringLiteral("status"), approval::statusName(record.status)}};
    tx.publish({store::EventKind::Approval, data, {record.groups, {}, {}}});
}

bool move(Services &services, store::Transaction &tx, store::ApprovalRecord &record, const store::Advance &change, const Entry &entry)
{
    if (!store::advance(tx, record, change))
        return false;
    log(tx, record, entry);
    announce(tx, record);
    tx.afterCommit([&ping = services.ping, id = record.id] { ping.decided(id); });
    return true;
}

void settle(Services &services, store::Transaction &tx, store::ApprovalRecord &record)
{
    qint64 end = record.expiresAt;
    if (record.status == Status::Redeemed) {
        const auto credential = store::credentialOf(tx, record.id);
        end = credential ? credential->expiresAt : end;
    }
    if (end > tx.now())
        return;
    const bool moved = move(services, tx, record, {Event::TimePassed, std::nullopt, std::nullopt, std::nullopt},
                            {QStringLiteral("approval.expired"), QStringLiteral("system"), store::AuditOutcome::Ok, std::nullopt, {}});
    Q_UNUSED(moved)  // false: it had ended already
}

bool revoke(Services &services, store::Transaction &tx, store::ApprovalRecord &record, const Cause &cause)
{
    if (!move(services, tx, record, {Event::Revoked, cause.reason, std::nullopt, std::nullopt},
              {QStringLiteral("approval.revoked"), cause.actor, store::AuditOutcome::Ok, std::nullopt, {{QStringLiteral("reason"), cause.reason}}}))
        return false;
    if (const auto credential = store::credentialOf(tx, record.id)) {
        store::revokeCredential(tx, credential->jtiHash);
        tx.exec("UPDATE grant_ SET revoked_at = ?, revoked_by = ?, revoked_reason = ? WHERE id = ? AND revoked_at IS NULL",
                {tx.now(), cause.actor, cause.reason, credential->grant.text()});
    }
    return true;
}

void settleOverdue(Services &services, store::Transaction &tx)
{
    for (const base::ApprovalId &id : store::overdueApprovals(tx, 200)) {
        if (auto record = store::findApproval(tx, id))
            settle(services, tx, *record);
    }
}

}  // namespace countersign::authority::policy
