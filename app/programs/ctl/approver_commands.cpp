#include "app/programs/ctl/approver_session.h"
#include "app/programs/ctl/card_text.h"
#include "app/programs/ctl/log_state.h"
#include "app/programs/ctl/terminal.h"

#include "app/console/audit/log_witness.h"
#include "app/console/inbox/decision_view.h"

#include <QTextStream>

#include <cstdio>

namespace countersign::ctl {
namespace {

using approval::Verdict;
using backends::Approval;
using base::Errc;
using base::Result;

int runLogin(const Arguments &arguments)
{
    const auto session = ApproverSession::prepare(arguments);
    if (!session)
        return fail(session.error());
    if (arguments.value("key-store") == QLatin1String("memory"))
        return fail(Usage, QStringLiteral("a sign-in in memory would end with this command"));
    if (!arguments.has("no-browser"))
        say(QStringLiteral("Signing in through your browser …"));
    const base::Status signedIn = await((*session)->backend().signIn());
    if (!signedIn)
        return fail(signedIn.error());
    const backends::Identity who = (*session)->backend().identity();
    say(QStringLiteral("Signed in as %1.").arg(outside(who.name.isEmpty() ? who.subject.text() : who.name)));
    if (arguments.has("json"))
        printJson({{QStringLiteral("sub"), who.subject.text()}, {QStringLiteral("device"), who.device.text()}, {QStringLiteral("scope"), who.scopes.join(QLatin1Char(' '))}});
    return Success;
}

int runLogout(const Arguments &arguments)
{
    const auto session = ApproverSession::prepare(arguments);
    if (!session)
        return fail(session.error());
    (void)await((*session)->backend().resume());
    const base::Status done = await((*session)->backend().signOut());
    return done ? Success : fail(done.error());
}

int runPending(const Arguments &arguments)
{
    const auto session = ApproverSession::open(arguments);
    if (!session)
        return fail(session.error());
    backends::ListQuery query;
    for (;;) {
        const Result<backends::SummaryPage> page = await((*session)->backend().list(query));
        if (!page)
            return fail(page.error());
        for (const backends::Summary &summary : page->items) {
            if (arguments.has("json"))
                printJson(summaryObject(summary));
            else
                print(QStringLiteral("%1  %2  %3 s  %4  (%5)").arg(summary.id.text(), approval::tierName(summary.risk.tier))
                          .arg(std::max<qint64>(0, summary.expiresAt - page->serverTime)).arg(outside(summary.actionText), outside(summary.client.name)));
        }
        if (page->nextCursor.isEmpty() || page->nextCursor == query.cursor)
            return Success;
        query.cursor = page->nextCursor;
    }
}

int runShow(const Arguments &arguments)
{
    const auto session = ApproverSession::open(arguments);
    if (!session)
        return fail(session.error());
    const Result<Approval> approval = await((*session)->backend().approval(base::ApprovalId(arguments.plain().value(0))));
    if (!approval && approval.error().code == base::Errc::NotFound)
        return fail(Refused, QStringLiteral("there is no request \"%1\" that you may see").arg(outside(arguments.plain().value(0))));
    if (!approval)
        return fail(approval.error());
    if (arguments.has("json"))
        printJson(cardObject(*approval));
    else
        print(cardLines(*approval).join(QLatin1Char('\n')));
    return Success;
}

// What a person saw must be what is signed: on a terminal the card is shown and a word typed, a script names the hash.
Result<base::Done> confirm(const Arguments &arguments, const Approval &approval)
{
    if (arguments.has("hash")) {
        if (arguments.value("hash").toUtf8() == approval.actionHash)
            return base::Done{};
        return {Errc::Conflict, QStringLiteral("the request has another hash than --hash: ") + QString::fromUtf8(approval.actionHash)};
    }
    if (!isTerminal())
        return {Errc::InvalidArgument, QStringLiteral("without a terminal, approve needs --hash HASH as \"countersignctl show\" printed it")};
    for (const QString &line : cardLines(approval))
        say(line);
    say(QStringLiteral("Type \"approve\" to approve exactly this:"));
    QTextStream in(stdin);
    if (in.readLine() == QLatin1String("approve"))
        return base::Done{};
    return {Errc::Cancelled, QStringLiteral("not approved")};
}

// The rules of the console's card, as far as they do not depend on a window.
Result<base::Done> mayApprove(const Arguments &arguments, const Approval &approval)
{
    if (approval.status != approval::Status::Pending)
        return {Errc::Conflict, QStringLiteral("the request is %1").arg(approval::statusName(approval.status))};
    if (!approval.mayDecide.value_or(false))
        return {Errc::Denied, approval.mayNotBecause};
    if (!approval.obstacle.isEmpty())
        return {Errc::Denied, approval.obstacle};
    if (!approval.hashMatches)
        return {Errc::Corrupt, QStringLiteral("the canonical text does not give the stated hash; nothing was signed")};
    if (approval.policy.codeRequired && !arguments.has("code"))
        return {Errc::InvalidArgument, QStringLiteral("this request needs the requester's code: --code")};
    const bool comment = approval.policy.commentRequired || approval.risk.tier >= approval::Tier::High;
    if (comment && arguments.value("comment").trimmed().isEmpty())
        return {Errc::InvalidArgument, QStringLiteral("this request needs a comment: --comment")};
    return base::Done{};
}

approval::Decision decisionFor(backends::CountersignBackend &backend, const Arguments &arguments, const Approval &approval, Verdict verdict)
{
    approval::Decision decision;
    decision.approver = backend.identity().subject;
    decision.audience = backend.issuer();
    decision.txn = approval.id;
    decision.verdict = verdict;
    decision.actionHash = approval.actionHash;
    decision.version = approval.version;
    decision.nonce = approval.nonce;
    decision.view = console::renderedViewHash({QStringLiteral("ctl-card"), 1, QStringLiteral("en"), {}});
    decision.issuedAt = backend.serverTime();
    decision.expiresAt = decision.issuedAt + approval::kDecisionLifetime;
    if (arguments.has("comment"))
        decision.reason = arguments.value("comment").trimmed().left(approval::kMaxReason);
    if (verdict != Verdict::Approve)
        return decision;
    if (arguments.has("code"))
        decision.code = arguments.value("code");
    if (arguments.has("ttl"))
        decision.granted.ttl = arguments.value("ttl").toLongLong();
    if (arguments.has("scope"))
        decision.granted.scopes = arguments.value("scope").split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return decision;
}

// No answer is no answer: it is looked up whether the decision counted, and never sent a second time.
int resolveUnknown(backends::CountersignBackend &backend, const approval::Decision &decision)
{
    for (int attempt = 0; attempt < 10; ++attempt) {
        sleepMs(1000 + attempt * 500);
        const Result<Approval> now = await(backend.approval(decision.txn));
        if (!now)
            continue;
        for (const backends::DecisionFact &fact : now->decisions) {
            if (fact.approver == decision.approver.text() && fact.verdict == decision.verdict)
                return Success;
        }
        return fail(Unreachable, QStringLiteral("the decision did not arrive; it can be sent again"));
    }
    return fail(Unreachable, QStringLiteral("it is not known whether the decision arrived; look with \"countersignctl show\""));
}

int report(const Arguments &arguments, const Approval &approval)
{
    if (arguments.has("json"))
        printJson(cardObject(approval));
    const bool waits = approval.status == approval::Status::Pending;
    say(waits ? QStringLiteral("Counted: %1 of %2 approvals.").arg(approval.policy.approvals).arg(approval.policy.quorum)
              : QStringLiteral("%1: %2").arg(approval::statusName(approval.status), outside(approval.actionText)));
    return Success;
}

int decide(const Arguments &arguments, Verdict verdict)
{
    if (arguments.plain().size() != 1)
        return fail(Usage, QStringLiteral("the id of one approval is needed"));
    const auto session = ApproverSession::open(arguments);
    if (!session)
        return fail(session.error());
    backends::CountersignBackend &backend = (*session)->backend();
    const Result<Approval> approval = await(backend.approval(base::ApprovalId(arguments.plain().first())));
    if (!approval)
        return fail(approval.error());
    console::LogWitness witness(logWitnessParts(backend, arguments));
    approval::Decision decision = decisionFor(backend, arguments, *approval, verdict);
    if (verdict == Verdict::Approve) {
        const Result<console::LogWitness::Verdict> log = await(witness.check());
        if (!log)
            return fail(log.error());
        if (*log == console::LogWitness::Verdict::Mismatch)
            return fail(LogMismatch, QStringLiteral("the log does not fit what was seen before; nothing was approved. Evidence: ") + witness.evidenceFile());
        if (const auto may = mayApprove(arguments, *approval); !may)
            return fail(may.error());
        if (const auto sure = confirm(arguments, *approval); !sure)
            return fail(sure.error());
        decision.issuedAt = backend.serverTime();
        decision.expiresAt = decision.issuedAt + approval::kDecisionLifetime;
        if (!witness.checkpointText().isEmpty())
            decision.checkpoint = witness.checkpointText();
    }
    const Result<QByteArray> bytes = backend.sign(decision);
    if (!bytes)
        return fail(bytes.error());
    const Result<backends::DecisionAnswer> answer = await(backend.decide(approval->id, *bytes));
    if (!answer)
        return resolveUnknown(backend, decision);
    if (answer->approval)
        return report(arguments, *answer->approval);
    const QString left = answer->attemptsLeft >= 0 ? QStringLiteral(" (%1 attempts left)").arg(answer->attemptsLeft) : QString();
    return fail(Refused, QStringLiteral("refused: ") + outside(answer->detail) + left);
}

int runApprove(const Arguments &arguments)
{
    return decide(arguments, Verdict::Approve);
}

int runDeny(const Arguments &arguments)
{
    return decide(arguments, Verdict::Deny);
}

}  // namespace

std::vector<Command> approverCommands()
{
    const OptionSpec comment{"comment", "TEXT", "why; the requester sees it"};
    const OptionSpec state{"state", "FILE", "where the last seen size and root of the log are kept"};
    return {
        {"login", "", "sign in as a person through the browser", "Keeps a device key and a refresh token in the keychain.", withPersonOptions({}), runLogin},
        {"logout", "", "revoke the session and forget it", "", withPersonOptions({}), runLogout},
        {"pending", "", "list what waits for a decision", "", withPersonOptions({}), runPending},
        {"show", "ID", "print one approval, complete", "", withPersonOptions({}), runShow},
        {"approve", "ID", "approve one request with this computer's device key",
         "Checks the hash and the log first. On a terminal it shows the request and asks; in a script the hash that was judged must be\ngiven with --hash.",
         withPersonOptions({comment, {"code", "CODE", "the requester's confirmation code"}, {"hash", "HASH", "the action hash that was judged"},
                            {"ttl", "SECONDS", "a shorter life than asked"}, {"scope", "SCOPES", "fewer scopes than asked"}, state}),
         runApprove},
        {"deny", "ID", "deny one request", "", withPersonOptions({comment, state}), runDeny},
    };
}

}  // namespace countersign::ctl
