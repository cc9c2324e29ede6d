#include "app/authority/store/clients.h"

#include "app/approval/look_alike.h"
#include "app/authority/store/account_cache.h"
#include "app/authority/store/text_list.h"
#include "app/crypto/digest.h"

namespace countersign::authority::store {

namespace {

// In the order in which clientOf() reads them.
constexpr char kColumns[] =
    "SELECT id, name, owner, auth_method, secret_hash, jwks, redirect_uris, grants, scopes, access_scopes, actions, resource_server, ping_endpoint,"
    " is_temporary, is_built_in, reason, ticket, created_at, expires_at, disabled_at, deleted_at, last_used_at, use_count,"
    " registered_by, registrants, secret_seen_by, initial_token, registration_hash, ceiling_scopes, ceiling_access_scopes, ceiling_actions,"
    " extensions, warn_at, warned_at, disabled_by, disabled_reason, ended_by, ended_reason FROM client ";

// [[sub, until or null],…] in one column.
std::vector<SecretHolder> holdersOf(const QString &text)
{
    std::vector<SecretHolder> holders;
    if (const auto value = base::json::parse(text.toUtf8())) {
        for (const QJsonValue &item : value->toArray()) {
            const QJsonArray pair = item.toArray();
            holders.push_back({pair.at(0).toString(), pair.at(1).isNull() ? std::nullopt : std::optional(pair.at(1).toInteger())});
        }
    }
    return holders;
}

QString holdersText(const std::vector<SecretHolder> &holders)
{
    QJsonArray items;
    for (const SecretHolder &holder : holders)
        items.append(QJsonArray{holder.sub, holder.until ? QJsonValue(*holder.until) : QJsonValue()});
    return QString::fromUtf8(base::json::canonical(QJsonValue(items)));
}

Client clientOf(const Row &row)
{
    Client client;
    int c = 0;
    client.id = base::ClientId(row.text(c++));
    client.name = row.text(c++);
    client.owner = row.text(c++);
    client.ownerKeys = approval::lookAlikeNames(client.owner);
    client.authMethod = row.text(c++);
    client.secretHash = row.bytes(c++);
    client.jwks = row.bytes(c++);
    client.redirectUris = listOf(row.text(c++));
    client.grants = listOf(row.text(c++));
    client.scopes = listOf(row.text(c++));
    client.accessScopes = listOf(row.text(c++));
    client.actions = listOf(row.text(c++));
    client.resourceServer = row.optionalText(c++);
    client.pingEndpoint = row.optionalText(c++);
    client.isTemporary = row.integer(c++) != 0;
    client.isBuiltIn = row.integer(c++) != 0;
    client.reason = row.text(c++);
    client.ticket = row.text(c++);
    client.createdAt = row.integer(c++);
    client.expiresAt = row.optionalInteger(c++);
    client.disabledAt = row.optionalInteger(c++);
    client.deletedAt = row.optionalInteger(c++);
    client.lastUsedAt = row.optionalInteger(c++);
    client.useCount = row.integer(c++);
    client.registeredBy = row.text(c++);
    client.registrants = listOf(row.text(c++));
    client.secretSeenBy = holdersOf(row.text(c++));
    client.initialToken = row.text(c++);
    client.registrationHash = row.bytes(c++);
    client.ceiling.scopes = listOf(row.text(c++));
    client.ceiling.accessScopes = listOf(row.text(c++));
    client.ceiling.actions = listOf(row.text(c++));
    client.extensions = static_cast<int>(row.integer(c++));
    client.warnAt = row.optionalInteger(c++);
    client.warnedAt = row.optionalInteger(c++);
    client.disabledBy = row.text(c++);
    client.disabledReason = row.text(c++);
    client.endedBy = row.text(c++);
    client.endedReason = row.text(c++);
    return client;
}

std::optional<Client> findWhere(Transaction &tx, const char *where, const QString &value)
{
    const auto row = tx.one(QByteArray(QByteArray(kColumns) + where).constData(), {value});
    return row ? std::optional(clientOf(*row)) : std::nullopt;
}

QString sorted(QStringList words)
{
    words.sort();
    return listText(words);
}

}  // namespace

QStringList Client::handsSince(qint64 since) const
{
    QStringList hands = registrants;
    for (const SecretHolder &holder : secretSeenBy) {
        if (!holder.until || *holder.until >= since)
            hands.append(holder.sub);
    }
    hands.removeDuplicates();
    return hands;
}

bool Client::wasInHandsOf(const QString &sub, qint64 since) const
{
    return handsSince(since).contains(sub);
}

QByteArray Client::fingerprint() const
{
    const QJsonArray parts{name.simplified().toCaseFolded(), authMethod, QString::fromLatin1(jwks.toHex()), sorted(redirectUris), sorted(grants),
                           sorted(scopes), sorted(accessScopes), sorted(actions), resourceServer.value_or(QString()), pingEndpoint.value_or(QString())};
    return crypto::sha256(base::json::canonical(QJsonValue(parts)));
}

std::optional<Client> findClient(Transaction &tx, const base::ClientId &id)
{
    if (const Client *here = tx.accounts().clientAt(id.text(), tx.moment()))
        return *here;
    const auto row = tx.one("SELECT g.n, c.last_used_at, c.use_count FROM account_generation g JOIN client c ON c.id = ?", {id.text()});
    if (!row)
        return std::nullopt;
    AccountCache &cache = tx.accounts().at(row->integer(0));
    const Client *known = cache.client(id.text());
    auto client = known ? std::optional(*known) : findWhere(tx, "WHERE id = ?", id.text());
    if (client) {
        client->lastUsedAt = row->optionalInteger(1);
        client->useCount = row->integer(2);
        cache.keep(*client, tx.moment());
    }
    return client;
}

std::optional<Client> findClientByResource(Transaction &tx, const QString &resourceServer)
{
    return findWhere(tx, "WHERE resource_server = ? AND deleted_at IS NULL", resourceServer);
}

std::vector<Client> listClients(Transaction &tx)
{
    std::vector<Client> clients;
    for (const Row &row : tx.all(QByteArray(QByteArray(kColumns) + "ORDER BY id").constData()))
        clients.push_back(clientOf(row));
    return clients;
}

std::vector<Client> clientPage(Transaction &tx, const ClientFilter &filter)
{
    static const QByteArray sql = QByteArray(kColumns) +
        "WHERE (?1 < 0 OR is_temporary = ?1) AND (?2 = 0 OR (?2 = 1) = (deleted_at IS NULL AND (expires_at IS NULL OR expires_at > ?3)))"
        " AND (?4 = '' OR name LIKE ?4 ESCAPE '\\' OR id LIKE ?4 ESCAPE '\\' OR owner LIKE ?4 ESCAPE '\\')"
        " AND (created_at, id) < (?5, ?6) ORDER BY created_at DESC, id DESC LIMIT ?7";
    QString pattern = filter.words;
    pattern.replace(u'\\', QLatin1String("\\\\")).replace(u'%', QLatin1String("\\%")).replace(u'_', QLatin1String("\\_"));
    if (!pattern.isEmpty())
        pattern = u'%' + pattern + u'%';
    std::vector<Client> clients;
    for (const Row &row : tx.all(sql.constData(), {filter.temporary ? (*filter.temporary ? 1 : 0) : -1, static_cast<int>(filter.state), tx.now(),
                                                   pattern, filter.beforeTime, filter.beforeId, filter.limit}))
        clients.push_back(clientOf(row));
    return clients;
}

QStringList duplicatesOf(Transaction &tx, const Client &client)
{
    QStringList ids;
    for (const Row &row : tx.all("SELECT id FROM client WHERE fingerprint = ? AND deleted_at IS NULL AND id <> ? AND (expires_at IS NULL OR expires_at > ?)"
                                 " ORDER BY id LIMIT 10", {client.fingerprint(), client.id.text(), tx.now()}))
        ids.append(row.text(0));
    return ids;
}

qint64 countLiving(Transaction &tx, const QString &initialToken, qint64 most)
{
    if (initialToken.isEmpty())
        return tx.one("SELECT count(*) FROM (SELECT 1 FROM client WHERE is_temporary = 1 AND deleted_at IS NULL AND expires_at > ? LIMIT ?)", {tx.now(), most})->integer(0);
    return tx.one("SELECT count(*) FROM (SELECT 1 FROM client WHERE initial_token = ? AND initial_token <> '' AND deleted_at IS NULL AND expires_at > ? LIMIT ?)",
                  {initialToken, tx.now(), most})->integer(0);
}

namespace {

std::vector<base::ClientId> idsOf(const std::vector<Row> &rows)
{
    std::vector<base::ClientId> ids;
    for (const Row &row : rows)
        ids.emplace_back(row.text(0));
    return ids;
}

}  // namespace

std::vector<base::ClientId> clientsToWarn(Transaction &tx)
{
    return idsOf(tx.all("SELECT id FROM client WHERE warn_at <= ?1 AND warned_at IS NULL AND deleted_at IS NULL AND expires_at > ?1 LIMIT 200", {tx.now()}));
}

std::vector<base::ClientId> clientsToEnd(Transaction &tx)
{
    return idsOf(tx.all("SELECT id FROM client WHERE expires_at <= ? AND end_logged_at IS NULL AND deleted_at IS NULL LIMIT 200", {tx.now()}));
}

bool noteWarned(Transaction &tx, const base::ClientId &id)
{
    return tx.exec("UPDATE client SET warned_at = ? WHERE id = ? AND warned_at IS NULL", {tx.now(), id.text()}) == 1;
}

bool noteEndLogged(Transaction &tx, const base::ClientId &id)
{
    return tx.exec("UPDATE client SET end_logged_at = ? WHERE id = ? AND end_logged_at IS NULL", {tx.now(), id.text()}) == 1;
}

bool insertClient(Transaction &tx, const Client &client)
{
    return tx.exec("INSERT INTO client (id, name, owner, auth_method, secret_hash, jwks, redirect_uris, grants, scopes, actions,"
                   " resource_server, ping_endpoint, is_temporary, is_built_in, reason, ticket, created_at, expires_at,"
                   " registered_by, initial_token, registration_hash, ceiling_scopes, ceiling_actions, fingerprint, warn_at,"
                   " access_scopes, ceiling_access_scopes, registrants)"
                   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                   {client.id.text(), client.name, client.owner, client.authMethod, client.secretHash, client.jwks,
                    listText(client.redirectUris), listText(client.grants), listText(client.scopes), listText(client.actions),
                    orNull(client.resourceServer), orNull(client.pingEndpoint), client.isTemporary ? 1 : 0, client.isBuiltIn ? 1 : 0,
                    client.reason, client.ticket, tx.now(), orNull(client.expiresAt),
                    client.registeredBy, client.initialToken, client.registrationHash, listText(client.ceiling.scopes), listText(client.ceiling.actions),
                    client.fingerprint(), orNull(client.warnAt), listText(client.accessScopes), listText(client.ceiling.accessScopes),
                    listText(client.registrants)})
        == 1;
}

bool updateClient(Transaction &tx, const Client &client)
{
    return tx.exec("UPDATE client SET name = ?, owner = ?, auth_method = ?, secret_hash = ?, jwks = ?, redirect_uris = ?, grants = ?,"
                   " scopes = ?, access_scopes = ?, actions = ?, ping_endpoint = ?, reason = ?, ticket = ?, expires_at = ?, warn_at = ?, registration_hash = ?, fingerprint = ?"
                   " WHERE id = ? AND is_built_in = 0",
                   {client.name, client.owner, client.authMethod, client.secretHash, client.jwks, listText(client.redirectUris),
                    listText(client.grants), listText(client.scopes), listText(client.accessScopes), listText(client.actions), orNull(client.pingEndpoint), client.reason,
                    client.ticket, orNull(client.expiresAt), orNull(client.warnAt), client.registrationHash, client.fingerprint(), client.id.text()})
        == 1;
}

bool disableClient(Transaction &tx, const base::ClientId &id, const Doing &doing)
{
    return tx.exec("UPDATE client SET disabled_at = ?, disabled_by = ?, disabled_reason = ? WHERE id = ? AND is_built_in = 0 AND disabled_at IS NULL",
                   {tx.now(), doing.actor, doing.reason, id.text()}) == 1;
}

bool enableClient(Transaction &tx, const base::ClientId &id)
{
    return tx.exec("UPDATE client SET disabled_at = NULL, disabled_by = '', disabled_reason = '' WHERE id = ? AND disabled_at IS NOT NULL"
                   " AND deleted_at IS NULL AND (expires_at IS NULL OR expires_at > ?)", {id.text(), tx.now()}) == 1;
}

bool deleteClient(Transaction &tx, const base::ClientId &id, const Doing &doing)
{
    return tx.exec("UPDATE client SET deleted_at = ?1, ended_by = ?2, ended_reason = ?3, registration_hash = x'' WHERE id = ?4 AND is_built_in = 0"
                   " AND deleted_at IS NULL AND (expires_at IS NULL OR expires_at > ?1)", {tx.now(), doing.actor, doing.reason, id.text()}) == 1;
}

bool extendClient(Transaction &tx, const base::ClientId &id, qint64 expiresAt, qint64 warnAt)
{
    return tx.exec("UPDATE client SET expires_at = ?1, warn_at = ?2, warned_at = NULL, extensions = extensions + 1"
                   " WHERE id = ?3 AND is_temporary = 1 AND deleted_at IS NULL AND expires_at > ?4", {expiresAt, warnAt, id.text(), tx.now()}) == 1;
}

bool setClientSecret(Transaction &tx, const Client &client, const QByteArray &secretHash, const base::Subject &seenBy)
{
    // Who saw the one before may have asked with it: remembered, with when it ended.
    std::vector<SecretHolder> holders = client.secretSeenBy;
    for (SecretHolder &holder : holders)
        holder.until = holder.until.value_or(tx.now());
    std::erase_if(holders, [&](const SecretHolder &holder) { return holder.sub == seenBy.text(); });
    holders.push_back({seenBy.text(), std::nullopt});
    return tx.exec("UPDATE client SET secret_hash = ?, secret_seen_by = ? WHERE id = ? AND auth_method = 'client_secret_basic' AND deleted_at IS NULL",
                   {secretHash, holdersText(holders), client.id.text()}) == 1;
}

void countClientUse(Transaction &tx, const base::ClientId &id)
{
    tx.exec("UPDATE client SET use_count = use_count + 1, last_used_at = ? WHERE id = ?", {tx.now(), id.text()});
}

}  // namespace countersign::authority::store
