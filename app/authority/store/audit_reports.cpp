#include "app/authority/store/audit_reports.h"

#include "app/base/json.h"

#include <algorithm>

namespace countersign::authority::store {

namespace {

// Who holds what, by the owner named at registration; temporary clients that ended are not access any more.
constexpr char kAccessByOwner[] =
    "SELECT c.owner, sum(c.is_temporary = 0), sum(c.is_temporary = 1), coalesce(sum(json_array_length(c.scopes)), 0),"
    " coalesce(sum((SELECT count(*) FROM grant_ g WHERE g.client_id = c.id AND g.revoked_at IS NULL AND g.expires_at > ?2)), 0), max(c.last_used_at)"
    " FROM client c WHERE c.deleted_at IS NULL AND c.disabled_at IS NULL AND c.is_built_in = 0 AND c.created_at < ?2 AND (c.expires_at IS NULL OR c.expires_at > ?2)"
    " AND ?1 IS NOT NULL GROUP BY c.owner ORDER BY 2 DESC, 1 LIMIT ?3";

// Only of what is decided: a first vote is not shown to the second voter. A rubber stamp shows as a high share of approvals and a median that leaves no time to read.
constexpr char kApprovers[] =
    "WITH vote AS (SELECT d.approver, d.verdict, max(0, d.at - a.requested_at) AS seconds,"
    " row_number() OVER (PARTITION BY d.approver ORDER BY d.at - a.requested_at) AS place, count(*) OVER (PARTITION BY d.approver) AS votes"
    " FROM decision d JOIN approval a ON a.id = d.approval_id WHERE d.at >= ?1 AND d.at < ?2 AND a.status <> 'pending')"
    " SELECT coalesce(u.name, v.approver), sum(v.verdict = 'approve'), sum(v.verdict = 'deny'), 100 * sum(v.verdict = 'approve') / count(*),"
    " max(CASE WHEN v.place = (v.votes + 1) / 2 THEN v.seconds END), 100 * sum(v.seconds < 5) / count(*)"
    " FROM vote v LEFT JOIN user u ON u.sub = v.approver GROUP BY v.approver ORDER BY 6 DESC, 2 DESC, 1 LIMIT ?3";

constexpr char kNeverUsed[] =
    "SELECT a.id, a.sentence, a.client_id, a.decided_at, a.status,"
    " (SELECT group_concat(coalesce(u.name, d.approver), ', ') FROM decision d LEFT JOIN user u ON u.sub = d.approver WHERE d.approval_id = a.id AND d.verdict = 'approve')"
    " FROM approval a WHERE a.decided_at >= ?1 AND a.decided_at < ?2 AND a.status IN ('expired', 'revoked', 'cancelled') ORDER BY a.decided_at DESC LIMIT ?3";

// The same action by the same client, denied by one and approved later by somebody else.
constexpr char kDeniedThenApproved[] =
    "SELECT no.sentence, no.client_id, no.id, no.decided_at, yes.id, yes.decided_at, yes.decided_at - no.decided_at"
    " FROM approval no JOIN approval yes ON yes.client_id = no.client_id AND yes.type = no.type AND yes.sentence = no.sentence AND yes.requested_at >= no.decided_at"
    " AND yes.decided_at IS NOT NULL AND yes.status <> 'denied'"
    " WHERE no.status = 'denied' AND no.decided_at >= ?1 AND no.decided_at < ?2 ORDER BY yes.decided_at DESC LIMIT ?3";

constexpr char kSelfApproval[] =
    "SELECT e.time, coalesce(u.name, e.actor), a.sentence, e.txn, e.seq FROM audit_fts f JOIN audit_entry e ON e.seq = f.rowid"
    " LEFT JOIN user u ON u.sub = e.actor LEFT JOIN approval a ON a.id = e.txn"
    " WHERE f.audit_fts MATCH 'self AND approval AND refused' AND e.event = 'approval.self_approval_refused' AND e.time >= ?1 AND e.time < ?2"
    " AND e.seq NOT IN (SELECT value FROM json_each(?4)) ORDER BY f.rowid DESC LIMIT ?3";

// Rights nobody used for so long can go; those that clients hold meanwhile come first. Since when it is catalogued says whether it is
// too young to tell.
constexpr char kUnusedScopes[] =
    "SELECT s.scope, s.known_since, s.last_used_at, coalesce((SELECT sum(u.asks) FROM scope_use u WHERE u.scope = s.scope AND u.day >= ?1 / 86400 AND u.day <= (?2 - 1) / 86400), 0),"
    " (SELECT count(*) FROM client c, json_each(c.scopes) j WHERE j.value = s.scope AND c.deleted_at IS NULL AND c.disabled_at IS NULL AND (c.expires_at IS NULL OR c.expires_at > ?2))"
    " FROM scope_life s WHERE s.known_since < ?2 AND NOT EXISTS (SELECT 1 FROM scope_use u WHERE u.scope = s.scope AND u.uses > 0 AND u.day >= ?1 / 86400 AND u.day <= (?2 - 1) / 86400)"
    " ORDER BY 5 DESC, s.last_used_at, s.scope LIMIT ?3";

// By kind and by whom it came from; what never happened before in this log stands out by its first time.
constexpr char kAnomalies[] =
    "SELECT e.event, coalesce(u.name, e.actor), e.outcome, count(*), min(e.time), max(e.time) FROM audit_entry e LEFT JOIN user u ON u.sub = e.actor"
    " WHERE e.outcome IN ('refused', 'failed') AND e.seq >= coalesce((SELECT min(first_seq) FROM audit_hour WHERE hour >= ?1 / 3600), 0) AND e.time >= ?1 AND e.time < ?2"
    " AND e.seq NOT IN (SELECT value FROM json_each(?4)) GROUP BY e.event, e.actor, e.outcome ORDER BY 4 DESC, 6 DESC LIMIT ?3";

constexpr char kOddHours[] =
    "SELECT a.sentence, a.client_id, a.decided_at, a.tier, a.id,"
    " (SELECT group_concat(coalesce(u.name, d.approver), ', ') FROM decision d LEFT JOIN user u ON u.sub = d.approver WHERE d.approval_id = a.id AND d.verdict = 'approve')"
    " FROM approval a WHERE a.decided_at >= ?1 AND a.decided_at < ?2 AND a.status <> 'denied' AND (a.decided_at / 3600 % 24 < 6 OR a.decided_at / 3600 % 24 >= 22)"
    " ORDER BY a.decided_at DESC LIMIT ?3";

QJsonValue valueOf(const Row &row, int column, const ReportColumn &as)
{
    if (row.isNull(column))
        return {};
    return qstrcmp(as.kind, "text") == 0 ? QJsonValue(row.text(column)) : QJsonValue(row.integer(column));
}

// Only what reads the log leaves out what is withheld, and nothing else looks it up.
QVariantList argumentsOf(Transaction &tx, const ReportKind &kind, const ReportTime &time, const User &reader)
{
    QVariantList values{time.after, time.before, kMaxReportRows + 1};
    if (!QByteArrayView(kind.sql).contains("?4"))
        return values;
    QJsonArray seqs;
    const Withheld withheld(tx, reader);
    for (const qint64 seq : withheld.seqs())
        seqs.append(seq);
    values.append(QString::fromUtf8(base::json::canonical(seqs)));
    return values;
}

}  // namespace

const std::vector<ReportKind> &reportKinds()
{
    static const std::vector<ReportKind> kinds{
        {"access_by_owner", "Standing and temporary access by owner", "Clients that may act now, by the owner named at registration.",
         {{"owner", "Owner", "text"}, {"standing", "Standing clients", "number"}, {"temporary", "Temporary clients", "number"}, {"scopes", "Scopes held", "number"}, {"live", "Live grants", "number"}, {"last_used", "Last used", "time"}},
         kAccessByOwner},
        {"approvers", "Approvals per approver", "A high share of approvals with a median of a few seconds is a rubber stamp.",
         {{"approver", "Approver", "text"}, {"approved", "Approved", "number"}, {"denied", "Denied", "number"}, {"rate", "Share approved", "percent"}, {"median", "Median to decide", "seconds"}, {"hasty", "Under 5 s", "percent"}},
         kApprovers},
        {"never_used", "Approved but never used", "Access that was granted and not needed: the next request deserves a question.",
         {{"txn", "Approval", "text"}, {"action", "Action", "text"}, {"client", "Client", "text"}, {"decided", "Decided", "time"}, {"status", "Ended as", "text"}, {"approvers", "Approved by", "text"}},
         kNeverUsed},
        {"denied_then_approved", "Denied, then approved", "The same action of the same client, approved after somebody had said no.",
         {{"action", "Action", "text"}, {"client", "Client", "text"}, {"denied", "Denied approval", "text"}, {"denied_at", "Denied", "time"}, {"approved", "Approved approval", "text"}, {"approved_at", "Approved", "time"}, {"after", "After", "seconds"}},
         kDeniedThenApproved},
        {"self_approval_attempts", "Attempts to approve one's own request", "Each was refused.",
         {{"time", "Time", "time"}, {"person", "Person", "text"}, {"action", "Action", "text"}, {"txn", "Approval", "text"}, {"seq", "Entry", "number"}},
         kSelfApproval},
        {"unused_scopes", "Scopes nobody used", "In no token and no credential of the period. What clients hold of them is standing access without a need.",
         {{"scope", "Scope", "text"}, {"known_since", "Catalogued", "time"}, {"last_used", "Last used", "time"}, {"asks", "Asked for", "number"}, {"holders", "Clients that hold it", "number"}},
         kUnusedScopes},
        {"anomalies", "Refused and failed attempts", "Replays, guesses, floods and refusals, by kind and origin.",
         {{"event", "Event", "text"}, {"actor", "By", "text"}, {"outcome", "Outcome", "text"}, {"count", "Times", "number"}, {"first", "First", "time"}, {"last", "Last", "time"}},
         kAnomalies},
        {"odd_hours", "Approved at odd hours", "Approvals between 22:00 and 06:00 UTC.",
         {{"action", "Action", "text"}, {"client", "Client", "text"}, {"decided", "Decided", "time"}, {"tier", "Risk", "text"}, {"txn", "Approval", "text"}, {"approvers", "Approved by", "text"}},
         kOddHours},
    };
    return kinds;
}

const ReportKind *reportKind(const QString &name)
{
    const auto &kinds = reportKinds();
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const ReportKind &kind) { return name == QLatin1String(kind.name); });
    return found == kinds.end() ? nullptr : &*found;
}

ReportRows report(Transaction &tx, const ReportKind &kind, const ReportTime &time, const User &reader)
{
    ReportRows answer;
    for (const Row &row : tx.all(kind.sql, argumentsOf(tx, kind, time, reader))) {
        if (answer.rows.size() == kMaxReportRows) {
            answer.isTruncated = true;
            break;
        }
        QJsonArray values;
        for (int column = 0; column < static_cast<int>(kind.columns.size()); ++column)
            values.append(valueOf(row, column, kind.columns[static_cast<size_t>(column)]));
        answer.rows.push_back(values);
    }
    return answer;
}

}  // namespace countersign::authority::store
