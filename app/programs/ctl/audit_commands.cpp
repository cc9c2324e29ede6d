#include "app/audit/leaf.h"
#include "app/programs/ctl/approver_session.h"
#include "app/programs/ctl/log_state.h"
#include "app/programs/ctl/terminal.h"

namespace countersign::ctl {
namespace {

using base::Result;
using console::LogWitness;

// Every entry of one approval must stand under the verified checkpoint.
int proveEntries(backends::CountersignBackend &backend, const base::ApprovalId &txn, const audit::TreeHead &head, int &proven)
{
    const Result<QList<backends::LogEntry>> entries = await(backend.logEntries(txn));
    if (!entries)
        return fail(entries.error());
    if (entries->isEmpty())
        return fail(Failure, QStringLiteral("the log has no entry of %1 that you may see").arg(txn.text()));
    for (const backends::LogEntry &entry : *entries) {
        if (entry.seq >= head.size)
            continue;  // newer than the checkpoint
        const Result<backends::LogProof> proof = await(backend.inclusion(entry.seq, head.size));
        if (!proof)
            return fail(proof.error());
        const audit::Proof hashes(proof->hashes.cbegin(), proof->hashes.cend());
        if (!audit::verifyInclusion(audit::leafHash(entry.leaf), entry.seq, head, hashes))
            return fail(LogMismatch, QStringLiteral("entry %1 (%2) is not in the log the checkpoint signs").arg(entry.seq).arg(outside(entry.event)));
        say(QStringLiteral("entry %1 %2: in the log").arg(entry.seq).arg(outside(entry.event)));
        ++proven;
    }
    return Success;
}

int runVerify(const Arguments &arguments)
{
    const auto session = ApproverSession::open(arguments);
    if (!session)
        return fail(session.error());
    backends::CountersignBackend &backend = (*session)->backend();
    LogWitness witness(logWitnessParts(backend, arguments));
    const Result<LogWitness::Verdict> verdict = await(witness.check());
    if (!verdict)
        return fail(verdict.error());
    if (*verdict == LogWitness::Verdict::Unsupported)
        return fail(Refused, QStringLiteral("you may not read this authority's log"));
    if (*verdict == LogWitness::Verdict::Mismatch)
        return fail(LogMismatch, QStringLiteral("the log does not fit what was seen before. Evidence: ") + witness.evidenceFile());
    int proven = 0;
    const Result<audit::Checkpoint> checkpoint = audit::parseCheckpoint(witness.checkpointText().toUtf8());
    if (arguments.has("txn") && checkpoint) {
        if (const int code = proveEntries(backend, base::ApprovalId(arguments.value("txn")), checkpoint->head, proven); code != Success)
            return code;
    }
    if (arguments.has("json"))
        printJson({{QStringLiteral("verified"), true}, {QStringLiteral("size"), witness.verifiedSize()}, {QStringLiteral("entries_proven"), proven},
                   {QStringLiteral("checkpoint"), witness.checkpointText()}});
    else
        print(QStringLiteral("verified: %1 entries, the signature holds, and nothing seen before was changed").arg(witness.verifiedSize()));
    return Success;
}

}  // namespace

std::vector<Command> auditCommands()
{
    return {{"audit verify", "", "check the log from outside the authority",
             "Checks the checkpoint's signature, that the log continues what the state file remembers, and with --txn that the entries of one\n"
             "approval are in it. The state file is made on first use. Ends with 8 when the log does not fit.",
             withPersonOptions({{"state", "FILE", "where the last seen size and root of the log are kept"}, {"txn", "ID", "prove the entries of this approval"}}), runVerify}};
}

}  // namespace countersign::ctl
