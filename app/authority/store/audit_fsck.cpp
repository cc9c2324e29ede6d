#include "app/authority/store/audit_fsck.h"

#include "app/audit/key_chain.h"
#include "app/authority/store/audit_log.h"
#include "app/authority/store/checkpointer.h"
#include "app/authority/store/data_files.h"
#include "app/authority/store/hand_over.h"
#include "app/authority/store/log_keys.h"
#include "app/authority/store/structure_check.h"

#include <algorithm>
#include <bit>
#include <future>
#include <map>
#include <thread>

namespace countersign::authority::store {

namespace {

// What the log says of itself, read in one snapshot: how long it is, and what was signed.
class Fsck {
public:
    Fsck(Transaction &tx, const audit::VerifierKey &key, const base::Result<audit::Checkpoint> &kept) : m_tx(&tx), m_key(key)
    {
        m_size = logSize(tx);
        m_nodes = tx.one("SELECT count(*) FROM audit_node")->integer(0);
        loadKeys();
        loadCheckpoints(kept);
        m_tx = nullptr;
        compareSigned(m_frontier);
    }

    [[nodiscard]] qint64 size() const { return m_size; }

    // The `number`-th range, and the sizes in it that were signed.
    [[nodiscard]] RangeWish range(qint64 number) const
    {
        RangeWish wish{number * kRangeEntries, std::min(m_size, (number + 1) * kRangeEntries), {}};
        for (auto size = m_signed.upper_bound(wish.first); size != m_signed.end() && size->first <= wish.end; ++size)
            wish.signedSizes.push_back(size->first);
        return wish;
    }

    // In their order. False where the rest cannot be compared any more.
    bool take(Transaction &tx, const RangeReport &range)
    {
        m_tx = &tx;
        m_report.erasedPayloads += range.erasedPayloads;
        for (const FsckFinding &finding : range.findings)
            find(finding.seq, finding.text);
        for (const auto &[size, tree] : range.atSigned) {
            audit::Frontier whole = m_frontier;
            whole.appendAll(tree);
            compareSigned(whole);
        }
        m_frontier.appendAll(range.tree, [this](int level, qint64 index, const audit::Hash &hash) {
            if ((qint64(1) << level) > kRangeEntries)
                checkNode(level, index, hash);
        });
        m_isBroken = range.isBroken;
        return !m_isBroken;
    }

    void findStructure(const QString &fault)
    {
        if (!fault.isEmpty())
            m_report.findings.insert(m_report.findings.begin(), {{}, QStringLiteral("The database file is damaged: %1.").arg(fault)});
    }

    FsckReport finish()
    {
        m_report.head = {m_frontier.size(), m_frontier.root()};
        if (m_isBroken)
            return std::move(m_report);
        if (!m_signed.empty() && m_signed.rbegin()->first > m_size)
            find({}, QStringLiteral("%1 entries were signed, but the log has %2.").arg(m_signed.rbegin()->first).arg(m_size));
        // A tree of n leaves has n minus (number of ones in n) complete subtrees above the leaves.
        const qint64 expected = m_size - std::popcount(static_cast<quint64>(m_size));
        if (m_nodes > expected)
            find({}, QStringLiteral("There are %1 nodes that belong to no entry.").arg(m_nodes - expected));
        return std::move(m_report);
    }

private:
    void find(std::optional<qint64> seq, const QString &text)
    {
        if (seq && (!m_report.firstDifferingSeq || *seq < *m_report.firstDifferingSeq))
            m_report.firstDifferingSeq = seq;
        if (m_report.findings.size() < kFindingLimit)
            m_report.findings.push_back({seq, text});
    }

    // Each change of the key must be one that a verifier outside accepts, and lead to the key that signs now.
    void loadKeys()
    {
        QString last;
        const QJsonArray steps = provenLogKeySteps(*m_tx);
        for (const QJsonValue &item : steps) {
            const auto step = audit::verifyKeyStep(item.toObject());
            if (!step || (!last.isEmpty() && step->before.text() != last)) {
                find({}, QStringLiteral("A change of the log's key is not proven: %1.").arg(step ? QStringLiteral("it does not continue the one before") : step.error().detail));
                break;
            }
            last = step->after.text();
            m_eras.push_back({step->signedOff.head.size, step->before});
        }
        if (!last.isEmpty() && last != m_key.text())
            find({}, QStringLiteral("The log's key is not the one that the log names."));
    }

    // Whose signature a checkpoint of that size must have.
    [[nodiscard]] const audit::VerifierKey &keyFor(qint64 size) const
    {
        const auto era = std::find_if(m_eras.begin(), m_eras.end(), [size](const Era &one) { return size <= one.lastSize; });
        return era == m_eras.end() ? m_key : era->key;
    }

    void loadCheckpoints(const base::Result<audit::Checkpoint> &kept)
    {
        for (const Row &row : m_tx->all("SELECT size, note FROM audit_checkpoint ORDER BY size")) {
            ++m_report.checkpoints;
            const auto checkpoint = audit::verifyCheckpoint(row.bytes(1), keyFor(row.integer(0)));
            if (!checkpoint)
                find({}, QStringLiteral("The checkpoint of size %1 is not signed by this log's key.").arg(row.integer(0)));
            else if (checkpoint->head.size != row.integer(0))
                find({}, QStringLiteral("The checkpoint of size %1 is filed under %2.").arg(checkpoint->head.size).arg(row.integer(0)));
            else
                m_signed.emplace(checkpoint->head.size, checkpoint->head.root);
        }
        if (kept)
            m_signed.emplace(kept->head.size, kept->head.root);
        else if (kept.error().code != base::Errc::NotFound || m_report.checkpoints > 0)
            m_report.findings.push_back({{}, kept.error().detail, false});
    }

    void compareSigned(const audit::Frontier &tree)
    {
        const auto here = m_signed.find(tree.size());
        if (here != m_signed.end() && here->second != tree.root())
            find({}, QStringLiteral("The first %1 entries are not the ones that were signed.").arg(here->first));
    }

    void checkNode(int level, qint64 index, const audit::Hash &hash)
    {
        const auto row = m_tx->one("SELECT hash FROM audit_node WHERE level = ? AND idx = ?", {level, index});
        const qint64 lastSeq = ((index + 1) << level) - 1;
        if (!row || row->bytes(0) != hash) {
            const FsckFinding fault = nodeFault(level, index, !row, lastSeq);
            find(fault.seq, fault.text);
        }
    }

    // How long a key before the present one signed.
    struct Era {
        qint64 lastSize;
        audit::VerifierKey key;
    };

    Transaction *m_tx;  // of the call
    const audit::VerifierKey &m_key;
    qint64 m_size = 0, m_nodes = 0;
    std::vector<Era> m_eras;
    audit::Frontier m_frontier;
    std::map<qint64, audit::Hash> m_signed;
    FsckReport m_report;
    bool m_isBroken = false;
};

using Ranges = HandOver<base::Result<RangeReport>>;

// Every `step`-th range from `number` on, in a snapshot each: below the length of the beginning nothing changes but payloads that are
// erased, which an entry says that is in the same snapshot.
void checkRanges(Store &store, const Fsck &fsck, qint64 number, qint64 step, Ranges &into)
{
    for (; number * kRangeEntries < fsck.size(); number += step) {
        auto report = store.read([&](Transaction &tx) { return checkRange(tx, fsck.range(number)); });
        const bool isLast = !report || report->isBroken;
        if (!into.put(std::move(report)) || isLast)
            return;
    }
}

base::Status checkLog(Store &store, Fsck &fsck, const std::atomic<bool> &stop)
{
    constexpr size_t ahead = 4;
    const qint64 threads = std::clamp<qint64>(std::thread::hardware_concurrency(), 1, 4);
    std::vector<std::unique_ptr<Ranges>> queues;
    std::vector<std::thread> workers;
    const Fsck &wishes = fsck;
    for (qint64 i = 0; i < threads; ++i) {
        queues.push_back(std::make_unique<Ranges>(ahead));
        workers.emplace_back([&store, &wishes, i, threads, &queue = *queues.back()] { checkRanges(store, wishes, i, threads, queue); });
    }
    base::Status status = base::Done{};
    bool goesOn = true;
    for (qint64 number = 0; goesOn && number * kRangeEntries < fsck.size(); ++number) {
        const auto report = queues[static_cast<size_t>(number % threads)]->take();
        if (stop)
            status = base::Error{base::Errc::Cancelled, QStringLiteral("stopped")};
        else if (!report)
            status = report.error();
        else if (const auto taken = store.read([&](Transaction &tx) { goesOn = fsck.take(tx, *report); }); !taken)
            status = taken;
        goesOn = goesOn && status;
    }
    for (const auto &queue : queues)
        queue->close();
    for (std::thread &worker : workers)
        worker.join();
    return status;
}

}  // namespace

std::optional<QString> FsckReport::damage() const
{
    const auto found = std::find_if(findings.begin(), findings.end(), [](const FsckFinding &finding) { return finding.isDamage; });
    return found == findings.end() ? std::nullopt : std::optional(found->text);
}

base::Result<FsckReport> auditFsck(Store &store, const audit::VerifierKey &key, const std::atomic<bool> &stop)
{
    const auto keys = store.read([&](Transaction &tx) { return logKeys(tx, key); });
    if (!keys)
        return keys.error();
    // Read before the snapshot begins, so that it cannot be newer than the entries.
    const auto kept = keptCheckpoint(store.directory(), *keys);
    auto fsck = store.read([&](Transaction &tx) { return Fsck(tx, key, kept); });
    if (!fsck)
        return fsck.error();
    auto structure = std::async(std::launch::async, [&] { return structureFault(databaseFile(store.directory()), stop); });
    const auto checked = checkLog(store, *fsck, stop);
    const auto fault = structure.get();
    if (!checked || !fault)
        return checked ? fault.error() : checked.error();
    fsck->findStructure(*fault);
    return fsck->finish();
}

base::Result<std::vector<FsckFinding>> fsckLastEntries(Store &store)
{
    return store.read([](Transaction &tx) {
        const qint64 size = logSize(tx);
        return checkRange(tx, {std::max<qint64>(size - 1, 0) / kRangeEntries * kRangeEntries, size, {}}).findings;
    });
}

}  // namespace countersign::authority::store
