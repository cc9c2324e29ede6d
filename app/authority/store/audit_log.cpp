#include "app/authority/store/audit_log.h"

#include "app/authority/store/failure.h"
#include "app/base/clock.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"

#include <algorithm>

namespace countersign::authority::store {

namespace {

constexpr qsizetype kPayloadLimit = 64 * 1024;

QString outcomeName(AuditOutcome outcome)
{
    switch (outcome) {
    case AuditOutcome::Ok:
        return QStringLiteral("ok");
    case AuditOutcome::Denied:
        return QStringLiteral("denied");
    case AuditOutcome::Refused:
        return QStringLiteral("refused");
    case AuditOutcome::Failed:
        break;
    }
    return QStringLiteral("failed");
}

template <class Id>
std::optional<QString> textOf(const std::optional<Id> &id)
{
    return id ? std::optional(id->text()) : std::nullopt;
}

// A leaf must read back exactly as it was hashed, so what UTF-8 cannot hold is a fault of the caller.
void require(bool rule, const char *what)
{
    if (!rule)
        throw Failure(FailureKind::Constraint, QStringLiteral("log entry: %1").arg(QLatin1String(what)));
}

void check(const audit::Leaf &leaf, qsizetype payloadSize)
{
    const auto nameLetter = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_' || c == u'.';
    };
    require(!leaf.event.isEmpty() && std::all_of(leaf.event.begin(), leaf.event.end(), nameLetter), "bad event name");
    require(!leaf.actor.isEmpty(), "no actor");
    for (const auto &text : {std::optional(leaf.actor), leaf.device, leaf.client, leaf.txn, leaf.adh})
        require(!text || (QStringView(*text).isValidUtf16() && text->size() <= 512), "a member is not text or too long");
    require(payloadSize <= kPayloadLimit, "payload over 64 KiB");
}

void appendNodes(Transaction &tx, qint64 seq, audit::Hash hash)
{
    const audit::NodeSource nodes = nodesOf(tx);
    int level = 0;
    // Every odd index completes the subtree it shares with its left neighbour.
    for (qint64 index = seq; (index & 1) != 0; index >>= 1) {
        hash = audit::nodeHash(nodes(level, index - 1), hash);
        ++level;
        tx.exec("INSERT INTO audit_node (level, idx, hash) VALUES (?, ?, ?)", {level, index >> 1, hash});
    }
}

QString textAt(const Columns &row, int column)
{
    return QString::fromUtf8(row.utf8(column));
}

std::optional<QString> optionalTextAt(const Columns &row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(textAt(row, column));
}

AuditEntry entryOf(const Columns &row)
{
    AuditEntry entry;
    entry.leaf = {row.integer(0),         row.integer(1),         textAt(row, 2),         textAt(row, 3), optionalTextAt(row, 4),
                  optionalTextAt(row, 5), optionalTextAt(row, 6), optionalTextAt(row, 7), textAt(row, 8), textAt(row, 9)};
    if (!row.isNull(10)) {
        entry.salt = bytesAt(row, 10).toByteArray();
        entry.payload = bytesAt(row, 11).toByteArray();
    }
    if (!row.isNull(12))
        entry.erasedBy = row.integer(12);
    return entry;
}

}  // namespace

qint64 logSize(Transaction &tx)
{
    qint64 size = 0;
    tx.each("SELECT coalesce(max(seq) + 1, 0) FROM audit_entry", {}, [&size](const Columns &row) { size = row.integer(0); });
    return size;
}

audit::NodeSource nodesOf(Transaction &tx)
{
    return [&tx](int level, qint64 index) {
        audit::Hash hash;
        const auto take = [&hash](const Columns &row) { hash = bytesAt(row, 0).toByteArray(); };
        if (level == 0)
            tx.each("SELECT leaf_hash FROM audit_entry WHERE seq = ?", {index}, take);
        else
            tx.each("SELECT hash FROM audit_node WHERE level = ? AND idx = ?", {level, index}, take);
        if (hash.isEmpty())
            throw Failure(FailureKind::Fatal, QStringLiteral("log: node %1/%2 is missing").arg(level).arg(index));
        return hash;
    };
}

audit::TreeHead logHead(Transaction &tx)
{
    const qint64 size = logSize(tx);
    return {size, audit::rootAt(size, nodesOf(tx))};
}

qint64 appendEntry(Transaction &tx, const AuditEvent &event)
{
    // Entries are ordered by seq. How much time really passed between two of them, however the clock was set meanwhile, is the
    // difference of these milliseconds since the machine started.
    QJsonObject content = event.payload;
    content.insert(kUptimeMember, base::SystemClock().monotonicMs());
    const QByteArray payload = base::json::canonical(content);
    const QByteArray salt = crypto::randomBytes(32);
    audit::Leaf leaf{logSize(tx),           tx.now(),           event.event, event.actor,
                     textOf(event.device),  textOf(event.client), textOf(event.txn), event.adh,
                     outcomeName(event.outcome), audit::payloadHashOfBytes(salt, payload)};
    check(leaf, payload.size());
    const audit::Hash hash = audit::leafHash(audit::leafBytes(leaf));
    tx.exec("INSERT INTO audit_entry (seq, time, event, actor, device, client, txn, adh, outcome, payload_hash, leaf_hash, salt, payload)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {leaf.seq, leaf.time, leaf.event, leaf.actor, orNull(leaf.device), orNull(leaf.client), orNull(leaf.txn), orNull(leaf.adh),
             leaf.outcome, leaf.payloadHash, hash, salt, payload});
    appendNodes(tx, leaf.seq, hash);
    return leaf.seq;
}

QJsonObject entryJson(const AuditEntry &entry)
{
    QJsonObject item = audit::leafJson(entry.leaf);
    if (entry.payload) {
        const auto payload = base::json::parseObject(*entry.payload);
        item.insert(QStringLiteral("payload"), payload ? QJsonValue(*payload) : QJsonValue());
        item.insert(QStringLiteral("salt"), QString::fromLatin1(crypto::base64Url(*entry.salt)));
    }
    return item;
}

std::vector<AuditEntry> entriesFrom(Transaction &tx, qint64 from, int limit)
{
    std::vector<AuditEntry> entries;
    tx.each("SELECT seq, time, event, actor, device, client, txn, adh, outcome, payload_hash, salt, payload, erased_by FROM audit_entry WHERE seq >= ? ORDER BY seq LIMIT ?",
            {from, limit}, [&entries](const Columns &row) { entries.push_back(entryOf(row)); });
    return entries;
}

}  // namespace countersign::authority::store
