#include "app/authority/store/erased_copies.h"

#include "app/base/json.h"

namespace countersign::authority::store {

namespace {

const QString kErasedText = QStringLiteral("(erased)");

bool isRequestEnded(Transaction &tx, const QString &txn)
{
    const auto row = tx.one("SELECT ended_at IS NOT NULL FROM approval WHERE id = ?", {txn});
    return !row || row->integer(0) != 0;
}

bool isClientEnded(Transaction &tx, const QString &id)
{
    const auto row = tx.one("SELECT deleted_at IS NOT NULL OR coalesce(expires_at <= ?, 0) FROM client WHERE id = ?", {tx.now(), id});
    return !row || row->integer(0) != 0;
}

// How a client describes itself.
bool isDescription(const QString &event)
{
    return event == QLatin1String("client.registered") || event == QLatin1String("client.updated");
}

// What a tombstone says of the client it was. A living one is known by it, and by its owner who may not approve.
void eraseTombstone(Transaction &tx, const QString &id)
{
    if (isClientEnded(tx, id))
        tx.exec("UPDATE client SET name = ?1, owner = ?1, reason = '', ticket = '', disabled_reason = '', ended_reason = '', redirect_uris = '[]', ping_endpoint = NULL,"
                " fingerprint = x'', jwks = CASE auth_method WHEN 'private_key_jwt' THEN x'7b7d' ELSE x'' END WHERE id = ?2 AND is_built_in = 0",
                {kErasedText, id});
}

// The end of a client that described itself so long ago that this is erased.
bool isLastOfClient(Transaction &tx, const QString &id)
{
    return isClientEnded(tx, id)
        && !tx.one("SELECT 1 FROM audit_entry WHERE client = ? AND payload IS NOT NULL AND event IN ('client.registered', 'client.updated')", {id});
}

void eraseOfClient(Transaction &tx, const audit::Leaf &leaf, const QString &reason)
{
    const QString &id = *leaf.client;
    if (isDescription(leaf.event) || (leaf.event.startsWith(QLatin1String("client.")) && isLastOfClient(tx, id)))
        eraseTombstone(tx, id);
    if (reason.isEmpty())
        return;
    tx.exec("UPDATE client SET disabled_reason = '' WHERE id = ? AND disabled_reason = ?", {id, reason});
    tx.exec("UPDATE client SET ended_reason = '' WHERE id = ? AND ended_reason = ?", {id, reason});
}

void eraseOfRequest(Transaction &tx, const audit::Leaf &leaf, const QString &reason)
{
    tx.exec("UPDATE decision SET reason = NULL WHERE approval_id = ? AND approver = ? AND reason = ?", {*leaf.txn, leaf.actor, reason});
    tx.exec("UPDATE approval SET end_reason = NULL WHERE id = ? AND end_reason = ?", {*leaf.txn, reason});
}

}  // namespace

bool isStillNeeded(Transaction &tx, const audit::Leaf &leaf)
{
    return (leaf.txn && !isRequestEnded(tx, *leaf.txn)) || (leaf.client && isDescription(leaf.event) && !isClientEnded(tx, *leaf.client));
}

void eraseTracesOf(Transaction &tx, const QString &sub)
{
    tx.exec("UPDATE device SET name = ? WHERE sub = ? AND revoked_at IS NOT NULL", {kErasedText, sub});
    tx.exec("UPDATE grant_ SET address = '' WHERE sub = ? AND (revoked_at IS NOT NULL OR expires_at <= ?)", {sub, tx.now()});
    tx.exec("DELETE FROM shadow_scope WHERE asked_by = ?1 OR 'client:' || asked_by = ?1", {sub});
}

bool eraseCard(Transaction &tx, const QString &txn)
{
    if (!isRequestEnded(tx, txn))
        return false;
    const int cards = tx.exec("UPDATE approval SET sentence = ?1, canonical = '{}', param_lines = '[]', reason = NULL, ticket = NULL, binding_message = NULL,"
                              " requested_from = '', risk_reasons = '[]', end_reason = NULL WHERE id = ?2 AND sentence <> ?1",
                              {kErasedText, txn});
    tx.exec("UPDATE decision SET reason = NULL WHERE approval_id = ?", {txn});
    tx.exec("UPDATE grant_ SET title = ?, address = '' WHERE approval_id = ?", {kErasedText, txn});
    tx.exec("DELETE FROM idempotency WHERE instr(answer, ?) > 0", {txn});
    tx.exec("DELETE FROM catalog_proposal WHERE approval_id = ?", {txn});
    tx.exec("UPDATE catalog_version SET reason = '' WHERE approval_id = ?", {txn});
    for (const Row &row : tx.all("SELECT id FROM client WHERE initial_token = ?", {txn}))
        eraseTombstone(tx, row.text(0));
    // Without groups nobody may see what is left of it but readers of the log.
    tx.exec("DELETE FROM approval_group WHERE approval_id = ?", {txn});
    return cards == 1;
}

void eraseCopies(Transaction &tx, const AuditEntry &entry)
{
    const audit::Leaf &leaf = entry.leaf;
    const auto payload = base::json::parseObject(entry.payload.value_or(QByteArray()));
    const QString reason = payload ? payload->value(QLatin1String("reason")).toString() : QString();
    if (leaf.client)
        eraseOfClient(tx, leaf, reason);
    if (leaf.txn && !reason.isEmpty())
        eraseOfRequest(tx, leaf, reason);
    if (leaf.event == QLatin1String("catalog.applied") && payload)
        tx.exec("UPDATE catalog_version SET reason = '' WHERE version = ?", {payload->value(QLatin1String("version")).toInteger()});
}

}  // namespace countersign::authority::store
