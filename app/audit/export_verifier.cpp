#include "app/audit/export_verifier.h"

#include "app/audit/key_chain.h"
#include "app/audit/proof_json.h"
#include "app/base/json.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"

#include <algorithm>
#include <thread>

namespace countersign::audit {

namespace {

constexpr size_t kMostFindings = 100;
constexpr qsizetype kBatchBytes = 4 * 1024 * 1024;
// Longer than any entry: payloads end at 64 KiB, escaped they may grow sixfold.
constexpr qsizetype kLongestLine = 1024 * 1024;
// Of the first line, in which the log tells how its key changed: over a thousand times.
constexpr int kMostValues = 65'536;

std::optional<Proof> proofOf(QByteArrayView text)
{
    const auto value = base::json::parse(text);
    return value && base::json::canonical(*value) == text ? proofFromJson(*value) : std::nullopt;
}

// Empty when the payload is what the leaf promises.
QString payloadFault(const ExportLine &entry)
{
    const auto salt = crypto::fromBase64Url(*entry.salt);
    if (!salt || entry.payloadHash != crypto::base64Url(crypto::sha256({QByteArrayView(*salt), *entry.payload})))
        return QStringLiteral("The payload is not what was logged.");
    return {};
}

qsizetype processors()
{
    static const qsizetype count = std::clamp<qsizetype>(std::thread::hardware_concurrency(), 1, 8);
    return count;
}

// Of 4 MiB in all for each processor at most, so that memory stays flat.
size_t mostShares()
{
    return static_cast<size_t>(2 * processors());
}

// Where whole lines end, about as many for each processor.
std::vector<qsizetype> shareEnds(const QByteArray &lines)
{
    constexpr qsizetype leastShare = 256 * 1024;
    const qsizetype share = std::max(leastShare, lines.size() / processors() + 1);
    std::vector<qsizetype> ends;
    for (qsizetype end = 0; end < lines.size();) {
        end = end + share >= lines.size() ? lines.size() : lines.indexOf('\n', end + share) + 1;
        ends.push_back(end);
    }
    return ends;
}

bool hasOnlyKnownMembers(const QJsonObject &frame)
{
    static const QStringList first{QStringLiteral("checkpoint"), QStringLiteral("key"), QStringLiteral("keys"), QStringLiteral("origin"), QStringLiteral("size")};
    const QStringList names = frame.keys();
    return names == QStringList{QStringLiteral("end")} || std::all_of(names.begin(), names.end(), [](const QString &name) { return first.contains(name); });
}

bool isFrame(QByteArrayView line)
{
    return line.startsWith("{\"checkpoint\":") || line.startsWith("{\"end\":");
}

// A file from before the log's key was changed is no forgery to whoever knows the key of that time.
QString otherKey(const QJsonObject &frame, const VerifierKey &trusted)
{
    const auto named = VerifierKey::parse(base::json::text(frame, QLatin1String("key")).value_or(QString()));
    if (!named || named->text() == trusted.text() || named->name() != trusted.name())
        return {};
    return QStringLiteral(" The file names another key, %1: it proves something to you if you know that one to have been the log's.").arg(named->text());
}

}  // namespace

ExportVerifier::ExportVerifier(VerifierKey key) : m_key(std::move(key)) {}

void ExportVerifier::find(qint64 line, std::optional<qint64> seq, const QString &text)
{
    if (m_report.findings.size() < kMostFindings)
        m_report.findings.push_back({line, seq, text});
}

ExportVerifier::Batch ExportVerifier::hash(QByteArrayView lines)
{
    constexpr qsizetype usualLine = 400;
    Batch batch;
    batch.reserve(static_cast<size_t>(lines.size() / usualLine + 1));
    size_t faults = 0;
    // More faults than are told need not be kept: lines of one byte would take a hundred times their room.
    for (qsizetype start = 0; start < lines.size() && faults <= kMostFindings;) {
        const qsizetype end = lines.indexOf('\n', start);
        const QByteArrayView line = lines.sliced(start, end - start);
        start = end + 1;
        Hashed &hashed = batch.emplace_back();
        const auto entry = splitExportLine(line);
        if (!entry) {
            hashed.fault = QStringLiteral("This is no entry: %1.").arg(entry.error().detail);
        } else {
            hashed.seq = entry->seq;
            hashed.leaf = leafHash(entry->leaf);
            hashed.isErased = !entry->payload;
            if (entry->payload)
                hashed.fault = payloadFault(*entry);
            if (entry->payload && entry->event == kErasedEvent)
                hashed.erased = erasedRanges(*entry->payload).value_or(std::vector<SeqRange>());
            if (entry->proof)
                hashed.proof = proofOf(*entry->proof).value_or(Proof{Hash()});
        }
        faults += hashed.fault.isEmpty() ? 0 : 1;
    }
    return batch;
}

void ExportVerifier::feed(QByteArrayView bytes)
{
    m_pending += bytes;
    if (m_pending.size() >= kBatchBytes)
        takeLines();
}

// The first and the last line frame the entries; whatever stands between goes off to be hashed.
void ExportVerifier::takeLines()
{
    qsizetype complete = m_pending.lastIndexOf('\n') + 1;
    if (complete == 0 && m_pending.size() > kLongestLine) {
        settle(0);
        find(m_nextLine, {}, QStringLiteral("A line is longer than any entry can be."));
        m_pending.clear();
        return;
    }
    while (complete > 0 && isFrame(m_pending)) {
        settle(0);
        const qsizetype end = m_pending.indexOf('\n');
        takeFrame(QByteArrayView(m_pending).first(end));
        m_pending.remove(0, end + 1);
        complete -= end + 1;
        ++m_nextLine;
    }
    if (complete == 0)
        return;
    QByteArray lines = std::exchange(m_pending, m_pending.sliced(complete));
    lines.truncate(complete);
    QByteArray last;
    const qsizetype lastStart = lines.lastIndexOf('\n', lines.size() - 2) + 1;
    if (isFrame(QByteArrayView(lines).sliced(lastStart))) {
        last = lines.sliced(lastStart).chopped(1);
        lines.truncate(lastStart);
    }
    qsizetype start = 0;
    for (const qsizetype end : shareEnds(lines)) {
        const QByteArrayView share = QByteArrayView(lines).sliced(start, end - start);
        m_hashing.push_back(std::async(std::launch::async, [lines, share] { return hash(share); }));
        start = end;
    }
    settle(last.isEmpty() ? mostShares() : 0);
    if (!last.isEmpty()) {
        takeFrame(last);
        ++m_nextLine;
    }
}

void ExportVerifier::takeFrame(QByteArrayView line)
{
    // With the steps of many changes of the key the first line is long.
    const auto frame = base::json::parseObject(line, {.bytes = kLongestLine, .names = kMostValues});
    if (!frame || base::json::canonical(*frame) != line || !hasOnlyKnownMembers(*frame))
        return find(m_nextLine, {}, QStringLiteral("This line is damaged."));
    if (const auto end = base::json::integer(*frame, QLatin1String("end")); end && !m_end) {
        m_end = *end;
        return;
    }
    const auto note = base::json::text(*frame, QLatin1String("checkpoint"));
    if (!note || m_report.checkpoint || m_nextLine != 1)
        return find(m_nextLine, {}, QStringLiteral("A checkpoint stands in the first line, and nowhere else."));
    const auto checkpoint = verifyFollowing(note->toUtf8(), m_key, frame->value(QLatin1String("keys")).toArray());
    if (checkpoint)
        m_report.checkpoint = *checkpoint;
    else
        find(m_nextLine, {}, QStringLiteral("The checkpoint is not signed by the log's key: %1.%2").arg(checkpoint.error().detail, otherKey(*frame, m_key)));
}

// In the order of the file, whatever thread hashed it. As many shares as `left` may go on: reading and settling would otherwise
// leave the other processors idle.
void ExportVerifier::settle(size_t left)
{
    for (; m_hashing.size() > left; m_hashing.pop_front()) {
        const Batch share = m_hashing.front().get();
        for (const Hashed &entry : share) {
            settleEntry(entry);
            ++m_nextLine;
        }
    }
}

void ExportVerifier::settleEntry(const Hashed &entry)
{
    if (!entry.fault.isEmpty())
        find(m_nextLine, entry.seq < 0 ? std::nullopt : std::optional(entry.seq), entry.fault);
    if (m_end)
        find(m_nextLine, {}, QStringLiteral("This stands behind the last line."));
    if (entry.leaf.isEmpty())
        return;
    if (m_report.entries++ == 0)
        m_report.isWhole = !entry.proof;
    if (m_report.isWhole && entry.proof)
        find(m_nextLine, entry.seq, QStringLiteral("A whole log has no proofs in its entries."));
    if (entry.isErased) {
        ++m_report.erasedPayloads;
        m_missing.add(entry.seq);
    }
    for (const SeqRange &range : entry.erased)
        m_erased.add(range);
    if (m_lastSeq && entry.seq <= *m_lastSeq)
        find(m_nextLine, entry.seq, QStringLiteral("Entry %1 stands behind entry %2.").arg(entry.seq).arg(*m_lastSeq));
    if (m_report.isWhole && entry.seq != m_frontier.size())
        find(m_nextLine, entry.seq, QStringLiteral("Entry %1 stands where entry %2 should.").arg(entry.seq).arg(m_frontier.size()));
    m_lastSeq = entry.seq;
    if (m_report.isWhole)
        return m_frontier.append(entry.leaf);
    if (m_report.checkpoint && (!entry.proof || !verifyInclusion(entry.leaf, entry.seq, m_report.checkpoint->head, *entry.proof)))
        find(m_nextLine, entry.seq, QStringLiteral("Entry %1 is not in the log that the checkpoint signs.").arg(entry.seq));
}

ExportReport ExportVerifier::finish()
{
    while (m_pending.contains('\n'))
        takeLines();
    settle(0);
    if (!m_pending.isEmpty())
        find(m_nextLine, {}, QStringLiteral("The last line is not ended: the file is cut off."));
    if (!m_report.checkpoint && m_report.findings.empty())
        find(1, {}, QStringLiteral("There is no checkpoint in the first line."));
    if (!m_end)
        find(m_nextLine, {}, QStringLiteral("The last line is missing: the file is cut off."));
    else if (*m_end != m_report.entries)
        find(m_nextLine, {}, QStringLiteral("The last line speaks of %1 entries, the file has %2.").arg(*m_end).arg(m_report.entries));
    // An export without entries is a part in which nothing was found, unless the log is empty.
    const bool claimsWhole = m_report.isWhole || (m_report.entries == 0 && m_report.checkpoint && m_report.checkpoint->head.size == 0);
    if (claimsWhole && m_report.checkpoint && TreeHead{m_frontier.size(), m_frontier.root()} != m_report.checkpoint->head)
        find(m_nextLine, {}, QStringLiteral("The %1 entries do not have the root that the checkpoint signs for %2.").arg(m_frontier.size()).arg(m_report.checkpoint->head.size));
    // Whoever cuts a payload out of a whole log cannot say that it was erased.
    if (const qint64 seq = claimsWhole ? m_missing.firstMissingIn(m_erased) : -1; seq >= 0)
        find(m_nextLine, seq, QStringLiteral("The payload of entry %1 is missing, and no entry says that it was erased.").arg(seq));
    m_report.isWhole = claimsWhole;
    return std::move(m_report);
}

}  // namespace countersign::audit
