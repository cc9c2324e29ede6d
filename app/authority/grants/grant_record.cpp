#include "app/authority/grants/grant_record.h"

#include "app/authority/grants/approval_hooks.h"
#include "app/authority/store/text_list.h"
#include "app/authority/store/transaction.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"

namespace countersign::authority::grants {

namespace {

QString kindText(GrantKind kind)
{
    switch (kind) {
    case GrantKind::Client:
        return QStringLiteral("client");
    case GrantKind::Session:
        return QStringLiteral("session");
    case GrantKind::Action:
        return QStringLiteral("action");
    case GrantKind::Access:
        break;
    }
    return QStringLiteral("access");
}

QString randomId(const char *prefix)
{
    return QLatin1String(prefix) + QString::fromLatin1(crypto::randomToken(16));
}

// Who lists grants re-reads the list; the subject's own console may show it as well.
void publishChange(store::Transaction &tx, const base::GrantId &grant, const QString &sub, QLatin1StringView status)
{
    tx.publish({store::EventKind::Grant,
                {{QStringLiteral("id"), grant.text()}, {QStringLiteral("status"), QString(status)}},
                {{}, {base::Subject(sub)}, {QStringLiteral("grants:revoke")}}});
}

}  // namespace

base::GrantId newGrantId()
{
    return base::GrantId(randomId("grt_"));
}

base::SessionId newSessionId()
{
    return base::SessionId(randomId("ses_"));
}

void insertGrant(store::Transaction &tx, const GrantRecord &record)
{
    tx.exec("INSERT INTO grant_ (id, kind, sid, sub, client_id, scopes, audience, jkt, acr, auth_time, address, device_kid,"
            " approval_id, title, approved_by, created_at, expires_at, max_uses) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            {record.id.text(), kindText(record.kind), record.sid.text(), record.sub.text(), record.client.text(),
             store::listText(record.scopes), store::listText(record.audience), QString::fromLatin1(record.jkt), record.acr, record.authTime,
             record.address, record.deviceKid, record.approval.text(), record.title,
             QString::fromUtf8(base::json::canonical(QJsonValue(record.approvedBy))), tx.now(), record.expiresAt, store::orNull(record.maxUses)});
    // Base tokens come by the thousand and are nobody's news.
    if (record.kind != GrantKind::Client)
        publishChange(tx, record.id, record.sub.text(), QLatin1StringView("active"));
}

void insertToken(store::Transaction &tx, const base::GrantId &grant, QByteArrayView jti, qint64 expiresAt)
{
    tx.exec("INSERT INTO token (jti_hash, grant_id, issued_at, expires_at) VALUES (?,?,?,?)",
            {crypto::sha256(jti), grant.text(), tx.now(), expiresAt});
}

void countUse(store::Transaction &tx, const base::GrantId &grant)
{
    tx.exec("UPDATE grant_ SET uses = uses + 1, last_used_at = ? WHERE id = ?", {tx.now(), grant.text()});
}

void publishGrant(store::Transaction &tx, const base::GrantId &grant, QLatin1StringView status)
{
    if (const auto row = tx.one("SELECT sub FROM grant_ WHERE id = ?", {grant.text()}))
        publishChange(tx, grant, row->text(0), status);
}

void endGrant(store::Transaction &tx, const base::GrantId &grant, const Revocation &why)
{
    const auto ended = tx.one("UPDATE grant_ SET revoked_at = ?, revoked_by = ? WHERE id = ? AND revoked_at IS NULL RETURNING sub",
                              {tx.now(), why.actor, grant.text()});
    if (!ended)
        return;
    tx.exec("UPDATE token SET revoked_at = ? WHERE grant_id = ? AND revoked_at IS NULL", {tx.now(), grant.text()});
    publishChange(tx, grant, ended->text(0), QLatin1StringView("revoked"));
}

RevokeOutcome revokeGrant(Services &services, store::Transaction &tx, const base::GrantId &grant, const Revocation &why)
{
    const auto row = tx.one("SELECT kind, sub, client_id, expires_at, revoked_at, approval_id FROM grant_ WHERE id = ?", {grant.text()});
    if (!row)
        return RevokeOutcome::NotFound;
    if (!row->isNull(4) || row->integer(3) <= tx.now())
        return RevokeOutcome::AlreadyOver;
    endGrant(tx, grant, why);
    const QString kind = row->text(0);
    if (kind == QLatin1String("action") || kind == QLatin1String("access")) {
        approvalGrantRevoked(services, tx, grant, why);
        return RevokeOutcome::Revoked;
    }
    store::AuditEvent event;
    event.event = why.event;
    event.actor = why.actor;
    event.client = base::ClientId(row->text(2));
    event.payload = {{QStringLiteral("grant"), grant.text()}, {QStringLiteral("kind"), kind}, {QStringLiteral("sub"), row->text(1)},
                     {QStringLiteral("reason"), why.reason}};
    tx.audit(event);
    return RevokeOutcome::Revoked;
}

void purgeEnded(store::Transaction &tx)
{
    constexpr qint64 day = 86'400;
    tx.exec("DELETE FROM token WHERE jti_hash IN (SELECT jti_hash FROM token WHERE expires_at < ? LIMIT 2000)", {tx.now() - day});
    tx.exec("DELETE FROM code WHERE hash IN (SELECT hash FROM code WHERE expires_at < ? LIMIT 2000)", {tx.now() - day});
    tx.exec("DELETE FROM par WHERE hash IN (SELECT hash FROM par WHERE expires_at < ? LIMIT 2000)", {tx.now() - day});
    tx.exec("DELETE FROM grant_ WHERE id IN (SELECT id FROM grant_ WHERE kind = 'client' AND expires_at < ? LIMIT 2000)", {tx.now() - 7 * day});
}

void endSessions(store::Transaction &tx, const base::Subject &sub, const Revocation &why)
{
    const auto rows = tx.all("UPDATE grant_ SET revoked_at = ?, revoked_by = ? WHERE sub = ? AND kind = 'session'"
                             " AND revoked_at IS NULL AND expires_at > ? RETURNING id", {tx.now(), why.actor, sub.text(), tx.now()});
    for (const store::Row &row : rows)
        publishChange(tx, base::GrantId(row.text(0)), sub.text(), QLatin1StringView("revoked"));
}

}  // namespace countersign::authority::grants
