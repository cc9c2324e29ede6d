#include "app/backends/countersign/records_json.h"

#include "app/approval/action.h"
#include "app/audit/leaf.h"
#include "app/backends/countersign/field_reader.h"
#include "app/base/json.h"

namespace countersign::backends {
namespace {

using base::Errc;
using L1 = QLatin1String;

ClientFacts readClient(FieldReader &outer)
{
    FieldReader in(outer.object(L1("client")));
    ClientFacts client;
    client.id = base::ClientId(in.text(L1("id")));
    client.name = in.optionalText(L1("name"));
    if (client.name.isEmpty())
        client.name = client.id.text();
    client.owner = in.optionalText(L1("owner"));
    client.registeredAt = in.optionalCount(L1("registered_at")).value_or(0);
    client.expiresAt = in.optionalCount(L1("expires_at"));
    client.temporary = in.optionalBoolean(L1("temporary")).value_or(false);
    outer.absorb(in);
    return client;
}

SubjectFacts readSubject(FieldReader &outer)
{
    FieldReader in(outer.object(L1("subject")));
    SubjectFacts subject{base::Subject(in.text(L1("sub"))), in.optionalText(L1("name"))};
    outer.absorb(in);
    return subject;
}

// An unknown tier is the worst one: a newer authority must not make the card look harmless.
approval::Tier tierOf(const QString &name)
{
    return approval::tierFromName(name).value_or(approval::Tier::Critical);
}

RiskFacts readRisk(FieldReader &outer)
{
    FieldReader in(outer.object(L1("risk")));
    RiskFacts risk{tierOf(in.text(L1("tier"))), in.optionalTexts(L1("reasons")), in.optionalTexts(L1("reason_codes"))};
    // A code speaks for the sentence at its place; where they do not pair up, the sentences stand alone.
    if (risk.codes.size() != risk.reasons.size())
        risk.codes.clear();
    outer.absorb(in);
    return risk;
}

void readSummaryInto(FieldReader &in, Summary &summary)
{
    summary.id = base::ApprovalId(in.text(L1("id"), 128));
    if (!summary.id.text().startsWith(L1("apr_")) && !in.failed())
        in.fault(QStringLiteral("\"id\" is no approval's"));
    summary.version = in.count(L1("version"));
    const std::optional<approval::Status> status = approval::statusFromName(in.text(L1("status")));
    if (!status)
        in.fault(QStringLiteral("\"status\" is unknown"));
    summary.status = status.value_or(approval::Status::Expired);
    summary.requestedAt = in.count(L1("requested_at"));
    summary.expiresAt = in.count(L1("expires_at"));
    summary.actionText = in.text(L1("action_text"), FieldReader::kText);
    summary.actionHash = in.optionalText(L1("action_hash")).toUtf8();
    summary.risk = readRisk(in);
    summary.client = readClient(in);
    summary.subject = readSubject(in);
    summary.mayDecide = in.optionalBoolean(L1("may_decide"));
}

template <class T, class Read>
QList<T> readEach(FieldReader &outer, const QJsonArray &array, Read read)
{
    QList<T> found;
    found.reserve(array.size());
    for (const QJsonValue &value : array) {
        if (!value.isObject()) {
            outer.fault(QStringLiteral("a list holds something that is no object"));
            break;
        }
        FieldReader in(value.toObject());
        found.append(read(in));
        outer.absorb(in);
        if (outer.failed())
            break;
    }
    return found;
}

ParamFact readParam(FieldReader &in)
{
    return {in.text(L1("name")), in.text(L1("label")), in.text(L1("value"), FieldReader::kLong)};
}

ScopeFact readScope(FieldReader &in)
{
    ScopeFact scope;
    scope.name = in.text(L1("name"));
    scope.title = in.optionalText(L1("title"));
    scope.risk = tierOf(in.optionalText(L1("risk")));
    scope.deprecated = in.optionalBoolean(L1("deprecated")).value_or(false);
    scope.owner = in.optionalText(L1("owner"));
    if (const std::optional<QJsonObject> deprecation = in.optionalObject(L1("deprecation"))) {
        FieldReader inner(*deprecation);
        scope.sunset = inner.optionalCount(L1("sunset"));
        scope.use = inner.optionalText(L1("use"));
        scope.why = inner.optionalText(L1("why"), FieldReader::kText);
        in.absorb(inner);
    }
    return scope;
}

DecisionFact readDecisionFact(FieldReader &in)
{
    DecisionFact fact;
    fact.approver = in.text(L1("approver"));
    fact.name = in.optionalText(L1("name"));
    fact.verdict = in.text(L1("decision")) == L1("approve") ? approval::Verdict::Approve : approval::Verdict::Deny;
    fact.at = in.count(L1("at"));
    fact.reason = in.optionalText(L1("reason"), FieldReader::kText);
    return fact;
}

Tally readTally(FieldReader &outer, L1 name)
{
    const std::optional<QJsonObject> object = outer.optionalObject(name);
    if (!object)
        return {};
    FieldReader in(*object);
    const Tally tally{in.count(L1("approved")), in.count(L1("denied"))};
    outer.absorb(in);
    return tally;
}

PastRequest readPast(FieldReader &in)
{
    PastRequest past;
    past.id = base::ApprovalId(in.text(L1("id"), 128));
    past.actionText = in.optionalText(L1("action_text"), FieldReader::kText);
    past.status = in.optionalText(L1("status"));
    const std::optional<qint64> at = in.optionalCount(L1("at"));
    past.at = at ? *at : in.optionalCount(L1("requested_at")).value_or(0);
    return past;
}

History readHistory(FieldReader &outer)
{
    const std::optional<QJsonObject> object = outer.optionalObject(L1("history"));
    if (!object)
        return {};
    FieldReader in(*object);
    History history;
    history.sameAction30d = readTally(in, L1("same_action_30d"));
    history.client30d = readTally(in, L1("client_30d"));
    history.last = readEach<PastRequest>(in, in.optionalArray(L1("last"), 50), readPast);
    outer.absorb(in);
    return history;
}

PolicyFacts readPolicy(FieldReader &outer)
{
    FieldReader in(outer.object(L1("policy")));
    PolicyFacts policy;
    policy.id = in.text(L1("id"));
    policy.version = in.count(L1("version"));
    policy.quorum = in.count(L1("quorum"));
    policy.approvals = in.count(L1("approvals"));
    policy.groups = in.optionalTexts(L1("groups"));
    policy.codeRequired = in.boolean(L1("code_required"));
    policy.commentRequired = in.boolean(L1("comment_required"));
    policy.stepUp = in.boolean(L1("step_up"));
    outer.absorb(in);
    return policy;
}

CredentialFacts readCredential(FieldReader &outer)
{
    FieldReader in(outer.object(L1("credential")));
    CredentialFacts credential;
    credential.ttl = in.count(L1("ttl"));
    credential.maxTtl = in.optionalCount(L1("max_ttl")).value_or(credential.ttl);
    credential.dpop = in.optionalBoolean(L1("dpop")).value_or(false);
    credential.maxCalls = in.optionalCount(L1("max_calls"));
    outer.absorb(in);
    return credential;
}

std::optional<SessionFacts> readSession(FieldReader &outer)
{
    const std::optional<QJsonObject> object = outer.optionalObject(L1("session"));
    if (!object)
        return std::nullopt;
    FieldReader in(*object);
    SessionFacts session;
    session.sid = in.text(L1("sid"));
    session.startedAt = in.optionalCount(L1("started_at")).value_or(0);
    session.ip = in.optionalText(L1("ip"));
    outer.absorb(in);
    return session;
}

// Everything the card shows of the action must be what the canonical bytes say, or the card lies.
bool showsItsAction(const Approval &shown, const QJsonObject &action)
{
    if (approval::actionHash(shown.canonical) != shown.actionHash)
        return false;
    const base::Result<approval::Action> parsed = approval::parseCanonicalAction(shown.canonical);
    if (!parsed || base::json::canonical(action) != shown.canonical)
        return false;
    if (parsed->txn != shown.id || parsed->client != shown.client.id || parsed->subject != shown.subject.sub)
        return false;
    QStringList names;
    for (const ParamFact &param : shown.params) {
        const QJsonValue value = parsed->params.value(param.name);
        if (value.isUndefined() || approval::canonicalValue(value) != param.value || names.contains(param.name))
            return false;
        names.append(param.name);
    }
    return names.size() == parsed->params.size();
}

Grant readGrant(FieldReader &in)
{
    Grant grant;
    grant.id = base::GrantId(in.text(L1("id"), 128));
    const QString kind = in.optionalText(L1("kind"));
    grant.kind = kind == L1("credential")   ? GrantKind::Credential
                 : kind == L1("access")     ? GrantKind::Window
                 : kind == L1("session")    ? GrantKind::Session
                 : kind == L1("base_token") ? GrantKind::Base
                                            : GrantKind::Other;
    grant.title = in.optionalText(L1("title"), FieldReader::kText);
    if (in.has(L1("client")))
        grant.client = readClient(in);
    if (in.has(L1("subject")))
        grant.subject = readSubject(in);
    grant.scopes = in.optionalTexts(L1("scopes"));
    grant.resource = in.optionalTexts(L1("audience")).join(L1(", "));
    grant.txn = base::ApprovalId(in.optionalText(L1("txn"), 128));
    grant.approvedBy = in.optionalTexts(L1("approved_by"));
    grant.issuedAt = in.optionalCount(L1("issued_at")).value_or(0);
    grant.expiresAt = in.count(L1("expires_at"));
    grant.uses = in.optionalCount(L1("uses")).value_or(0);
    grant.maxUses = in.optionalCount(L1("max_uses"));
    grant.lastUsedAt = in.optionalCount(L1("last_used_at"));
    grant.exposureSeconds = in.optionalCount(L1("worst_case_exposure")).value_or(0);
    grant.active = in.optionalBoolean(L1("active")).value_or(true);
    return grant;
}

LogEntry readEntry(FieldReader &in)
{
    LogEntry entry;
    entry.seq = in.count(L1("seq"));
    entry.time = in.count(L1("time"));
    entry.event = in.text(L1("event"));
    entry.actor = in.text(L1("actor"));
    entry.outcome = in.text(L1("outcome"));
    entry.txn = in.optionalText(L1("txn"));
    entry.adh = in.optionalText(L1("adh"));
    entry.device = in.optionalText(L1("device"));
    return entry;
}

// What the log holds by its hash; anything else in its place is as good as nothing.
QString checkpointIn(const QJsonObject &item)
{
    const QJsonObject payload = item.value(L1("payload")).toObject();
    const auto salt = QByteArray::fromBase64Encoding(item.value(L1("salt")).toString().toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const bool isLogged = salt && audit::payloadHash(*salt, payload) == item.value(L1("payload_hash")).toString();
    return isLogged ? payload.value(L1("cp")).toString() : QString();
}

}  // namespace

base::Result<SummaryPage> readSummaryPage(const QJsonObject &body)
{
    FieldReader in(body);
    SummaryPage page;
    page.serverTime = in.count(L1("server_time"));
    page.nextCursor = in.optionalText(L1("next_cursor"), 1024);
    page.items = readEach<Summary>(in, in.array(L1("items"), 1000), [](FieldReader &item) {
        Summary summary;
        readSummaryInto(item, summary);
        return summary;
    });
    if (in.failed())
        return in.error();
    return page;
}

base::Result<Approval> readApproval(const QJsonObject &body)
{
    FieldReader in(body);
    Approval shown;
    readSummaryInto(in, shown);
    shown.serverTime = in.count(L1("server_time"));
    const QJsonObject action = in.object(L1("action"));
    shown.canonical = in.text(L1("canonical"), FieldReader::kLong).toUtf8();
    shown.actionHash = in.text(L1("action_hash")).toUtf8();
    shown.actionType = action.value(L1("type")).toString();
    shown.resource = action.value(L1("rs")).toString();
    shown.params = readEach<ParamFact>(in, in.array(L1("params"), 200), readParam);
    shown.session = readSession(in);
    shown.reason = in.optionalText(L1("reason"), FieldReader::kText);
    shown.ticket = in.optionalText(L1("ticket"));
    shown.bindingMessage = in.optionalText(L1("binding_message"));
    shown.requestedFrom = in.optionalText(L1("requested_from"));
    shown.scopes = readEach<ScopeFact>(in, in.optionalArray(L1("scopes"), 200), readScope);
    shown.credential = readCredential(in);
    shown.policy = readPolicy(in);
    shown.decisions = readEach<DecisionFact>(in, in.optionalArray(L1("decisions"), 100), readDecisionFact);
    shown.mayDecide = in.boolean(L1("may_decide"));
    shown.mayNotBecause = in.optionalText(L1("may_not_because"), FieldReader::kText);
    shown.mayNotCode = in.optionalText(L1("may_not_code"), 64);
    shown.obstacle = in.optionalText(L1("obstacle"), FieldReader::kText);
    shown.obstacleCode = in.optionalText(L1("obstacle_code"), 64);
    shown.nonce = in.optionalText(L1("nonce"), 512);
    shown.history = readHistory(in);
    if (in.failed())
        return in.error();
    shown.hashMatches = showsItsAction(shown, action);
    return shown;
}

base::Result<GrantPage> readGrants(const QJsonObject &body)
{
    FieldReader in(body);
    GrantPage page;
    page.nextCursor = in.optionalText(L1("next_cursor"), 1024);
    page.items = readEach<Grant>(in, in.array(L1("items"), 1000), readGrant);
    if (in.failed())
        return in.error();
    return page;
}

base::Result<QList<DeviceFacts>> readDevices(const QJsonObject &body)
{
    FieldReader in(body);
    const QList<DeviceFacts> devices = readEach<DeviceFacts>(in, in.array(L1("items"), 1000), [](FieldReader &item) {
        DeviceFacts device;
        device.kid = base::DeviceKid(item.text(L1("kid"), 128));
        device.name = item.optionalText(L1("name"));
        device.createdAt = item.optionalCount(L1("created_at")).value_or(0);
        device.lastUsedAt = item.optionalCount(L1("last_used_at"));
        return device;
    });
    if (in.failed())
        return in.error();
    return devices;
}

base::Result<LogProof> readProof(const QJsonObject &body)
{
    FieldReader in(body);
    LogProof proof;
    proof.from = in.optionalCount(L1("from")).value_or(0);
    const std::optional<qint64> to = in.optionalCount(L1("to"));
    proof.size = to ? *to : in.count(L1("size"));
    const QJsonArray hashes = in.array(L1("proof"), 128);
    for (const QJsonValue &hash : hashes) {
        const auto decoded = QByteArray::fromBase64Encoding(hash.toString().toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
        if (!hash.isString() || !decoded || decoded.decoded.size() != 32) {
            in.fault(QStringLiteral("a proof holds something that is no SHA-256 hash"));
            break;
        }
        proof.hashes.append(decoded.decoded);
    }
    if (in.failed())
        return in.error();
    return proof;
}

base::Result<QList<LogEntry>> readLogEntries(const QJsonObject &body)
{
    FieldReader in(body);
    const QJsonArray items = in.array(L1("items"), 1000);
    QList<LogEntry> entries = readEach<LogEntry>(in, items, readEntry);
    if (in.failed())
        return in.error();
    for (qsizetype i = 0; i < entries.size(); ++i) {
        // The leaf is rebuilt from what was sent: whatever is not covered by the hash falls away here.
        QJsonObject leaf = items.at(i).toObject();
        leaf.remove(L1("payload"));
        leaf.remove(L1("salt"));
        entries[i].leaf = base::json::canonical(leaf);
        entries[i].checkpoint = checkpointIn(items.at(i).toObject());
    }
    return entries;
}

std::optional<DecisionAnswer> readDecisionRefusal(int status, const QJsonObject &body)
{
    struct Row {
        int status;
        L1 code;
        Refusal refusal;
    };
    static constexpr Row table[] = {
        {401, L1("insufficient_user_authentication"), Refusal::StepUp},
        {403, L1("not_an_approver"), Refusal::NotAnApprover},
        {403, L1("self_approval"), Refusal::SelfApproval},
        {409, L1("not_pending"), Refusal::NotPending},
        {404, L1("not_found"), Refusal::Gone},
        {409, L1("conflict"), Refusal::AlreadyDecided},
        {409, L1("hash_mismatch"), Refusal::HashMismatch},
        {409, L1("stale_version"), Refusal::StaleVersion},
        {409, L1("request_damaged"), Refusal::RequestDamaged},
        {503, L1("log_damaged"), Refusal::LogDamaged},
        {422, L1("wrong_code"), Refusal::WrongCode},
        {422, L1("code_required"), Refusal::CodeMissing},
        {422, L1("missing_code"), Refusal::CodeMissing},
        {422, L1("comment_required"), Refusal::CommentMissing},
        {422, L1("missing_comment"), Refusal::CommentMissing},
        {400, L1("invalid_decision"), Refusal::InvalidDecision},
    };
    const QString code = body.value(L1("error")).toString();
    DecisionAnswer answer;
    answer.detail = body.value(L1("error_description")).toString().left(FieldReader::kShort);
    answer.attemptsLeft = base::json::integer(body, L1("attempts_left")).value_or(-1);
    for (const Row &row : table) {
        if (row.status == status && row.code == code)
            answer.refusal = row.refusal;
    }
    // A plain no of another kind is still a no; "come again" (429, 5xx) and "who are you" (401) are not.
    if (!answer.refusal && status >= 400 && status < 500 && status != 401 && status != 408 && status != 429)
        answer.refusal = Refusal::Other;
    if (!answer.refusal)
        return std::nullopt;
    return answer;
}

}  // namespace countersign::backends
