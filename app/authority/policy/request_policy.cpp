#include "app/authority/policy/request_policy.h"

#include "app/approval/action.h"
#include "app/authority/catalog_cache.h"
#include "app/authority/config.h"
#include "app/authority/policy/client_request.h"
#include "app/authority/policy/reach.h"
#include "app/authority/policy/seal.h"
#include "app/authority/store/store.h"

#include <algorithm>

namespace countersign::authority::policy {

namespace {

using approval::Verdict;

constexpr QLatin1StringView kClientPrefix("client:");

std::optional<base::ClientId> asClient(const base::Subject &subject)
{
    if (!subject.text().startsWith(kClientPrefix))
        return std::nullopt;
    return base::ClientId(subject.text().mid(kClientPrefix.size()));
}

// An owner is free text: their id, or whatever in it a reader takes for their name, names a user of this authority.
bool isOwnedBy(const store::Client &client, const store::User &user)
{
    return client.ownerKeys.contains(user.nameKey) || client.owner.contains(user.sub.text(), Qt::CaseInsensitive);
}

bool sessionAlive(store::Transaction &tx, approval::Stage stage, const store::ApprovalRecord &record)
{
    const base::SessionId &session = record.session;
    // A window outlives the base token it was asked with, but not a sign-in that was ended.
    if (stage == approval::Stage::Consume && approval::yieldOf(record.type) == approval::Yield::Window)
        return session.isEmpty() || !tx.one("SELECT 1 FROM grant_ WHERE sid = ? AND kind = 'session' AND revoked_at IS NOT NULL", {session.text()});
    return session.isEmpty()
        || tx.one("SELECT 1 FROM grant_ WHERE sid = ? AND kind IN ('client', 'session') AND revoked_at IS NULL AND expires_at > ?", {session.text(), tx.now()});
}

approval::ApproverFacts factsOf(store::Transaction &tx, const store::ApprovalRecord &record, const Judgement &j, const store::User &user)
{
    approval::ApproverFacts facts;
    facts.approver = user.sub;
    facts.active = user.isEnabled();
    // Who decides on a change of the catalogue could have made it.
    const bool isChange = approval::yieldOf(record.type) == approval::Yield::Change;
    facts.hasApproverRole = user.hasRole(QStringLiteral("approver")) && (!isChange || user.hasRole(QStringLiteral("admin")));
    facts.inEveryGroup = user.isLocal;
    facts.groups = user.groups;
    facts.requestSubject = record.subject;
    // Where the owner names a user of this authority, that user asks through the client. So does whoever could act as the client
    // since this was asked; on a machine of one person there is nobody else to ask.
    const auto asksThrough = [&](const store::Client &known) {
        return isOwnedBy(known, user) || (!user.isLocal && known.wasInHandsOf(user.sub.text(), record.requestedAt));
    };
    const auto behalf = asClient(record.subject);
    const auto other = behalf && *behalf != record.client ? store::findClient(tx, *behalf) : std::nullopt;
    if ((j.client && asksThrough(*j.client)) || (other && asksThrough(*other)))
        facts.clientOwner = user.sub;
    return facts;
}

QStringList usableScopes(const store::ApprovalRecord &record, const Judgement &j, qint64 now)
{
    QStringList usable;
    for (const QString &scope : record.scopes) {
        if (mayCarry(*j.catalog, *j.type, record.rs, scope) && j.catalog->usable(scope, now) && j.client->mayReach(scope))
            usable.append(scope);
    }
    return usable;
}

// A change of the catalogue is asked for by a person, whose token was checked for it; everything else by a client.
bool clientMayAsk(const store::Client &client, const QString &type)
{
    return approval::yieldOf(type) == approval::Yield::Change || client.actions.contains(type);
}

bool isAdmin(store::Transaction &tx, const base::Subject &subject)
{
    const auto user = store::findUser(tx, subject);
    return user && user->hasRole(QStringLiteral("admin"));
}

bool runsThere(const Services &services, const Judgement &j, const QString &rs)
{
    switch (approval::yieldOf(j.type->type)) {
    case approval::Yield::Credential: return j.type->resource == rs && j.catalog->resource(rs);
    case approval::Yield::Window: return j.catalog->resource(rs) != nullptr;
    case approval::Yield::Client:
    case approval::Yield::Change: break;
    }
    return rs == services.issuer;
}

bool isAsGranted(const store::ApprovalRecord &record)
{
    const approval::Granted least = leastGranted(record);
    const bool isGranted = record.status == approval::Status::Approved || record.status == approval::Status::Redeemed;
    return !isGranted || (record.grantedTtl == least.ttl && record.grantedScopes == least.scopes && record.grantedCalls == least.calls);
}

// What the log says is over is over, and what it says was given out is not given out again, whatever the row says.
bool isWhereItCame(const store::ApprovalRecord &record, const store::StoryInLog &story)
{
    switch (record.status) {
    case approval::Status::Pending:
    case approval::Status::Approved: return !story.isOver && !story.isIssued;
    case approval::Status::Redeemed: return !story.isOver && story.isIssued;
    default: return true;
    }
}

// What is shown, decided, issued and used is what was asked, by the log and by the seal: a row that somebody rewrote, or made, approves nothing.
bool isAsAsked(const Keys &keys, store::Transaction &tx, const store::ApprovalRecord &record)
{
    const auto story = store::storyInLog(tx, record.id);
    return story && story->actionHash == record.actionHash && approval::actionHash(record.canonical) == record.actionHash && isSealed(keys, record) && isAsGranted(record)
        && isWhereItCame(record, *story);
}

// The life of a window or a client is what its parameters ask for, at most; that of a credential is bounded by its type when it is issued.
bool livesAsAsked(const Services &services, const store::ApprovalRecord &record, const approval::ActionType &type, const QJsonObject &params)
{
    const approval::Yield yield = approval::yieldOf(record.type);
    return (yield != approval::Yield::Window && yield != approval::Yield::Client) || record.credentialTtl <= reachOf(services, type, params).seconds;
}

// What the type asks of an approval now, it also asks of one that was given before the catalogue was tightened.
bool meetsFriction(Services &services, const store::ApprovalRecord &record, const Judgement &j, const store::Vote &vote)
{
    const bool commented = !vote.reason.value_or(QString()).trimmed().isEmpty();
    return (!j.type->stepUp || isFreshSignIn(services, vote.authTime, vote.at)) && (commented || !approval::wantsComment(*j.type, effectiveTier(record, j)));
}

int countValidVotes(Services &services, store::Transaction &tx, const store::ApprovalRecord &record, const Judgement &j)
{
    int valid = 0;
    for (const store::Vote &vote : record.votes) {
        if (vote.verdict != Verdict::Approve || !isSealed(services.keys, record.id, vote) || !meetsFriction(services, record, j, vote))
            continue;
        const auto user = store::findUser(tx, vote.approver);
        if (user && !approval::ineligible(*j.type, factsOf(tx, record, j, *user)))
            ++valid;
    }
    return valid;
}

}  // namespace

Judgement judge(Services &services, store::Transaction &tx, approval::Stage stage, const store::ApprovalRecord &record)
{
    Judgement j;
    j.catalog = services.catalog.current(tx);
    j.type = j.catalog->action(record.type);
    j.client = store::findClient(tx, record.client);

    approval::RequestFacts facts;
    // Of what is asked for, issued and used, the endpoints say so before they come here: it is not taken away for that.
    facts.logIsSound = stage != approval::Stage::Decide || !services.store.logCondition().isDamaged();
    facts.asAsked = stage == approval::Stage::Ask || isAsAsked(services.keys, tx, record);
    facts.clientAlive = j.client && j.client->alive(tx.now());
    // Nearly always the client asks on its own behalf, and was just read.
    const bool forItself = asClient(record.subject) == record.client;
    facts.subjectAlive = (forItself ? facts.clientAlive : subjectAlive(tx, record.subject)) && (approval::yieldOf(record.type) != approval::Yield::Change || isAdmin(tx, record.subject));
    facts.sessionAlive = sessionAlive(tx, stage, record);
    facts.type = j.type;
    facts.clientMayAskType = j.client && clientMayAsk(*j.client, record.type);
    facts.keyBound = record.dpopJkt.has_value();
    if (j.type && j.client) {
        const auto action = approval::parseCanonicalAction(record.canonical);
        facts.paramsFit = action && approval::checkParams(*j.type, action->params) && (!j.type->bindSession || !record.session.isEmpty())
            && (stage == approval::Stage::Ask || record.codeHash || !approval::wantsCode(*j.type, effectiveTier(record, j)));
        facts.asAsked = facts.asAsked && (!facts.paramsFit || livesAsAsked(services, record, *j.type, action->params));
        if (facts.paramsFit && approval::yieldOf(record.type) == approval::Yield::Client) {
            const auto wanted = requestedClient(services, tx, {record, *j.client, *j.type, *j.catalog}, Scopes::LeftOut);
            facts.paramsFit = std::holds_alternative<store::Client>(wanted);
        }
        facts.scopesAsked = record.scopes;
        facts.scopesUsable = usableScopes(record, j, tx.now());
        facts.resourceKnown = runsThere(services, j, record.rs);
        // A quorum raised meanwhile binds this request too; one that was lowered does not make it easier.
        facts.quorumWanted = std::max(record.quorum, j.type->quorum);
        j.validVotes = facts.votesStillValid = stage == approval::Stage::Ask ? 0 : countValidVotes(services, tx, record, j);
    }
    j.obstacle = approval::obstacle(stage, facts);
    return j;
}

std::optional<approval::Ineligible> mayNotDecide(store::Transaction &tx, const Judgement &j, const store::ApprovalRecord &record, const store::User &user)
{
    // Without the type an approval is impossible anyway; who was asked may still say no.
    approval::ActionType gone;
    gone.approvers = record.groups;
    auto facts = factsOf(tx, record, j, user);
    facts.alreadyVoted = record.voteOf(user.sub) != nullptr;
    return approval::ineligible(j.type ? *j.type : gone, facts);
}

approval::Granted leastGranted(const store::ApprovalRecord &record)
{
    approval::Granted least;
    for (const store::Vote &vote : record.votes) {
        if (vote.verdict != Verdict::Approve)
            continue;
        if (vote.granted.ttl)
            least.ttl = std::min(least.ttl.value_or(*vote.granted.ttl), *vote.granted.ttl);
        if (vote.granted.calls)
            least.calls = std::min(least.calls.value_or(*vote.granted.calls), *vote.granted.calls);
        if (!vote.granted.scopes)
            continue;
        QStringList kept;
        for (const QString &scope : least.scopes.value_or(record.scopes)) {
            if (vote.granted.scopes->contains(scope))
                kept.append(scope);
        }
        least.scopes = kept;
    }
    return least;
}

bool isFreshSignIn(Services &services, qint64 authTime, qint64 at)
{
    return authTime + services.config.decisions.freshSignInSeconds >= at;
}

approval::Tier effectiveTier(const store::ApprovalRecord &record, const Judgement &judgement)
{
    return std::max({record.risk.tier, judgement.type->risk, riskiest(*judgement.catalog, *judgement.type, record.scopes).tier});
}

bool maySee(const store::ApprovalRecord &record, const store::User &user)
{
    return user.isEnabled() && user.hasRole(QStringLiteral("approver")) && user.isInAnyOf(record.groups);
}

bool subjectAlive(store::Transaction &tx, const base::Subject &subject)
{
    if (const auto id = asClient(subject)) {
        const auto client = store::findClient(tx, *id);
        return client && client->alive(tx.now());
    }
    const auto user = store::findUser(tx, subject);
    return user && user->isEnabled();
}

QString subjectName(store::Transaction &tx, const base::Subject &subject)
{
    if (const auto id = asClient(subject)) {
        const auto client = store::findClient(tx, *id);
        return client ? client->name : id->text();
    }
    const auto user = store::findUser(tx, subject);
    return user ? user->name : subject.text();
}

}  // namespace countersign::authority::policy
