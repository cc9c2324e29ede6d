#include "app/audit/export_verifier.h"
#include "app/audit/leaf.h"
#include "app/programs/ctl/approver_session.h"
#include "app/programs/ctl/audit_offline.h"
#include "app/programs/ctl/interrupt.h"
#include "app/programs/ctl/log_state.h"
#include "app/programs/ctl/terminal.h"

#include <QDateTime>
#include <QFile>
#include <QRegularExpression>
#include <QSaveFile>
#include <QTimer>

#include <cstdio>

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

// The filters of an export, as the console has them.
std::vector<OptionSpec> withFilterOptions(std::vector<OptionSpec> more)
{
    std::vector<OptionSpec> all{{"q", "WORDS", "words, \"phrases\", beginnings (refu*) and comparisons (amount>1000); all must hold"},
                                {"actor", "SUB", "usr_..., client:ID, system or cli"},
                                {"client", "ID", "the client it is about"},
                                {"event", "NAME", "approval.decided, or a group: approval.*"},
                                {"type", "TYPE", "the action's type"},
                                {"tier", "TIER", "low, medium, high or critical"},
                                {"outcome", "OUTCOME", "ok, denied, refused or failed"},
                                {"txn", "ID", "one approval"},
                                {"after", "TIME", "from then on: 2026-10-01, 2026-10-01T08:30:00Z, or seconds since the epoch"},
                                {"before", "TIME", "until just before then; without a zone, times are UTC"},
                                {"seq", "RANGE", "entries by number, alone: 12, or 12-40 with both ends"},
                                {"anomalies", nullptr, "refused and failed attempts alone"}};
    all.insert(all.end(), more.begin(), more.end());
    return withPersonOptions(all);
}

// A date is its first second. Without a zone it is UTC, as in the log, wherever the command runs.
Result<std::optional<qint64>> secondsOf(const Arguments &arguments, const char *name)
{
    if (!arguments.has(name))
        return std::optional<qint64>();
    const QString text = arguments.value(name);
    bool isNumber = false;
    const qint64 seconds = text.toLongLong(&isNumber);
    if (isNumber && seconds >= 0)
        return std::optional(seconds);
    QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    if (isNumber || !time.isValid())
        return {base::Errc::InvalidArgument, QStringLiteral("--%1 is a time as 2026-10-01 or 2026-10-01T08:30:00Z, or seconds since the epoch").arg(QLatin1String(name))};
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeSpec(Qt::UTC);
    return std::optional(time.toSecsSinceEpoch());
}

// "12", or "12-40" with both ends.
Result<backends::AuditQuery> entriesOf(const QString &text)
{
    static const QRegularExpression form(QRegularExpression::anchoredPattern(QStringLiteral("([0-9]{1,15})(?:-([0-9]{1,15}))?")));
    const auto match = form.match(text);
    const qint64 first = match.captured(1).toLongLong(), last = match.capturedLength(2) > 0 ? match.captured(2).toLongLong() : first;
    if (!match.hasMatch() || last < first)
        return {base::Errc::InvalidArgument, QStringLiteral("entries are named by number: 12, or 12-40")};
    backends::AuditQuery query;
    query.firstSeq = first;
    query.seqs = last - first + 1;
    return query;
}

Result<backends::AuditQuery> queryOf(const Arguments &arguments)
{
    const auto after = secondsOf(arguments, "after"), before = secondsOf(arguments, "before");
    if (!after || !before)
        return after ? before.error() : after.error();
    backends::AuditQuery query;
    if (arguments.has("seq")) {
        auto range = entriesOf(arguments.value("seq"));
        if (!range)
            return range.error();
        query = *std::move(range);
    }
    query.text = arguments.value("q");
    query.actor = arguments.value("actor");
    query.client = arguments.value("client");
    query.event = arguments.value("event");
    query.type = arguments.value("type");
    query.tier = arguments.value("tier");
    query.outcome = arguments.value("outcome");
    query.txn = arguments.value("txn");
    query.anomaliesOnly = arguments.has("anomalies");
    query.after = *after;
    query.before = *before;
    return query;
}

// Takes what an export writes; keeps nothing.
class VerifyingSink final : public QIODevice {
public:
    explicit VerifyingSink(audit::VerifierKey key) : m_verifier(std::move(key)) { open(WriteOnly); }
    [[nodiscard]] audit::ExportVerifier &verifier() { return m_verifier; }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *bytes, qint64 count) override
    {
        m_verifier.feed(QByteArrayView(bytes, count));
        return count;
    }

private:
    audit::ExportVerifier m_verifier;
};

base::Status runExport(backends::AuditExport *running)
{
    const Interrupt interrupt;
    QEventLoop loop;
    QTimer watch;
    base::Status outcome = base::Error{base::Errc::Cancelled, QStringLiteral("interrupted")};
    QObject::connect(running, &backends::AuditExport::progressed, &loop, [](qint64 bytes) { progress(QStringLiteral("%1 MB").arg(bytes / 1'000'000)); });
    QObject::connect(running, &backends::AuditExport::finished, &loop, [&](const base::Status &status) {
        outcome = status;
        loop.quit();
    });
    QObject::connect(&watch, &QTimer::timeout, &loop, [&] {
        if (interrupt.happened())
            running->cancel();
    });
    watch.start(100);
    loop.exec();
    endProgress();
    return outcome;
}

int runVerifyAny(const Arguments &arguments)
{
    return arguments.has("file") ? verifyFile(arguments) : runVerify(arguments);
}

// The whole log, read and recomputed from outside.
int runFsck(const Arguments &arguments)
{
    const auto session = ApproverSession::open(arguments);
    if (!session)
        return fail(session.error());
    backends::AuditReader *const history = (*session)->backend().auditHistory();
    const auto key = audit::VerifierKey::parse((*session)->backend().auditKey());
    if (!history || !key)
        return fail(Refused, QStringLiteral("you may not read this authority's log"));
    VerifyingSink sink(*key);
    if (auto done = runExport(history->exportTo({}, backends::AuditFormat::JsonLines, sink)); !done)
        return fail(done.error());
    return report(sink.verifier().finish(), arguments.has("json"));
}

// For other programs to read, as it comes; how it ends tells whether it is complete.
int exportToOutput(backends::AuditExport *running, QFile &output)
{
    if (const auto done = runExport(running); !done)
        return fail(done.error());
    return output.flush() ? Success : fail(Failure, output.errorString());
}

// A file appears whole or not at all.
int exportInto(const Arguments &arguments, const backends::AuditQuery &query, backends::AuditFormat format)
{
    const QString target = arguments.has("to") ? arguments.value("to") : arguments.value("out");
    if (target.isEmpty())
        return fail(Usage, QStringLiteral("--out names the file to write; - is standard output"));
    const auto session = ApproverSession::open(arguments);
    if (!session)
        return fail(session.error());
    backends::AuditReader *const history = (*session)->backend().auditHistory();
    if (!history)
        return fail(Refused, QStringLiteral("you may not read this authority's log"));
    if (target == QLatin1String("-")) {
        QFile output;
        if (!output.open(stdout, QIODevice::WriteOnly))
            return fail(Failure, output.errorString());
        return exportToOutput(history->exportTo(query, format, output), output);
    }
    QSaveFile file(target);
    if (!file.open(QIODevice::WriteOnly))
        return fail(Failure, QStringLiteral("%1: %2").arg(target, file.errorString()));
    if (auto done = runExport(history->exportTo(query, format, file)); !done)
        return fail(done.error());
    const qint64 bytes = file.size();
    if (!file.commit())
        return fail(Failure, QStringLiteral("%1: %2").arg(target, file.errorString()));
    if (arguments.has("json"))
        printJson({{QStringLiteral("file"), target}, {QStringLiteral("bytes"), bytes}, {QStringLiteral("key"), (*session)->backend().auditKey()}});
    else if (format == backends::AuditFormat::Csv)
        print(QStringLiteral("%1 bytes in %2, for a spreadsheet; what verifies by itself is --format jsonl").arg(bytes).arg(target));
    else
        print(QStringLiteral("%1 bytes in %2; verify with: countersignctl audit verify --file %2 --key '%3'").arg(bytes).arg(target, (*session)->backend().auditKey()));
    return Success;
}

int runExportCommand(const Arguments &arguments)
{
    const Result<backends::AuditQuery> query = queryOf(arguments);
    const QString format = arguments.has("format") ? arguments.value("format") : QStringLiteral("jsonl");
    if (!query)
        return fail(Usage, query.error().detail);
    if (format != QLatin1String("jsonl") && format != QLatin1String("csv"))
        return fail(Usage, QStringLiteral("--format is jsonl or csv"));
    // Of a filtered log the authority counts what it found, not the numbers that were passed over.
    if (backends::AuditQuery rest = *query; query->firstSeq) {
        rest.firstSeq = rest.seqs = std::nullopt;
        if (rest != backends::AuditQuery())
            return fail(Usage, QStringLiteral("--seq stands alone: which entries, or which kind of them"));
    }
    return exportInto(arguments, *query, format == QLatin1String("csv") ? backends::AuditFormat::Csv : backends::AuditFormat::JsonLines);
}

// The entries of one approval, or those of these numbers, with their proofs: a file that anybody can check who has the log's key.
int runProof(const Arguments &arguments)
{
    if (arguments.plain().size() != 1)
        return fail(Usage, QStringLiteral("which approval, or which entries? countersignctl audit proof ID --out FILE, or 12 or 12-40 in place of ID"));
    const QString &what = arguments.plain().first();
    backends::AuditQuery query;
    query.txn = what;
    if (!what.isEmpty() && what.at(0).isDigit()) {
        auto range = entriesOf(what);
        if (!range)
            return fail(Usage, range.error().detail);
        query = *std::move(range);
    }
    return exportInto(arguments, query, backends::AuditFormat::JsonLines);
}

// The same for people: a page, with the file of runProof in it.
int runBundle(const Arguments &arguments)
{
    if (arguments.plain().size() != 1)
        return fail(Usage, QStringLiteral("which approval? countersignctl audit bundle ID --out FILE.html"));
    backends::AuditQuery query;
    query.txn = arguments.plain().first();
    return exportInto(arguments, query, backends::AuditFormat::Page);
}

}  // namespace

std::vector<Command> auditCommands()
{
    const OptionSpec out{"out", "FILE", "where to write, - for standard output; a file is replaced only when the export is complete"};
    const OptionSpec to{"to", "FILE", "the same as --out"};
    const OptionSpec key{"key", "KEY", "the log's verifier key"}, keyFile{"key-file", "FILE", "a file that holds it"};
    return {{"audit verify", "", "check the log from outside the authority",
             "Checks the checkpoint's signature, that the log continues what the state file remembers, and with --txn that the entries of one\n"
             "approval are in it. The state file is made on first use. With --file and --key, checks an exported log or a proof, without any\n"
             "authority. Ends with 8 when the log does not fit.",
             withPersonOptions({{"state", "FILE", "where the last seen size and root of the log are kept"}, {"txn", "ID", "prove the entries of this approval"},
                                {"file", "FILE", "an exported log (JSON lines) or an evidence page instead"}, key, keyFile}), runVerifyAny},
            {"audit fsck", "", "read the whole log and recompute it", "Reads every entry, recomputes every hash and compares the root with the signed checkpoint. Ends with 8 when it does not fit.",
             withPersonOptions({}), runFsck},
            {"audit export", "", "write the log, or a part of it, to a file", "JSON lines hold the checkpoint, and in a part of the log the proof of each entry: such a file verifies by itself.",
             withFilterOptions({out, {"format", "FORMAT", "jsonl (default) or csv"}}), runExportCommand},
            {"audit proof", "ID", "write the proof of one approval, or of entries, to a file", "Every entry of the approval with its inclusion proof and the signed checkpoint. A number, or a range as 12-40, in place of ID:\n"
             "those entries of the log.", withPersonOptions({out}), runProof},
            {"audit bundle", "ID", "write the evidence for one approval as a page", "HTML without script, to read and to print: the thread from ask to use, each entry with its proof, and the same for programs.\n"
             "countersignctl audit verify --file reads it.", withPersonOptions({out, to}), runBundle},
            {"audit compare", "A B", "tell whether two checkpoints are of one log", "A and B are checkpoints, or the state files of countersignctl or of a console. Of one size, they prove a fork when their roots differ. Of two\n"
             "sizes, the authority is asked for the proof that the later continues the earlier; with --log an exported whole log shows it, without any\n"
             "authority. KEY may be an older one of the log: changes of it are followed, as the log or the authority proves them. Ends with 8 for a fork.",
             withPersonOptions({key, keyFile, {"log", "FILE", "an exported whole log"}}), runCompare}};
}

}  // namespace countersign::ctl
