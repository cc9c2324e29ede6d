#include "app/programs/ctl/audit_offline.h"

#include "app/audit/evidence_page.h"
#include "app/audit/key_chain.h"
#include "app/base/json.h"
#include "app/programs/ctl/approver_session.h"
#include "app/programs/ctl/interrupt.h"
#include "app/programs/ctl/terminal.h"

#include <QDateTime>
#include <QFile>

namespace countersign::ctl {
namespace {

using base::Result;

constexpr qint64 kPiece = 4 * 1024 * 1024;
constexpr qint64 kLargestPage = 64 * 1024 * 1024;
constexpr qint64 kLargestNote = 64 * 1024;

const QString kWantsKey = QStringLiteral("the log's verifier key is wanted with --key or --key-file; it is countersign.audit_key in the authority's metadata");

// What an evidence page says in its data, one entry a line: the text around it is not what is proven.
void printEntries(QByteArrayView lines)
{
    for (qsizetype start = 0, end = lines.indexOf('\n'); end >= 0; start = end + 1, end = lines.indexOf('\n', start)) {
        const auto entry = base::json::parseObject(lines.sliced(start, end - start));
        const auto event = entry ? base::json::text(*entry, QLatin1String("event")) : std::nullopt;
        if (!event)
            continue;
        print(QStringLiteral("entry %1  %2  %3  %4  %5")
                  .arg(entry->value(QLatin1String("seq")).toInteger())
                  .arg(QDateTime::fromSecsSinceEpoch(entry->value(QLatin1String("time")).toInteger(), Qt::UTC).toString(Qt::ISODate), outside(*event),
                       outside(base::json::text(*entry, QLatin1String("actor")).value_or(QString())), outside(base::json::text(*entry, QLatin1String("outcome")).value_or(QString()))));
    }
}

int verifyPage(const audit::VerifierKey &key, QByteArrayView page, bool asJson)
{
    const Result<QByteArray> lines = audit::evidenceIn(page);
    if (!lines)
        return fail(LogMismatch, lines.error().detail);
    audit::ExportVerifier verifier(key);
    verifier.feed(*lines);
    const audit::ExportReport found = verifier.finish();
    if (found.isClean() && !asJson)
        printEntries(*lines);
    return report(found, asJson);
}

// A checkpoint, or what a console or countersignctl keeps of one.
Result<audit::Checkpoint> checkpointIn(const QString &file, const audit::VerifierKey &key, const QJsonArray &keySteps)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return {base::Errc::Io, QStringLiteral("%1: %2").arg(file, source.errorString())};
    const QByteArray bytes = source.read(kLargestNote);
    const auto object = bytes.startsWith('{') ? base::json::parseObject(QByteArrayView(bytes).trimmed()) : base::Error{};
    const QByteArray note = object ? base::json::text(*object, QLatin1String("note")).value_or(QString()).toUtf8() : bytes;
    Result<audit::Checkpoint> checkpoint = audit::verifyOnceFollowing(note, key, keySteps);
    if (!checkpoint)
        return {checkpoint.error().code, QStringLiteral("%1 is no checkpoint of this log: %2").arg(file, checkpoint.error().detail)};
    return checkpoint;
}

// How the log passed from key to key, as the export's first line or the authority tells it. Nothing it tells is trusted unproven, so
// that it may be missing.
QJsonArray keyStepsFor(const Arguments &arguments)
{
    if (arguments.has("log")) {
        QFile source(arguments.value("log"));
        const auto head = source.open(QIODevice::ReadOnly) ? base::json::parseObject(source.readLine(kPiece).trimmed(), {.bytes = kPiece}) : base::Error{};
        return head ? head->value(QLatin1String("keys")).toArray() : QJsonArray();
    }
    const auto session = ApproverSession::open(arguments);
    const Result<QJsonArray> steps = session ? await((*session)->backend().logKeySteps()) : Result<QJsonArray>(session.error());
    return steps ? *steps : QJsonArray();
}

// Whether the exported log has these two heads in it.
Result<bool> continuesIn(const QString &file, const audit::TreeHead &earlier, const audit::TreeHead &later)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return {base::Errc::Io, QStringLiteral("%1: %2").arg(file, source.errorString())};
    audit::Frontier log;
    bool hasEarlier = earlier.size == 0, hasLater = false;
    while (!source.atEnd() && log.size() < later.size) {
        const QByteArray line = source.readLine(1024 * 1024);
        const auto entry = line.endsWith('\n') ? audit::splitExportLine(QByteArrayView(line).chopped(1)) : base::Error{};
        if (!entry)
            continue;
        if (entry->seq != log.size())
            return {base::Errc::Malformed, QStringLiteral("%1 is no whole log: entry %2 is missing").arg(file).arg(log.size())};
        log.append(audit::leafHash(entry->leaf));
        hasEarlier = hasEarlier || (log.size() == earlier.size && log.root() == earlier.root);
        hasLater = hasLater || (log.size() == later.size && log.root() == later.root);
    }
    if (log.size() < later.size)
        return {base::Errc::Malformed, QStringLiteral("%1 ends before the later checkpoint").arg(file)};
    return hasEarlier && hasLater;
}

// Asks the authority for the proof, and checks it.
Result<bool> continuesThere(const Arguments &arguments, const audit::TreeHead &earlier, const audit::TreeHead &later)
{
    const auto session = ApproverSession::open(arguments);
    if (!session)
        return session.error();
    const Result<backends::LogProof> proof = await((*session)->backend().consistency(earlier.size, later.size));
    if (!proof)
        return proof.error();
    return audit::verifyConsistency(earlier, later, {proof->hashes.cbegin(), proof->hashes.cend()});
}

int verdict(bool isOneLog, const audit::TreeHead &earlier, const audit::TreeHead &later, bool asJson)
{
    if (asJson)
        printJson({{QStringLiteral("one_log"), isOneLog}, {QStringLiteral("sizes"), QJsonArray{earlier.size, later.size}}});
    if (!isOneLog)
        return fail(LogMismatch, QStringLiteral("FORK: both checkpoints are signed by this log's key, of %1 and of %2 entries, and the later does not continue the earlier."
                                                " Whoever holds both can prove that two different pasts were shown.").arg(earlier.size).arg(later.size));
    if (!asJson)
        print(QStringLiteral("one log: the checkpoint of %1 entries continues the one of %2").arg(later.size).arg(earlier.size));
    return Success;
}

}  // namespace

Result<audit::VerifierKey> keyOf(const Arguments &arguments)
{
    const Result<QByteArray> text = arguments.has("key-file") ? readInput(arguments.value("key-file")) : Result<QByteArray>(arguments.value("key").toUtf8());
    if (!text)
        return text.error();
    return audit::VerifierKey::parse(QString::fromUtf8(*text).trimmed());
}

int report(const audit::ExportReport &found, bool asJson)
{
    for (const audit::ExportFinding &finding : found.findings)
        say(QStringLiteral("line %1%2: %3").arg(finding.line).arg(finding.seq ? QStringLiteral(" (entry %1)").arg(*finding.seq) : QString(), finding.text));
    if (asJson)
        printJson({{QStringLiteral("verified"), found.isClean()}, {QStringLiteral("entries"), found.entries}, {QStringLiteral("whole"), found.isWhole},
                   {QStringLiteral("erased_payloads"), found.erasedPayloads}, {QStringLiteral("findings"), static_cast<qint64>(found.findings.size())},
                   {QStringLiteral("size"), found.checkpoint ? found.checkpoint->head.size : -1}});
    else if (found.isClean())
        print(QStringLiteral("verified: %1 %2 entries, under the signed checkpoint of %3").arg(found.isWhole ? QStringLiteral("all") : QStringLiteral("a part of")).arg(found.entries).arg(found.checkpoint->head.size));
    if (found.isClean() && !asJson && found.erasedPayloads > 0)
        print(QStringLiteral("payload erased: %1 of them, by their hash they are the ones that were logged").arg(found.erasedPayloads));
    return found.isClean() ? Success : fail(LogMismatch, QStringLiteral("the log is not what was signed"));
}

int verifyFile(const Arguments &arguments)
{
    const Result<audit::VerifierKey> key = keyOf(arguments);
    if (!key)
        return fail(Usage, kWantsKey);
    QFile file(arguments.value("file"));
    if (!file.open(QIODevice::ReadOnly))
        return fail(Failure, QStringLiteral("%1: %2").arg(arguments.value("file"), file.errorString()));
    if (file.peek(9).toLower() == "<!doctype")
        return verifyPage(*key, file.read(kLargestPage), arguments.has("json"));
    const Interrupt interrupt;
    audit::ExportVerifier verifier(*key);
    for (qint64 done = 0; !file.atEnd(); ) {
        const QByteArray piece = file.read(kPiece);
        if (piece.isEmpty() || interrupt.happened())
            break;
        verifier.feed(piece);
        done += piece.size();
        progress(QStringLiteral("%1 of %2 MB").arg(done / 1'000'000).arg(file.size() / 1'000'000));
    }
    endProgress();
    if (interrupt.happened())
        return Interrupted;
    if (file.error() != QFileDevice::NoError)
        return fail(Failure, QStringLiteral("%1: %2").arg(arguments.value("file"), file.errorString()));
    return report(verifier.finish(), arguments.has("json"));
}

int runCompare(const Arguments &arguments)
{
    const Result<audit::VerifierKey> key = keyOf(arguments);
    if (!key || arguments.plain().size() != 2)
        return fail(Usage, key ? QStringLiteral("which two checkpoints? countersignctl audit compare A B --key KEY") : kWantsKey);
    const QJsonArray inLog = arguments.has("log") ? keyStepsFor(arguments) : QJsonArray();
    Result<audit::Checkpoint> one = checkpointIn(arguments.plain().first(), *key, inLog), other = checkpointIn(arguments.plain().last(), *key, inLog);
    // Another key than the one that is trusted may be one that it handed the log over to: the authority can tell.
    if ((!one || !other) && !arguments.has("log")) {
        const QJsonArray steps = keyStepsFor(arguments);
        one = checkpointIn(arguments.plain().first(), *key, steps);
        other = checkpointIn(arguments.plain().last(), *key, steps);
    }
    if (!one || !other)
        return fail(one ? other.error() : one.error());
    const audit::TreeHead &earlier = one->head.size <= other->head.size ? one->head : other->head, &later = one->head.size <= other->head.size ? other->head : one->head;
    if (earlier.size == later.size)
        return verdict(earlier.root == later.root, earlier, later, arguments.has("json"));
    // Of two sizes the checkpoints alone tell nothing: what lies between them must be shown.
    const Result<bool> continues = arguments.has("log") ? continuesIn(arguments.value("log"), earlier, later) : continuesThere(arguments, earlier, later);
    if (!continues)
        return fail(continues.error());
    return verdict(*continues, earlier, later, arguments.has("json"));
}

}  // namespace countersign::ctl
