#include "app/authority/policy/lifecycle.h"

#include "app/authority/catalog_cache.h"
#include "app/authority/catalog_proposal.h"
#include "app/authority/grants/action_credential.h"
#include "app/authority/grants/grant_record.h"
#include "app/authority/grants/ping_sender.h"
#include "app/authority/policy/client_lifecycle.h"
#include "app/authority/policy/client_request.h"
#include "app/authority/store/clients.h"
#include "app/authority/store/transaction.h"

namespace countersign::authority::policy {

using approval::Event;
using approval::Status;

void log(store::Transaction &tx, const store::ApprovalRecord &record, const Entry &entry)
{
    // A row that somebody rewrote is spoken of as what it was, so that the log stays one story.
    const auto asked = store::storyInLog(tx, record.id).value_or(store::StoryInLog{record.actionHash, record.client});
    QJsonObject payload = entry.payload;
    payload.insert(QStringLiteral("sub"), record.subject.text());
    payload.insert(QStringLiteral("type"), record.type);
    payload.insert(QStringLiteral("tier"), approval::tierName(record.risk.tier));
    payload.insert(QStringLiteral("status"), approval::statusName(record.status));
    tx.audit({entry.event, entry.actor, entry.outcome, entry.device, asked.client, record.id, QString::fromLatin1(asked.actionHash), payload});
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

namespace {

bool isOpen(const store::ApprovalRecord &record)
{
    return record.status == Status::Pending || record.status == Status::Approved || record.status == Status::Redeemed;
}

// A window that was used did what it was approved for; "expired" is what was never used.
bool endWindow(Services &services, store::Transaction &tx, store::ApprovalRecord &record, const base::GrantId &grant)
{
    const auto row = tx.one("SELECT uses FROM grant_ WHERE id = ?", {grant.text()});
    const qint64 uses = row ? row->integer(0) : 0;
    const Entry entry{QStringLiteral("window.ended"), QStringLiteral("system"), store::AuditOutcome::Ok, std::nullopt, {{QStringLiteral("uses"), uses}}};
    return move(services, tx, record, {uses > 0 ? Event::Consumed : Event::TimePassed}, entry);
}

// So did a client that was asked for.
bool endRegistration(Services &services, store::Transaction &tx, store::ApprovalRecord &record)
{
    const auto client = clientOf(tx, record.id);
    const qint64 uses = client ? client->useCount : 0;
    const Entry entry{QStringLiteral("registration.ended"), QStringLiteral("system"), store::AuditOutcome::Ok, std::nullopt, {{QStringLiteral("uses"), uses}}};
    return move(services, tx, record, {uses > 0 ? Event::Consumed : Event::TimePassed}, entry);
}

bool endIfPast(Services &services, store::Transaction &tx, store::ApprovalRecord &record)
{
    qint64 end = record.expiresAt;
    if (record.status == Status::Redeemed) {
        const auto issued = store::credentialOf(tx, record.id);
        end = issued ? issued->expiresAt : end;
        if (issued && end <= tx.now() && approval::yieldOf(record.type) == approval::Yield::Window)
            return endWindow(services, tx, record, issued->grant);
        if (issued && end <= tx.now() && approval::yieldOf(record.type) == approval::Yield::Client)
            return endRegistration(services, tx, record);
    }
    return end <= tx.now()
        && move(services, tx, record, {Event::TimePassed, std::nullopt},
                {QStringLiteral("approval.expired"), QStringLiteral("system"), store::AuditOutcome::Ok, std::nullopt, {}});
}

// A client that ended takes along whatever it still waited for or held (protocol.md 7).
bool endIfOrphaned(Services &services, store::Transaction &tx, store::ApprovalRecord &record)
{
    const auto client = store::findClient(tx, record.client);
    if (client && client->alive(tx.now()))
        return false;
    const Cause cause{QStringLiteral("system"), QStringLiteral("The client is disabled, expired or deleted.")};
    if (record.status == Status::Redeemed)
        return revoke(services, tx, record, cause);
    return move(services, tx, record, {Event::Cancelled, cause.reason},
                {QStringLiteral("approval.cancelled"), cause.actor, store::AuditOutcome::Ok, std::nullopt, {{QStringLiteral("reason"), cause.reason}}});
}

// Who may see and decide follows the catalogue in force, and so does how long a credential may live at most.
void followCatalog(Services &services, store::Transaction &tx, store::ApprovalRecord &record)
{
    const auto catalog = services.catalog.current(tx);
    const approval::ActionType *type = catalog->action(record.type);
    if (record.status != Status::Pending || record.catalogVersion >= catalog->version)
        return;
    // Noted also when the type is gone: the request was held against this catalogue, and the sweeper need not come back to it.
    record.catalogVersion = catalog->version;
    const int life = grants::credentialTtl(record, type);
    const bool changed = type && (record.groups != type->approvers || life < record.credentialTtl);
    if (changed) {
        record.groups = type->approvers;
        record.credentialTtl = life;
    }
    store::updatePolicy(tx, record, changed ? store::Content::Changed : store::Content::Same);
    if (changed)
        announce(tx, record);
}

// So that a list of what lives shows nothing of a client that is dead.
void endGrantsOfDeadClients(store::Transaction &tx)
{
    tx.exec("UPDATE grant_ SET revoked_at = ?1, revoked_by = 'system' WHERE revoked_at IS NULL AND expires_at > ?1"
            " AND client_id IN (SELECT id FROM client WHERE disabled_at IS NOT NULL OR deleted_at IS NOT NULL OR expires_at <= ?1)",
            {tx.now()});
}

}  // namespace

void settle(Services &services, store::Transaction &tx, store::ApprovalRecord &record)
{
    if (!isOpen(record) || endIfPast(services, tx, record) || endIfOrphaned(services, tx, record) || endIfSuperseded(services, tx, record))
        return;
    followCatalog(services, tx, record);
}

bool revoke(Services &services, store::Transaction &tx, store::ApprovalRecord &record, const Cause &cause)
{
    if (!move(services, tx, record, {Event::Revoked, cause.reason},
              {QStringLiteral("approval.revoked"), cause.actor, store::AuditOutcome::Ok, std::nullopt, {{QStringLiteral("reason"), cause.reason}}}))
        return false;
    if (const auto client = clientOf(tx, record.id))
        (void)endClient(services, tx, client->id, {cause.actor, cause.reason});
    if (const auto credential = store::credentialOf(tx, record.id)) {
        store::revokeCredential(tx, credential->jtiHash);
        grants::endGrant(tx, credential->grant, {cause.actor, cause.reason});
    }
    return true;
}

void settleOverdue(Services &services, store::Transaction &tx)
{
    constexpr int most = 200;
    for (const auto &ids : {store::overdueApprovals(tx, most), store::orphanedApprovals(tx, most),
                            store::outdatedApprovals(tx, services.catalog.current(tx)->version, most)}) {
        for (const base::ApprovalId &id : ids) {
            if (auto record = store::findApproval(tx, id))
                settle(services, tx, *record);
        }
    }
    endGrantsOfDeadClients(tx);
}

}  // namespace countersign::authority::policy
