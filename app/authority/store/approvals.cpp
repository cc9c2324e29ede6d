#include "app/authority/store/approvals.h"

#include "app/authority/store/transaction.h"
#include "app/base/json.h"

#include <QJsonArray>

#include <algorithm>

namespace countersign::authority::store {

namespace {

using approval::Status;

constexpr const char *kColumns =
    "id, auth_req_hash, version, status, client_id, sub, sid, type, rs, canonical, adh, sentence, param_lines, scopes, reason,"
    " ticket, binding_message, requested_from, tier, risk_reasons, risk_codes, quorum, credential_ttl, code_hash, code_attempts,"
    " dpop_jkt, catalog_version, requested_at, expires_at, poll_interval, last_poll_ms, granted_ttl, granted_scopes,"
    " granted_calls, decided_at, end_reason, redeemed_at_ms, seal";

QVariant nullable(const std::optional<QString> &text)
{
    return text ? QVariant(*text) : QVariant();
}

QVariant nullable(const std::optional<qint64> &number)
{
    return number ? QVariant(*number) : QVariant();
}

QVariant nullable(const std::optional<QStringList> &scopes)
{
    return scopes ? QVariant(scopes->join(u' ')) : QVariant();
}

std::optional<QString> optionalText(const Row &row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(row.text(column));
}

QString packLines(const std::vector<approval::ParamLine> &lines)
{
    QJsonArray array;
    for (const approval::ParamLine &line : lines)
        array.append(QJsonArray{line.name, line.label, line.value});
    return QString::fromUtf8(base::json::canonical(QJsonValue(array)));
}

QJsonArray unpack(const QString &text)
{
    if (text == QLatin1String("[]"))
        return {};
    const auto value = base::json::parse(text.toUtf8());
    return value ? value->toArray() : QJsonArray();
}

std::vector<approval::ParamLine> unpackLines(const QString &text)
{
    std::vector<approval::ParamLine> lines;
    const QJsonArray array = unpack(text);
    for (const QJsonValue &item : array) {
        const QJsonArray line = item.toArray();
        lines.push_back({line.at(0).toString(), line.at(1).toString(), line.at(2).toString()});
    }
    return lines;
}

QString packTexts(const QStringList &texts)
{
    return QString::fromUtf8(base::json::canonical(QJsonValue(QJsonArray::fromStringList(texts))));
}

QStringList unpackTexts(const QString &text)
{
    QStringList out;
    const QJsonArray array = unpack(text);
    for (const QJsonValue &item : array)
        out.append(item.toString());
    return out;
}

QStringList words(const QString &text)
{
    return text.split(u' ', Qt::SkipEmptyParts);
}

ApprovalRecord fromRow(const Row &row)
{
    ApprovalRecord r;
    int c = 0;
    r.id = base::ApprovalId(row.text(c++));
    r.authReqHash = row.text(c++);
    r.version = row.integer(c++);
    r.status = *approval::statusFromName(row.text(c++));
    r.client = base::ClientId(row.text(c++));
    r.subject = base::Subject(row.text(c++));
    r.session = base::SessionId(row.text(c++));
    r.type = row.text(c++);
    r.rs = row.text(c++);
    r.canonical = row.text(c++).toUtf8();
    r.actionHash = row.text(c++).toLatin1();
    r.sentence = row.text(c++);
    r.params = unpackLines(row.text(c++));
    r.scopes = words(row.text(c++));
    r.reason = optionalText(row, c++);
    r.ticket = optionalText(row, c++);
    r.bindingMessage = optionalText(row, c++);
    r.requestedFrom = row.text(c++);
    r.risk.tier = *approval::tierFromName(row.text(c++));
    r.risk.reasons = unpackTexts(row.text(c++));
    r.risk.codes = unpackTexts(row.text(c++));
    r.quorum = static_cast<int>(row.integer(c++));
    r.credentialTtl = static_cast<int>(row.integer(c++));
    r.codeHash = optionalText(row, c++);
    r.codeAttempts = static_cast<int>(row.integer(c++));
    r.dpopJkt = optionalText(row, c++);
    r.catalogVersion = row.integer(c++);
    r.requestedAt = row.integer(c++);
    r.expiresAt = row.integer(c++);
    r.pollInterval = static_cast<int>(row.integer(c++));
    r.lastPollMs = row.integer(c++);
    r.grantedTtl = row.optionalInteger(c++);
    if (const auto scopes = optionalText(row, c++))
        r.grantedScopes = words(*scopes);
    r.grantedCalls = row.optionalInteger(c++);
    r.decidedAt = row.optionalInteger(c++);
    r.endReason = optionalText(row, c++);
    r.redeemedAtMs = row.optionalInteger(c++);
    r.seal = row.text(c++);
    return r;
}

Vote voteFrom(const Row &row)
{
    Vote vote{base::Subject(row.text(0)), row.text(1), row.text(2) == QLatin1String("approve") ? approval::Verdict::Approve : approval::Verdict::Deny,
              optionalText(row, 3), {row.optionalInteger(4), std::nullopt, row.optionalInteger(7)}, row.integer(6), row.integer(8), row.text(9)};
    if (const auto scopes = optionalText(row, 5))
        vote.granted.scopes = words(*scopes);
    return vote;
}

std::optional<ApprovalRecord> whole(Transaction &tx, const std::optional<Row> &row)
{
    if (!row)
        return std::nullopt;
    ApprovalRecord record = fromRow(*row);
    for (const Row &group : tx.all("SELECT grp FROM approval_group WHERE approval_id = ? ORDER BY grp", {record.id.text()}))
        record.groups.append(group.text(0));
    for (const Row &vote : tx.all("SELECT approver, device, verdict, reason, granted_ttl, granted_scopes, at, granted_calls, auth_time, seal FROM decision"
                                  " WHERE approval_id = ? ORDER BY at, approver", {record.id.text()}))
        record.votes.push_back(voteFrom(vote));
    return record;
}

// Statements are cached by their text's address, so each is built once.
const char *selectById()
{
    static const QByteArray sql = QByteArray("SELECT ") + kColumns + " FROM approval WHERE id = ?";
    return sql.constData();
}

const char *selectByAuthReq()
{
    static const QByteArray sql = QByteArray("SELECT ") + kColumns + " FROM approval WHERE auth_req_hash = ?";
    return sql.constData();
}

std::vector<base::ApprovalId> idsOf(const std::vector<Row> &rows)
{
    std::vector<base::ApprovalId> ids;
    for (const Row &row : rows)
        ids.emplace_back(row.text(0));
    return ids;
}

QVariant endOf(Transaction &tx, Status to)
{
    return approval::isTerminal(to) ? QVariant(tx.now()) : QVariant();
}

// A statement writes every index of a column it names, whether the value changes or not: only a decision names decided_at.
int writeDecided(Transaction &tx, const ApprovalRecord &r, Status to, const Advance &change)
{
    return tx.exec("UPDATE approval SET status = ?, version = version + 1, end_reason = coalesce(?, end_reason),"
                   " granted_ttl = coalesce(?, granted_ttl), granted_scopes = coalesce(?, granted_scopes),"
                   " granted_calls = coalesce(?, granted_calls), decided_at = coalesce(decided_at, ?), ended_at = ? WHERE id = ? AND version = ?",
                   {approval::statusName(to), nullable(change.reason), nullable(change.granted.ttl), nullable(change.granted.scopes),
                    nullable(change.granted.calls), tx.now(), endOf(tx, to), r.id.text(), r.version});
}

int writeMoved(Transaction &tx, const ApprovalRecord &r, Status to, const Advance &change)
{
    return tx.exec("UPDATE approval SET status = ?, version = version + 1, end_reason = coalesce(?, end_reason),"
                   " redeemed_at_ms = coalesce(redeemed_at_ms, ?), ended_at = ? WHERE id = ? AND version = ?",
                   {approval::statusName(to), nullable(change.reason), to == Status::Redeemed ? QVariant(tx.nowMs()) : QVariant(), endOf(tx, to), r.id.text(), r.version});
}

// See approval_history.cpp, which adds the days up.
void countDecided(Transaction &tx, const ApprovalRecord &r, Status to)
{
    const int approved = to == Status::Approved ? 1 : 0;
    for (const auto &[kind, name] : {std::pair("type", r.type), std::pair("client", r.client.text())})
        tx.exec("INSERT INTO decided_count (kind, name, day, approved, denied) VALUES (?,?,?,?,?)"
                " ON CONFLICT (kind, name, day) DO UPDATE SET approved = approved + excluded.approved, denied = denied + excluded.denied",
                {QString::fromLatin1(kind), name, tx.now() / 86400, approved, 1 - approved});
}

}  // namespace

const Vote *ApprovalRecord::voteOf(const base::Subject &approver) const
{
    const auto found = std::find_if(votes.begin(), votes.end(), [&approver](const Vote &vote) { return vote.approver == approver; });
    return found == votes.end() ? nullptr : &*found;
}

void insertApproval(Transaction &tx, const ApprovalRecord &r)
{
    tx.exec("INSERT INTO approval (id, auth_req_hash, version, status, client_id, sub, sid, type, rs, canonical, adh, sentence,"
            " param_lines, scopes, reason, ticket, binding_message, requested_from, tier, risk_reasons, risk_codes, quorum, credential_ttl,"
            " code_hash, dpop_jkt, catalog_version, requested_at, expires_at, poll_interval, seal)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            {r.id.text(), r.authReqHash, r.version, approval::statusName(r.status), r.client.text(), r.subject.text(),
             r.session.isEmpty() ? QVariant() : QVariant(r.session.text()), r.type, r.rs, QString::fromUtf8(r.canonical),
             QString::fromLatin1(r.actionHash), r.sentence, packLines(r.params), r.scopes.join(u' '), nullable(r.reason), nullable(r.ticket),
             nullable(r.bindingMessage), r.requestedFrom, approval::tierName(r.risk.tier),
             packTexts(r.risk.reasons), packTexts(r.risk.codes), r.quorum, r.credentialTtl,
             nullable(r.codeHash), nullable(r.dpopJkt), r.catalogVersion, r.requestedAt, r.expiresAt, r.pollInterval, r.seal});
    for (const QString &group : r.groups)
        tx.exec("INSERT INTO approval_group (approval_id, grp) VALUES (?,?)", {r.id.text(), group});
}

std::optional<ApprovalRecord> findApproval(Transaction &tx, const base::ApprovalId &id)
{
    return whole(tx, tx.one(selectById(), {id.text()}));
}

std::optional<ApprovalRecord> findApprovalByAuthReq(Transaction &tx, const QString &authReqHash)
{
    return whole(tx, tx.one(selectByAuthReq(), {authReqHash}));
}

std::optional<StoryInLog> storyInLog(Transaction &tx, const base::ApprovalId &id)
{
    static const QStringList issuing{QStringLiteral("credential.issued"), QStringLiteral("window.opened"), QStringLiteral("registration.issued")};
    static const QStringList ending{QStringLiteral("credential.consumed"), QStringLiteral("window.ended"), QStringLiteral("window.used_up"), QStringLiteral("registration.ended"),
                                    QStringLiteral("approval.revoked"), QStringLiteral("approval.expired"), QStringLiteral("approval.cancelled")};
    std::optional<StoryInLog> story;
    for (const Row &row : tx.all("SELECT event, outcome, adh, client FROM audit_entry WHERE txn = ? ORDER BY seq", {id.text()})) {
        const QString event = row.text(0);
        if (!story && event == QLatin1String("approval.asked"))
            story = StoryInLog{row.text(2).toLatin1(), base::ClientId(row.text(3))};
        if (!story)
            continue;
        story->isIssued = story->isIssued || issuing.contains(event);
        story->isOver = story->isOver || ending.contains(event) || (event == QLatin1String("approval.decided") && row.text(1) == QLatin1String("denied"));
    }
    return story;
}

std::vector<base::ApprovalId> overdueApprovals(Transaction &tx, int limit)
{
    return idsOf(tx.all("SELECT id FROM approval WHERE status IN ('pending','approved') AND expires_at <= ?"
                        " UNION ALL SELECT a.id FROM approval a JOIN credential c ON c.approval_id = a.id"
                        " WHERE a.status = 'redeemed' AND c.expires_at <= ? LIMIT ?",
                        {tx.now(), tx.now(), limit}));
}

std::vector<base::ApprovalId> orphanedApprovals(Transaction &tx, int limit)
{
    return idsOf(tx.all("SELECT a.id FROM approval a JOIN client c ON c.id = a.client_id WHERE a.status IN ('pending','approved','redeemed')"
                        " AND (c.disabled_at IS NOT NULL OR c.deleted_at IS NOT NULL OR c.expires_at <= ?) LIMIT ?",
                        {tx.now(), limit}));
}

std::vector<base::ApprovalId> outdatedApprovals(Transaction &tx, qint64 catalogVersion, int limit)
{
    return idsOf(tx.all("SELECT id FROM approval WHERE status = 'pending' AND catalog_version < ? LIMIT ?", {catalogVersion, limit}));
}

void updatePolicy(Transaction &tx, ApprovalRecord &record, Content content)
{
    record.version += content == Content::Changed ? 1 : 0;
    tx.exec("UPDATE approval SET version = ?, credential_ttl = ?, catalog_version = ? WHERE id = ?",
            {record.version, record.credentialTtl, record.catalogVersion, record.id.text()});
    tx.exec("DELETE FROM approval_group WHERE approval_id = ?", {record.id.text()});
    for (const QString &group : record.groups)
        tx.exec("INSERT INTO approval_group (approval_id, grp) VALUES (?,?)", {record.id.text(), group});
}

bool advance(Transaction &tx, ApprovalRecord &r, const Advance &change)
{
    const auto to = approval::next(r.status, change.event);
    if (!to)
        return false;
    const bool decided = *to == Status::Approved || *to == Status::Denied;
    const int rows = decided ? writeDecided(tx, r, *to, change) : writeMoved(tx, r, *to, change);
    if (rows != 1)
        return false;
    if (decided)
        countDecided(tx, r, *to);
    r.status = *to;
    ++r.version;
    if (change.reason)
        r.endReason = change.reason;
    if (change.granted.ttl)
        r.grantedTtl = change.granted.ttl;
    if (change.granted.scopes)
        r.grantedScopes = change.granted.scopes;
    if (change.granted.calls)
        r.grantedCalls = change.granted.calls;
    if (decided && !r.decidedAt)
        r.decidedAt = tx.now();
    if (*to == Status::Redeemed && !r.redeemedAtMs)
        r.redeemedAtMs = tx.nowMs();
    return true;
}

int countWrongCode(Transaction &tx, const base::ApprovalId &id)
{
    tx.exec("UPDATE approval SET code_attempts = code_attempts + 1 WHERE id = ?", {id.text()});
    return static_cast<int>(tx.one("SELECT code_attempts FROM approval WHERE id = ?", {id.text()})->integer(0));
}

void notePoll(Transaction &tx, const ApprovalRecord &r, int interval)
{
    tx.exec("UPDATE approval SET last_poll_ms = ?, poll_interval = ? WHERE id = ?", {tx.nowMs(), interval, r.id.text()});
}

void addVote(Transaction &tx, ApprovalRecord &r, const Vote &vote, const QString &jwsDigest)
{
    tx.exec("INSERT INTO decision (approval_id, approver, device, verdict, reason, granted_ttl, granted_scopes, granted_calls, at, auth_time, jws_sha256, seal)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            {r.id.text(), vote.approver.text(), vote.device, vote.verdict == approval::Verdict::Approve ? QStringLiteral("approve") : QStringLiteral("deny"),
             nullable(vote.reason), nullable(vote.granted.ttl), nullable(vote.granted.scopes), nullable(vote.granted.calls),
             vote.at, vote.authTime, jwsDigest, vote.seal});
    r.votes.push_back(vote);
}

}  // namespace countersign::authority::store
