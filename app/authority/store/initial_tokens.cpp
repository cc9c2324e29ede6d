#include "app/authority/store/initial_tokens.h"

#include "app/authority/store/text_list.h"

namespace countersign::authority::store {

namespace {

// In the order in which tokenOf() reads them.
constexpr char kColumns[] =
    "SELECT id, hash, created_by, created_at, expires_at, uses_left, scopes, access_scopes, actions, max_client_ttl, revoked_at FROM initial_token ";

InitialToken tokenOf(const Row &row)
{
    InitialToken token;
    int c = 0;
    token.id = row.text(c++);
    token.hash = row.bytes(c++);
    token.createdBy = row.text(c++);
    token.createdAt = row.integer(c++);
    token.expiresAt = row.integer(c++);
    token.usesLeft = row.integer(c++);
    token.rights.scopes = listOf(row.text(c++));
    token.rights.accessScopes = listOf(row.text(c++));
    token.rights.actions = listOf(row.text(c++));
    token.maxClientTtl = row.integer(c++);
    token.revokedAt = row.optionalInteger(c++);
    return token;
}

std::optional<InitialToken> findWhere(Transaction &tx, const char *where, const QVariant &value)
{
    const auto row = tx.one(QByteArray(QByteArray(kColumns) + where).constData(), {value});
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
    return findWhere(tx, "WHERE hash = ?", hash);
}

std::optional<InitialToken> findInitialTokenById(Transaction &tx, const QString &id)
{
    return findWhere(tx, "WHERE id = ?", id);
}

std::vector<InitialToken> listInitialTokens(Transaction &tx)
{
    std::vector<InitialToken> tokens;
    for (const Row &row : tx.all(QByteArray(QByteArray(kColumns) + "ORDER BY created_at DESC, id DESC LIMIT 200").constData()))
        tokens.push_back(tokenOf(row));
    return tokens;
}

bool useInitialToken(Transaction &tx, const QString &id)
{
    return tx.exec("UPDATE initial_token SET uses_left = uses_left - 1 WHERE id = ? AND uses_left > 0 AND revoked_at IS NULL AND expires_at > ?",
                   {id, tx.now()}) == 1;
}

bool revokeInitialToken(Transaction &tx, const QString &id, const QString &actor)
{
    return tx.exec("UPDATE initial_token SET revoked_at = ?, revoked_by = ? WHERE id = ? AND revoked_at IS NULL",
                   {tx.now(), actor, id}) == 1;
}

}  // namespace countersign::authority::store
