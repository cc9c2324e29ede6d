#include "app/authority/store/approvals.h"

#include "app/authority/store/transaction.h"

namespace countersign::authority::store {

namespace {

std::optional<CredentialRecord> fromRow(const std::optional<Row> &row)
{
    if (!row)
        return std::nullopt;
    return CredentialRecord{row->text(0), base::ApprovalId(row->text(1)), base::GrantId(row->text(2)), row->integer(3),
                            row->optionalInteger(4), row->optionalInteger(5), static_cast<int>(row->integer(6))};
}

}  // namespace

void insertCredential(Transaction &tx, const CredentialRecord &record)
{
    tx.exec("INSERT INTO credential (jti_hash, approval_id, grant_id, expires_at) VALUES (?,?,?,?)",
            {record.jtiHash, record.approval.text(), record.grant.text(), record.expiresAt});
}

std::optional<CredentialRecord> findCredential(Transaction &tx, const QString &jtiHash)
{
    return fromRow(tx.one("SELECT jti_hash, approval_id, grant_id, expires_at, used_at, revoked_at, mismatches FROM credential WHERE jti_hash = ?", {jtiHash}));
}

std::optional<CredentialRecord> credentialOf(Transaction &tx, const base::ApprovalId &id)
{
    return fromRow(tx.one("SELECT jti_hash, approval_id, grant_id, expires_at, used_at, revoked_at, mismatches FROM credential WHERE approval_id = ?", {id.text()}));
}

bool markUsed(Transaction &tx, const QString &jtiHash)
{
    return tx.exec("UPDATE credential SET used_at = ? WHERE jti_hash = ? AND used_at IS NULL AND revoked_at IS NULL AND expires_at > ?",
                   {tx.now(), jtiHash, tx.now()}) == 1;
}

void revokeCredential(Transaction &tx, const QString &jtiHash)
{
    tx.exec("UPDATE credential SET revoked_at = coalesce(revoked_at, ?) WHERE jti_hash = ?", {tx.now(), jtiHash});
}

int countMismatch(Transaction &tx, const QString &jtiHash)
{
    tx.exec("UPDATE credential SET mismatches = mismatches + 1 WHERE jti_hash = ?", {jtiHash});
    return static_cast<int>(tx.one("SELECT mismatches FROM credential WHERE jti_hash = ?", {jtiHash})->integer(0));
}

}  // namespace countersign::authority::store
