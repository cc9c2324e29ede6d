#include "ui/inbox/card_text.h"

#include "app/approval/action_type.h"
#include "app/approval/visible_text.h"
#include "app/console/authority_session.h"
#include "ui/text/duration_text.h"
#include "ui/text/link_text.h"
#include "ui/text/why_text.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace countersign::inbox {

using approval::visibleText;
using approval::Verdict;
using console::Approval;
using console::ApprovalController;
using console::Blocker;
using console::Outcome;
using console::Refusal;
using theme::Tone;

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::inbox::Card)
};

QString ago(qint64 then, qint64 now)
{
    return text::relativeTime(QDateTime::fromSecsSinceEpoch(then), QDateTime::fromSecsSinceEpoch(now));
}

QString statusSentence(const Approval &approval)
{
    if (!approval.decisions.isEmpty())
        return decisionSentence(approval.decisions.last(), approval.serverTime);
    switch (approval.status) {
    case approval::Status::Cancelled: return Words::tr("The requester took it back.");
    case approval::Status::Revoked: return Words::tr("It was revoked.");
    default: return Words::tr("Nothing is left to decide here.");
    }
}

Notice refused(const ApprovalController &card)
{
    Notice notice{Tone::Danger, Words::tr("The authority did not take this decision"), {}};
    switch (card.refusal()) {
    case Refusal::NotPending: notice.sentence = Words::tr("Somebody else was first, or the time ran out. The card shows how it stands now."); break;
    case Refusal::HashMismatch:
    case Refusal::StaleVersion: notice.sentence = Words::tr("The request changed while you decided. Read it again before you decide."); break;
    case Refusal::WrongCode:
        notice.title = Words::tr("The code is not the requester's");
        notice.sentence = card.attemptsLeft() >= 0
                              ? Words::tr("Ask the requester to read it out again. After %n more wrong codes the request is denied.", nullptr,
                                          static_cast<int>(std::min<qint64>(card.attemptsLeft(), 99)))
                              : Words::tr("Ask the requester to read it out again.");
        break;
    case Refusal::CodeMissing: notice.sentence = Words::tr("The requester's code is needed."); break;
    case Refusal::CommentMissing: notice.sentence = Words::tr("A comment is needed."); break;
    case Refusal::NotAnApprover: notice.sentence = Words::tr("You are not, or no longer, an approver for this."); break;
    case Refusal::SelfApproval: notice.sentence = Words::tr("Nobody approves their own request. Another approver has to decide."); break;
    case Refusal::StepUp:
        notice.title = Words::tr("A fresh sign-in is needed");
        notice.sentence = Words::tr("This risk asks for a sign-in of just now. Sign in again, then decide.");
        notice.action = Notice::Action::SignIn;
        break;
    case Refusal::AlreadyDecided: notice.sentence = Words::tr("You have decided otherwise already. What you approved can be revoked in Active access."); break;
    case Refusal::RequestDamaged: notice.sentence = Words::tr("What is stored of this request is not what was asked: somebody changed the database. Deny it, and tell whoever runs the authority."); break;
    case Refusal::LogDamaged:
        notice.title = Words::tr("The authority found its log damaged");
        notice.sentence = Words::tr("It approves nothing until whoever runs it has restored the log. Denying and revoking still work.");
        break;
    case Refusal::Gone: notice.sentence = Words::tr("It does not know this request any more, or you may no longer see it."); break;
    case Refusal::InvalidDecision: notice.sentence = Words::tr("It did not accept the signature of this device. Sign in again, and tell your administrator if it stays so."); break;
    case Refusal::Other:
        notice.sentence = card.refusalDetail().isEmpty() ? Words::tr("It gave no reason.")
                                                         : Words::tr("It says: %1").arg(visibleText(card.refusalDetail()));
        break;
    }
    return notice;
}

QString proofSentence(console::DecisionProofs::State state)
{
    using State = console::DecisionProofs::State;
    switch (state) {
    case State::Proven: return Words::tr("Your decision stands in the log; its place there was checked.");
    case State::Late: return Words::tr("Your decision was confirmed by the authority. It could not be checked within a minute that it stands in the log; that is tried again.");
    case State::Waiting:
    case State::Unknown: break;
    }
    return Words::tr("Your decision was confirmed by the authority.");
}

Notice decidedNotice(const ApprovalController &card)
{
    const bool denied = card.verdict() == Verdict::Deny;
    const QString proof = proofSentence(card.inclusion());
    if (card.outcome() == Outcome::Counted)
        return {Tone::Ok, Words::tr("Your approval counts; another approver has to follow"), proof};
    return {denied ? Tone::Neutral : Tone::Ok, denied ? Words::tr("Denied") : Words::tr("Approved"), proof};
}

// The blockers that are a state of the card, in words; the ones of the moment have none here.
std::optional<Notice> stateNotice(Blocker blocker, const ApprovalController &card)
{
    const Approval *approval = card.approval();
    switch (blocker) {
    case Blocker::Expired: return Notice{Tone::Neutral, Words::tr("The time for this has run out"), Words::tr("Nothing was approved. The requester has to ask again.")};
    case Blocker::DecidedElsewhere: return Notice{Tone::Neutral, Words::tr("This is no longer pending"), statusSentence(*approval)};
    case Blocker::ChangedMeanwhile: return Notice{Tone::Warn, Words::tr("Changed meanwhile"), Words::tr("The newest state is being read. Read the card again before you decide.")};
    case Blocker::LinkLost: {
        const console::AuthoritySession *session = card.authority();
        if (session && session->signInState() != console::SignIn::SignedIn)
            return Notice{Tone::Warn, Words::tr("You are signed out"), Words::tr("What you see may be old. Sign in to decide."), Notice::Action::SignIn};
        if (session && session->link() == console::Link::Live)
            return Notice{Tone::Neutral, Words::tr("The log is being checked"), Words::tr("Approving waits until its history fits what this console saw before.")};
        if (session && session->link() == console::Link::CatchingUp)
            return Notice{Tone::Warn, Words::tr("Catching up"), Words::tr("The newest state is being read; approving waits for it.")};
        return Notice{Tone::Warn, Words::tr("Not connected"), Words::tr("What you see may be old, so nothing can be approved. The connection is tried again by itself."), Notice::Action::Retry};
    }
    case Blocker::ClockUnsure:
        return Notice{Tone::Warn, Words::tr("The time is not sure"), Words::tr("This computer slept, or a clock was set. The request is being read again; nothing can be approved until then.")};
    case Blocker::LogBroken:
        return Notice{Tone::Danger, Words::tr("The log of this authority does not match"), Words::tr("Its history is not what this console saw before. Nothing can be approved here; denying stays possible.")};
    case Blocker::HashMismatch:
        return Notice{Tone::Danger, Words::tr("This is not what would be signed"), Words::tr("The shown action and its canonical text do not give the stated hash. Deny it, and tell your administrator.")};
    case Blocker::MayNotDecide:
        return Notice{Tone::Neutral, Words::tr("You may not decide this"),
                      approval->mayNotBecause.isEmpty() ? Words::tr("The authority gives no reason.") : text::mayNotSentence(*approval)};
    case Blocker::Obstructed: return Notice{Tone::Warn, Words::tr("An approval would be refused"), text::obstacleSentence(*approval)};
    case Blocker::NotSupported: return Notice{Tone::Warn, Words::tr("Not possible here"), Words::tr("This authority does not take signed decisions.")};
    default: return std::nullopt;
    }
}

bool isOfTheMoment(Blocker blocker)
{
    switch (blocker) {
    case Blocker::NotRendered:
    case Blocker::NotVisible:
    case Blocker::NotReadYet:
    case Blocker::EndNotSeen:
    case Blocker::CommentMissing:
    case Blocker::CodeMissing: return true;
    default: return false;
    }
}

}  // namespace

QList<Notice> notices(const ApprovalController &card)
{
    QList<Notice> found;
    switch (card.outcome()) {
    case Outcome::Decided:
    case Outcome::Counted: return {decidedNotice(card)};
    case Outcome::Unknown:
        return {{Tone::Warn, Words::tr("Nobody knows yet whether this counted"),
                 Words::tr("Your decision was sent and no answer came. The authority is being asked; nothing is sent a second time.")}};
    case Outcome::Refused: found.append(refused(card)); break;
    case Outcome::Failed:
        found.append({Tone::Warn, Words::tr("Your decision did not count"), Words::tr("The authority has not recorded it. You can decide again.")});
        break;
    case Outcome::Sending:
    case Outcome::None: break;
    }
    for (const Blocker blocker : card.approveBlockers()) {
        if (const std::optional<Notice> notice = stateNotice(blocker, card))
            found.append(*notice);
    }
    return found;
}

bool mayStillApprove(const ApprovalController &card)
{
    const QList<Blocker> blockers = card.approveBlockers();
    return std::all_of(blockers.begin(), blockers.end(), isOfTheMoment);
}

QStringList wanted(const ApprovalController &card)
{
    QStringList sentences;
    if (!mayStillApprove(card))
        return sentences;
    for (const Blocker blocker : card.approveBlockers()) {
        switch (blocker) {
        case Blocker::NotRendered:
        case Blocker::NotReadYet: sentences += Words::tr("Approve unlocks after a moment to read."); break;
        case Blocker::NotVisible: sentences += Words::tr("Approve works only while the request is in front, with nothing over or beside it."); break;
        case Blocker::EndNotSeen: sentences += Words::tr("Read to the end first."); break;
        case Blocker::CommentMissing: sentences += Words::tr("Approving this needs a comment."); break;
        case Blocker::CodeMissing: sentences += Words::tr("It needs the code the requester reads out."); break;
        default: break;
        }
    }
    sentences.removeDuplicates();
    return sentences;
}

namespace {

// A window of access: for a while, and for so many calls where that is limited.
QString windowSentence(const Approval &approval, const QString &api, const QString &time)
{
    const auto &calls = approval.credential.maxCalls;
    if (!calls)
        return approval.credential.dpop ? Words::tr("An access token for %1 that works for %2, bound to the requester's key.").arg(api, time)
                                        : Words::tr("An access token for %1 that works for %2. It is not bound to a key: whoever holds it can use it.").arg(api, time);
    const QString count = QString::number(*calls);
    return approval.credential.dpop ? Words::tr("An access token for %1 that works for %2 and at most %3 calls, bound to the requester's key.").arg(api, time, count)
                                    : Words::tr("An access token for %1 that works for %2 and at most %3 calls. It is not bound to a key: whoever holds it can use it.").arg(api, time, count);
}

}  // namespace

QString parameterText(const Approval &approval, const console::ParamFact &param)
{
    const approval::Yield yield = approval::yieldOf(approval.actionType);
    const bool isTime = (yield == approval::Yield::Window && param.name == QLatin1String("duration")) || (yield == approval::Yield::Client && param.name == QLatin1String("ttl"));
    bool isNumber = false;
    const qint64 seconds = isTime ? param.value.toLongLong(&isNumber) : 0;
    //: %1: the value as it is signed, in seconds; %2: the same in words, for example "1 h 30 min"
    return isNumber ? Words::tr("%1 (%2)").arg(param.value, text::duration(std::chrono::seconds(seconds))) : param.value;
}

QString credentialSentence(const Approval &approval)
{
    const QString time = text::duration(std::chrono::seconds(approval.credential.ttl));
    const QString api = visibleText(approval.resource);
    switch (approval::yieldOf(approval.actionType)) {
    case approval::Yield::Window: return windowSentence(approval, api, time);
    case approval::Yield::Client: return Words::tr("The registration of a client that ends by itself after %1.").arg(time);
    case approval::Yield::Change: return Words::tr("No credential: the change is applied at once.");
    case approval::Yield::Credential: break;
    }
    return approval.credential.dpop ? Words::tr("One use within %1, for %2, bound to the requester's key.").arg(time, api)
                                    : Words::tr("One use within %1, for %2. It is not bound to a key: whoever holds it can use it.").arg(time, api);
}

QString policySentence(const Approval &approval)
{
    QStringList groups;
    for (const QString &group : approval.policy.groups)
        groups.append(visibleText(group));
    const QString count = QString::number(approval.policy.approvals);
    const QString quorum = QString::number(approval.policy.quorum);
    return groups.isEmpty() ? Words::tr("%1 of %2 approvals.").arg(count, quorum)
                            : Words::tr("%1 of %2 approvals, from %3.").arg(count, quorum, groups.join(QStringLiteral(", ")));
}

QString decisionSentence(const console::DecisionFact &decision, qint64 serverTime)
{
    const QString who = visibleText(decision.name.isEmpty() ? decision.approver : decision.name);
    const QString when = ago(decision.at, serverTime);
    const bool denied = decision.verdict == Verdict::Deny;
    if (decision.reason.isEmpty())
        return (denied ? Words::tr("Denied by %1, %2.") : Words::tr("Approved by %1, %2.")).arg(who, when);
    return (denied ? Words::tr("Denied by %1, %2: “%3”") : Words::tr("Approved by %1, %2: “%3”")).arg(who, when, visibleText(decision.reason));
}

QString pastStatusWord(const QString &status)
{
    const std::optional<approval::Status> known = approval::statusFromName(status);
    if (!known)
        return visibleText(status);
    switch (*known) {
    case approval::Status::Pending: return Words::tr("Pending");
    case approval::Status::Approved: return Words::tr("Approved");
    case approval::Status::Denied: return Words::tr("Denied");
    case approval::Status::Expired: return Words::tr("Expired");
    case approval::Status::Cancelled: return Words::tr("Cancelled");
    case approval::Status::Redeemed: return Words::tr("Approved, fetched");
    case approval::Status::Consumed: return Words::tr("Approved, used");
    case approval::Status::Revoked: return Words::tr("Revoked");
    }
    return visibleText(status);
}

}  // namespace countersign::inbox
