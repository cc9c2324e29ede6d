#include "app/authority/store/initial_tokens.h"

#include "app/authority/store/text_list.h"

namespace countersign::authority::store {

namespace {

InitialToken tokenOf(const Row &row)
{
    InitialToken token;
    token.id = row.text(0);
    token.hash = row.bytes(1);
    token.createdBy = row.text(2);
    token.createdAt = row.integer(3);
    token.expiresAt = row.integer(4);
    token.usesLeft = row.integer(5);
    token.rights = {listOf(row.text(6)), listOf(row.text(10)), listOf(row.text(7))};
    token.maxClientTtl = row.integer(8);
    token.revokedAt = row.optionalInteger(9);
    return token;
}

std::optional<InitialToken> tokenOf(const std::optional<Row> &row)
{
    return row ? std::optional(tokenOf(*row)) : std::nullopt;
}

}  // namespace

void insertInitialToken(Transaction &tx, const InitialToken &token)
{
    tx.exec("INSERT INTO initial_token (id, hash, created_by, created_at, expires_at, uses_left, scopes, access_scopes, actions, max_client_ttl)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {token.id, token.hash, token.createdBy, tx.now(), token.expiresAt, token.usesLeft, listText(token.rights.scopes),
             listText(token.rights.accessScopes), listText(token.rights.actions), token.maxClientTtl});
}

std::optional<InitialToken> findInitialToken(Transaction &tx, const QByteArray &hash)
{
    return tokenOf(tx.one("SELECT id, hash, created_by, created_at, expires_at, uses_left, scopes, actions, max_client_ttl, revoked_at, access_scopes FROM initial_token"
                          " WHERE hash = ?", {hash}));
}

std::optional<InitialToken> findInitialTokenById(Transaction &tx, const QString &id)
{
    return tokenOf(tx.one("SELECT id, hash, created_by, created_at, expires_at, uses_left, scopes, actions, max_client_ttl, revoked_at, access_scopes FROM initial_token"
                          " WHERE id = ?", {id}));
}

std::vector<InitialToken> listInitialTokens(Transaction &tx)
{
    std::vector<InitialToken> tokens;
    for (const Row &row : tx.all("SELECT id, hash, created_by, created_at, expires_at, uses_left, scopes, actions, max_client_ttl, revoked_at, access_scopes"
                                 " FROM initial_token ORDER BY created_at DESC, id DESC LIMIT 200"))
        tokens.push_back(tokenOf(row));
    return tokens;
}

bool useInitialToken(Transaction &tx, const QString &id)
{
    return tx.exec("UPDATE initial_token SET uses_left = uses_left - 1 WHERE id = ? AND uses_left > 0 AND revoked_at IS NULL AND expires_at > ?",
                   {id, tx.now()}) == 1;
}

bool revokeInitialToken(Transaction &tx, const QString &id, const Doing &doing)
{
    return tx.exec("UPDATE initial_token SET revoked_at = ?, revoked_by = ?, revoked_reason = ? WHERE id = ? AND revoked_at IS NULL",
                   {tx.now(), doing.actor, doing.reason, id}) == 1;
}

}  // namespace countersign::authority::store
