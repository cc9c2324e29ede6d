#include "app/authority/endpoints/client_view.h"

#include "app/authority/config.h"
#include "app/authority/policy/client_lifecycle.h"
#include "app/authority/store/text_list.h"
#include "app/authority/store/users.h"

#include <QJsonArray>

namespace countersign::authority::endpoints {

namespace {

void insertText(QJsonObject &object, const char *name, const QString &text)
{
    if (!text.isEmpty())
        object.insert(QLatin1String(name), text);
}

void insertTime(QJsonObject &object, const char *name, const std::optional<qint64> &time)
{
    if (time)
        object.insert(QLatin1String(name), *time);
}

QJsonArray array(const QStringList &words)
{
    return QJsonArray::fromStringList(words);
}

void addEnd(QJsonObject &item, store::Transaction &tx, const store::Client &client)
{
    insertTime(item, "client_expires_at", client.expiresAt);
    if (client.disabledAt && !client.ended(tx.now())) {
        item.insert(QStringLiteral("disabled_at"), *client.disabledAt);
        insertText(item, "disabled_by", actorName(tx, client.disabledBy));
        insertText(item, "disabled_reason", client.disabledReason);
    }
    if (client.deletedAt) {
        item.insert(QStringLiteral("ended_at"), *client.deletedAt);
        insertText(item, "ended_by", actorName(tx, client.endedBy));
        insertText(item, "end_reason", client.endedReason);
    } else if (client.ended(tx.now())) {
        item.insert(QStringLiteral("ended_at"), *client.expiresAt);
        item.insert(QStringLiteral("ended_by"), QStringLiteral("system"));
    }
}

// Dead weight: never used for half of its life, or for the configured time; used once and then not any more.
QJsonValue idleText(const Config::Clients &limits, const store::Client &client, qint64 now)
{
    qint64 patience = limits.idleAfterSeconds;
    if (client.isTemporary && client.expiresAt)
        patience = std::min(patience, (*client.expiresAt - client.createdAt) / 2);
    if (client.isBuiltIn || !client.alive(now) || now - client.lastUsedAt.value_or(client.createdAt) < patience)
        return QJsonValue(QJsonValue::Null);
    return client.lastUsedAt ? QStringLiteral("unused") : QStringLiteral("never_used");
}

// What a dead client still had is worth nothing, whether or not that was written yet.
qint64 liveTokens(store::Transaction &tx, const store::Client &client)
{
    if (!client.alive(tx.now()))
        return 0;
    return tx.one("SELECT count(*) FROM (SELECT 1 FROM grant_ WHERE client_id = ?1 AND expires_at > ?2 AND revoked_at IS NULL"
                  " AND (max_uses IS NULL OR uses < max_uses) LIMIT 10000)", {client.id.text(), tx.now()})->integer(0);
}

qint64 pendingApprovals(store::Transaction &tx, const store::Client &client)
{
    if (!client.alive(tx.now()))
        return 0;
    return tx.one("SELECT count(*) FROM approval WHERE client_id = ? AND status IN ('pending','approved','redeemed') AND status = 'pending' AND expires_at > ?",
                  {client.id.text(), tx.now()})->integer(0);
}

QJsonArray tokensOf(store::Transaction &tx, const store::Client &client)
{
    QJsonArray tokens;
    if (!client.alive(tx.now()))
        return tokens;
    for (const store::Row &row : tx.all("SELECT id, kind, title, scopes, created_at, expires_at, uses, last_used_at FROM grant_ WHERE client_id = ?1"
                                        " AND expires_at > ?2 AND revoked_at IS NULL AND (max_uses IS NULL OR uses < max_uses)"
                                        " ORDER BY created_at DESC, id LIMIT 100", {client.id.text(), tx.now()})) {
        const QString kind = row.text(1);
        const QString wire = kind == QLatin1String("client") ? QStringLiteral("base_token") : kind == QLatin1String("action") ? QStringLiteral("credential") : kind;
        QJsonObject token{{QStringLiteral("id"), row.text(0)}, {QStringLiteral("kind"), wire}, {QStringLiteral("title"), row.text(2)},
                          {QStringLiteral("scopes"), array(store::listOf(row.text(3)))}, {QStringLiteral("issued_at"), row.integer(4)},
                          {QStringLiteral("expires_at"), row.integer(5)}, {QStringLiteral("uses"), row.integer(6)}};
        insertTime(token, "last_used_at", row.optionalInteger(7));
        tokens.append(token);
    }
    return tokens;
}

QJsonArray historyOf(store::Transaction &tx, const store::Client &client)
{
    QJsonArray history;
    // Who voted on what still waits for others is shown to none of them (protocol.md 6).
    for (const store::Row &row : tx.all("SELECT seq, time, event, actor, outcome FROM audit_entry e WHERE client = ? AND (txn IS NULL OR event = 'approval.asked'"
                                        " OR NOT EXISTS (SELECT 1 FROM approval a WHERE a.id = e.txn AND a.status = 'pending')) ORDER BY seq DESC LIMIT 20", {client.id.text()}))
        history.append(QJsonObject{{QStringLiteral("seq"), row.integer(0)}, {QStringLiteral("time"), row.integer(1)}, {QStringLiteral("event"), row.text(2)},
                                   {QStringLiteral("actor"), actorName(tx, row.text(3))}, {QStringLiteral("outcome"), row.text(4)}});
    return history;
}

}  // namespace

QString actorName(store::Transaction &tx, const QString &actor)
{
    if (!actor.startsWith(QLatin1String("usr_")))
        return actor;
    const auto user = store::findUser(tx, base::Subject(actor));
    return user ? user->name : actor;
}

QJsonObject clientItem(const Services &services, store::Transaction &tx, const store::Client &client)
{
    const Config::Clients &limits = services.config.clients;
    const bool lives = !client.ended(tx.now());
    QJsonObject item{{QStringLiteral("id"), client.id.text()}, {QStringLiteral("name"), client.name}, {QStringLiteral("owner"), client.owner},
                     {QStringLiteral("auth_method"), client.authMethod}, {QStringLiteral("grants"), array(client.grants)},
                     {QStringLiteral("scopes"), array(client.scopes)}, {QStringLiteral("access_scopes"), array(client.accessScopes)},
                     {QStringLiteral("actions"), array(client.actions)},
                     {QStringLiteral("temporary"), client.isTemporary}, {QStringLiteral("built_in"), client.isBuiltIn},
                     {QStringLiteral("status"), policy::clientStatusName(policy::clientStatus(client, tx.now()))},
                     {QStringLiteral("registered_at"), client.createdAt}, {QStringLiteral("registered_by"), actorName(tx, client.registeredBy)},
                     {QStringLiteral("use_count"), client.useCount}, {QStringLiteral("live_tokens"), liveTokens(tx, client)},
                     {QStringLiteral("pending_approvals"), pendingApprovals(tx, client)}, {QStringLiteral("extensions"), client.extensions},
                     {QStringLiteral("may_extend"), lives && client.isTemporary && client.extensions < limits.extensions},
                     {QStringLiteral("ends_soon"), lives && client.warnAt && *client.warnAt <= tx.now()},
                     {QStringLiteral("duplicates"), array(lives ? store::duplicatesOf(tx, client) : QStringList())},
                     {QStringLiteral("idle"), idleText(limits, client, tx.now())}};
    if (client.resourceServer)
        item.insert(QStringLiteral("resource_server"), *client.resourceServer);
    if (!client.redirectUris.isEmpty())
        item.insert(QStringLiteral("redirect_uris"), array(client.redirectUris));
    if (lives && client.isTemporary)
        item.insert(QStringLiteral("longest_end"), tx.now() + limits.longestLifeSeconds);
    insertText(item, "reason", client.reason);
    insertText(item, "ticket", client.ticket);
    insertTime(item, "last_used_at", client.lastUsedAt);
    addEnd(item, tx, client);
    return item;
}

QJsonObject clientCard(const Services &services, store::Transaction &tx, const store::Client &client)
{
    QJsonObject card = clientItem(services, tx, client);
    card.insert(QStringLiteral("tokens"), tokensOf(tx, client));
    card.insert(QStringLiteral("history"), historyOf(tx, client));
    card.insert(QStringLiteral("server_time"), tx.now());
    return card;
}

}  // namespace countersign::authority::endpoints
