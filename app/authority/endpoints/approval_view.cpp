#include "app/authority/endpoints/approval_view.h"

#include "app/approval/policy.h"
#include "app/authority/catalog_cache.h"
#include "app/authority/endpoints/approval_history.h"
#include "app/authority/endpoints/client_view.h"
#include "app/authority/grants/action_credential.h"
#include "app/authority/keys.h"
#include "app/authority/store/transaction.h"
#include "app/base/json.h"
#include "app/crypto/encoding.h"

#include <QJsonArray>

namespace countersign::authority::endpoints {

namespace {

using approval::Status;
using approval::Verdict;

void insertIf(QJsonObject &object, const char *name, const std::optional<QString> &text)
{
    if (text)
        object.insert(QLatin1String(name), *text);
}

QJsonObject riskJson(const approval::Risk &risk)
{
    return {{QStringLiteral("tier"), approval::tierName(risk.tier)}, {QStringLiteral("reasons"), QJsonArray::fromStringList(risk.reasons)},
            {QStringLiteral("reason_codes"), QJsonArray::fromStringList(risk.codes)}};
}

QJsonObject clientJson(store::Transaction &tx, const store::ApprovalRecord &record, const policy::Judgement &j)
{
    QJsonObject client{{QStringLiteral("id"), record.client.text()}};
    if (!j.client)
        return client;
    client.insert(QStringLiteral("name"), j.client->name);
    client.insert(QStringLiteral("owner"), j.client->owner);
    client.insert(QStringLiteral("registered_at"), j.client->createdAt);
    client.insert(QStringLiteral("registered_by"), actorName(tx, j.client->registeredBy));
    client.insert(QStringLiteral("temporary"), j.client->isTemporary);
    if (j.client->expiresAt)
        client.insert(QStringLiteral("expires_at"), *j.client->expiresAt);
    return client;
}

QJsonObject deprecationJson(const catalog::Deprecation &deprecation)
{
    QJsonObject item{{QStringLiteral("since"), deprecation.since}};
    if (deprecation.sunset)
        item.insert(QStringLiteral("sunset"), *deprecation.sunset);
    if (!deprecation.use.isEmpty())
        item.insert(QStringLiteral("use"), deprecation.use);
    if (!deprecation.why.isEmpty())
        item.insert(QStringLiteral("why"), deprecation.why);
    return item;
}

QJsonArray scopesJson(store::Transaction &tx, const store::ApprovalRecord &record, const policy::Judgement &j)
{
    QJsonArray scopes;
    for (const QString &name : record.scopes) {
        const catalog::Scope *scope = j.catalog->scope(name);
        QJsonObject item{{QStringLiteral("name"), name}, {QStringLiteral("deprecated"), j.catalog->deprecated(name, tx.now())}};
        item.insert(QStringLiteral("title"), scope ? scope->title : name);
        item.insert(QStringLiteral("risk"), approval::tierName(scope ? scope->risk : approval::Tier::Critical));
        if (scope)
            item.insert(QStringLiteral("owner"), scope->owner);
        if (scope && scope->deprecated)
            item.insert(QStringLiteral("deprecation"), deprecationJson(*scope->deprecated));
        scopes.append(item);
    }
    return scopes;
}

std::optional<QJsonObject> sessionJson(store::Transaction &tx, const store::ApprovalRecord &record)
{
    if (record.session.isEmpty())
        return std::nullopt;
    QJsonObject session{{QStringLiteral("sid"), record.session.text()}};
    if (const auto row = tx.one("SELECT created_at, address FROM grant_ WHERE sid = ? AND kind IN ('client', 'session')", {record.session.text()})) {
        session.insert(QStringLiteral("started_at"), row->integer(0));
        session.insert(QStringLiteral("ip"), row->text(1));
    }
    return session;
}

QJsonObject policyJson(const store::ApprovalRecord &record, const policy::Judgement &j)
{
    return {{QStringLiteral("id"), record.type},
            {QStringLiteral("version"), record.catalogVersion},
            {QStringLiteral("quorum"), j.type ? std::max(record.quorum, j.type->quorum) : record.quorum},
            {QStringLiteral("approvals"), j.validVotes},
            {QStringLiteral("groups"), QJsonArray::fromStringList(record.groups)},
            {QStringLiteral("code_required"), record.codeHash.has_value()},
            {QStringLiteral("comment_required"), j.type && approval::wantsComment(*j.type, policy::effectiveTier(record, j))},
            {QStringLiteral("step_up"), j.type && j.type->stepUp}};
}

// What an approval hands over: one use of a credential, or something for a while.
QJsonObject issuedJson(const store::ApprovalRecord &record, const policy::Judgement &j)
{
    static const QHash<approval::Yield, QString> kinds{{approval::Yield::Credential, QStringLiteral("credential")}, {approval::Yield::Window, QStringLiteral("access")},
                                                       {approval::Yield::Client, QStringLiteral("client")}, {approval::Yield::Change, QStringLiteral("catalog")}};
    const int most = grants::credentialTtl(record, j.type);
    QJsonObject issued{{QStringLiteral("kind"), kinds.value(approval::yieldOf(record.type))},
                       {QStringLiteral("ttl"), record.grantedTtl.value_or(most)},
                       {QStringLiteral("max_ttl"), most},
                       {QStringLiteral("dpop"), record.dpopJkt.has_value()}};
    if (const auto calls = grants::grantedCalls(record))
        issued.insert(QStringLiteral("max_calls"), *calls);
    return issued;
}

QJsonArray decisionsJson(store::Transaction &tx, const store::ApprovalRecord &record, const base::Subject &viewer)
{
    QJsonArray decisions;
    if (!seesVotes(tx, record, viewer))
        return decisions;
    for (const store::Vote &vote : record.votes) {
        QJsonObject item{{QStringLiteral("approver"), vote.approver.text()},
                         {QStringLiteral("name"), policy::subjectName(tx, vote.approver)},
                         {QStringLiteral("decision"), vote.verdict == Verdict::Approve ? QStringLiteral("approve") : QStringLiteral("deny")},
                         {QStringLiteral("at"), vote.at}};
        insertIf(item, "reason", vote.reason);
        decisions.append(item);
    }
    return decisions;
}

// For people in English, and for programs by a code of a closed list.
struct Why {
    const char *code;
    const char *sentence;
};

// Why the viewer may not decide; nullopt when they may.
std::optional<Why> mayNotBecause(store::Transaction &tx, const store::ApprovalRecord &record, const policy::Judgement &j, const store::User &viewer)
{
    if (statusNow(tx, record) != Status::Pending)
        return Why{"not_pending", "The request is no longer pending."};
    if (const auto ineligible = policy::mayNotDecide(tx, j, record, viewer)) {
        switch (*ineligible) {
        case approval::Ineligible::NotAnApprover: return Why{"not_an_approver", "You are not in a group that may decide this."};
        case approval::Ineligible::SelfApproval: return Why{"self_approval", "You asked for this yourself; somebody else must decide."};
        case approval::Ineligible::AlreadyVoted: return Why{"already_decided", "You have decided already; another approver is needed."};
        }
    }
    return std::nullopt;
}

void addDecisionState(Services &services, store::Transaction &tx, const store::ApprovalRecord &record, const policy::Judgement &j, const store::User &viewer, QJsonObject &out)
{
    const auto because = mayNotBecause(tx, record, j, viewer);
    out.insert(QStringLiteral("decisions"), decisionsJson(tx, record, viewer.sub));
    out.insert(QStringLiteral("may_decide"), !because);
    out.insert(QStringLiteral("may_not_because"), because ? QJsonValue(QLatin1String(because->sentence)) : QJsonValue(QJsonValue::Null));
    if (because)
        out.insert(QStringLiteral("may_not_code"), QLatin1String(because->code));
    out.insert(QStringLiteral("nonce"), decisionNonce(services, record, viewer.sub));
    // An approval would be refused for this reason; denying stays possible.
    if (j.obstacle && statusNow(tx, record) == Status::Pending) {
        out.insert(QStringLiteral("obstacle"), approval::obstacleText(*j.obstacle));
        out.insert(QStringLiteral("obstacle_code"), approval::obstacleCode(*j.obstacle));
    }
}

}  // namespace

namespace {

Status effective(Status status, qint64 expiresAt, qint64 now)
{
    const bool waiting = status == Status::Pending || status == Status::Approved;
    return waiting && expiresAt <= now ? Status::Expired : status;
}

}  // namespace

bool seesVotes(store::Transaction &tx, const store::ApprovalRecord &record, const base::Subject &viewer)
{
    return statusNow(tx, record) != Status::Pending || record.voteOf(viewer);
}

Status statusNow(store::Transaction &tx, const store::ApprovalRecord &record)
{
    return effective(record.status, record.expiresAt, tx.now());
}

namespace {

QString subjectNameOf(store::Transaction &tx, const store::ApprovalRecord &record, const policy::Judgement &j)
{
    const bool forItself = j.client && record.subject.text() == u"client:" + record.client.text();
    return forItself ? j.client->name : policy::subjectName(tx, record.subject);
}

QJsonObject summaryJson(store::Transaction &tx, const store::ApprovalRecord &record, const policy::Judgement &j)
{
    return {{QStringLiteral("id"), record.id.text()},
            {QStringLiteral("version"), record.version},
            {QStringLiteral("status"), approval::statusName(statusNow(tx, record))},
            {QStringLiteral("requested_at"), record.requestedAt},
            {QStringLiteral("expires_at"), record.expiresAt},
            {QStringLiteral("type"), record.type},
            {QStringLiteral("action_text"), record.sentence},
            {QStringLiteral("action_hash"), QString::fromLatin1(record.actionHash)},
            {QStringLiteral("risk"), riskJson(record.risk)},
            {QStringLiteral("client"), clientJson(tx, record, j)},
            {QStringLiteral("subject"), QJsonObject{{QStringLiteral("sub"), record.subject.text()}, {QStringLiteral("name"), subjectNameOf(tx, record, j)}}}};
}

// What the user or the client is called for whom the row's request runs.
QByteArray subjectNameOf(store::Transaction &tx, const store::Columns &row)
{
    if (!row.isNull(13))
        return row.utf8(13).toByteArray();
    const QByteArray subject = row.utf8(12).toByteArray();
    return subject == "client:" + row.utf8(10).toByteArray() ? row.utf8(11).toByteArray() : policy::subjectName(tx, base::Subject(QString::fromUtf8(subject))).toUtf8();
}

}  // namespace

// The members a list needs of those above, written straight from the row, in the order of RFC 8785: lists are long and read all the time.
void appendSummary(QByteArray &json, store::Transaction &tx, const store::Columns &row)
{
    const auto status = effective(*approval::statusFromName(QString::fromUtf8(row.utf8(2))), row.integer(4), tx.now());
    const auto text = [&json](const char *before, QByteArrayView value) {
        json += before;
        base::json::appendText(json, value);
    };
    const auto number = [&json](const char *before, qint64 value) { json += before + QByteArray::number(value); };
    text("{\"action_hash\":", row.utf8(7));
    text(",\"action_text\":", row.utf8(6));
    text(",\"client\":{\"id\":", row.utf8(10));
    text(",\"name\":", row.utf8(11));
    number("},\"expires_at\":", row.integer(4));
    text(",\"id\":", row.utf8(0));
    number(",\"requested_at\":", row.integer(3));
    json += ",\"risk\":{\"reason_codes\":";
    json += row.utf8(14);  // a JSON array as it is
    json += ",\"reasons\":";
    json += row.utf8(9);
    text(",\"tier\":", row.utf8(8));
    text("},\"status\":", approval::statusName(status).toUtf8());
    text(",\"subject\":{\"name\":", subjectNameOf(tx, row));
    text(",\"sub\":", row.utf8(12));
    text("},\"type\":", row.utf8(5));
    number(",\"version\":", row.integer(1));
    json += '}';
}

QJsonObject approvalJson(Services &services, store::Transaction &tx, const store::ApprovalRecord &record, const store::User &viewer)
{
    const auto j = policy::judge(services, tx, approval::Stage::Decide, record);
    QJsonObject out = summaryJson(tx, record, j);
    out.insert(QStringLiteral("server_time"), tx.now());
    const auto action = approval::parseCanonicalAction(record.canonical);
    out.insert(QStringLiteral("action"), action ? base::json::parse(record.canonical)->toObject() : QJsonObject());
    out.insert(QStringLiteral("canonical"), QString::fromUtf8(record.canonical));
    QJsonArray params;
    for (const approval::ParamLine &line : record.params)
        params.append(QJsonObject{{QStringLiteral("name"), line.name}, {QStringLiteral("label"), line.label}, {QStringLiteral("value"), line.value}});
    out.insert(QStringLiteral("params"), params);
    if (const auto session = sessionJson(tx, record))
        out.insert(QStringLiteral("session"), *session);
    insertIf(out, "reason", record.reason);
    insertIf(out, "ticket", record.ticket);
    insertIf(out, "binding_message", record.bindingMessage);
    insertIf(out, "end_reason", record.endReason);
    out.insert(QStringLiteral("requested_from"), record.requestedFrom);
    out.insert(QStringLiteral("scopes"), scopesJson(tx, record, j));
    out.insert(QStringLiteral("credential"), issuedJson(record, j));
    out.insert(QStringLiteral("policy"), policyJson(record, j));
    addDecisionState(services, tx, record, j, viewer, out);
    out.insert(QStringLiteral("history"), historyJson(tx, record, viewer));
    return out;
}

QString decisionNonce(Services &services, const store::ApprovalRecord &record, const base::Subject &approver)
{
    const QByteArray input = "nonce:" + record.id.text().toUtf8() + ':' + QByteArray::number(record.version) + ':' + approver.text().toUtf8();
    return QString::fromLatin1(crypto::base64Url(services.keys.secretHash(input)));
}

}  // namespace countersign::authority::endpoints
