#include "app/authority/store/audit_fsck.h"

#include "app/audit/erasure.h"
#include "app/audit/key_chain.h"
#include "app/authority/store/audit_log.h"
#include "app/authority/store/checkpointer.h"
#include "app/authority/store/log_keys.h"

#include <algorithm>
#include <bit>
#include <map>

namespace countersign::authority::store {

namespace {

constexpr size_t kFindingLimit = 100;
constexpr int kChunk = 1000;

class Fsck {
public:
    Fsck(Transaction &tx, const audit::VerifierKey &key) : m_tx(tx), m_key(key) {}

    FsckReport run(const base::Result<audit::Checkpoint> &kept)
    {
        checkStructure();
        loadKeys();
        loadCheckpoints(kept);
        compareCheckpoint();
        for (bool more = true; more;)
            more = checkChunk();
        m_report.head = {m_frontier.size(), m_frontier.root()};
        checkEnd();
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

    void checkStructure()
    {
        const auto found = m_tx.one("PRAGMA integrity_check(1)");
        if (!found || found->text(0) != QStringLiteral("ok"))
            find({}, QStringLiteral("The database file is damaged: %1.").arg(found ? found->text(0).simplified() : QString()));
    }

    // Each change of the key must be one that a verifier outside accepts, and lead to the key that signs now.
    void loadKeys()
    {
        QString last;
        const QJsonArray steps = provenLogKeySteps(m_tx);
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
        for (const Row &row : m_tx.all("SELECT size, note FROM audit_checkpoint ORDER BY size")) {
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
            find({}, kept.error().detail);
    }

    // False at the end of the log, or where the rest cannot be compared any more.
    bool checkChunk()
    {
        const auto rows = m_tx.all("SELECT seq, leaf_hash FROM audit_entry WHERE seq >= ? ORDER BY seq LIMIT ?", {m_frontier.size(), kChunk});
        const auto entries = entriesFrom(m_tx, m_frontier.size(), kChunk);
        for (size_t i = 0; i < entries.size(); ++i) {
            if (entries[i].leaf.seq != m_frontier.size()) {
                find(m_frontier.size(), QStringLiteral("Entry %1 is missing.").arg(m_frontier.size()));
                m_broken = true;
                return false;
            }
            checkEntry(entries[i], rows[i].bytes(1));
        }
        return !entries.empty();
    }

    void checkEntry(const AuditEntry &entry, const QByteArray &storedHash)
    {
        const qint64 seq = entry.leaf.seq;
        const audit::Hash leaf = audit::leafHash(audit::leafBytes(entry.leaf));
        if (leaf != storedHash)
            find(seq, QStringLiteral("Entry %1 is not what was logged.").arg(seq));
        if (!entry.payload)
            checkErasure(entry);
        else if (audit::payloadHashOfBytes(*entry.salt, *entry.payload) != entry.leaf.payloadHash)
            find(seq, QStringLiteral("The payload of entry %1 is not what was logged.").arg(seq));
        m_frontier.append(leaf, [this, seq](int level, qint64 index, const audit::Hash &hash) {
            if (level > 0)
                checkNode({level, index, hash, seq});
        });
        compareCheckpoint();
    }

    void checkErasure(const AuditEntry &entry)
    {
        ++m_report.erasedPayloads;
        if (entry.erasedBy && m_erasureSeq != entry.erasedBy) {
            const auto said = entriesFrom(m_tx, *entry.erasedBy, 1);
            const bool isErasure = !said.empty() && said.front().leaf.seq == *entry.erasedBy && said.front().leaf.event == audit::kErasedEvent && said.front().payload;
            m_erased = isErasure ? audit::erasedRanges(*said.front().payload).value_or(std::vector<audit::SeqRange>()) : std::vector<audit::SeqRange>();
            m_erasureSeq = entry.erasedBy;
        }
        const qint64 seq = entry.leaf.seq;
        const auto holds = [seq](const audit::SeqRange &range) { return range.first <= seq && seq <= range.last; };
        if (!entry.erasedBy || std::none_of(m_erased.begin(), m_erased.end(), holds))
            find(seq, QStringLiteral("The payload of entry %1 is missing, and no entry says that it was erased.").arg(seq));
    }

    struct Node {
        int level;
        qint64 index;
        audit::Hash hash;
        qint64 seq;  // the entry that completed it
    };
    void checkNode(const Node &node)
    {
        const auto row = m_tx.one("SELECT hash FROM audit_node WHERE level = ? AND idx = ?", {node.level, node.index});
        if (!row || row->bytes(0) != node.hash)
            find(node.seq, QStringLiteral("Node %1/%2, completed by entry %3, is %4.")
                               .arg(node.level)
                               .arg(node.index)
                               .arg(node.seq)
                               .arg(row ? QStringLiteral("wrong") : QStringLiteral("missing")));
    }

    void compareCheckpoint()
    {
        const auto here = m_signed.find(m_frontier.size());
        if (here == m_signed.end())
            return;
        if (here->second != m_frontier.root())
            find({}, QStringLiteral("The first %1 entries are not the ones that were signed.").arg(here->first));
    }

    void checkEnd()
    {
        if (m_broken)
            return;
        const qint64 size = m_frontier.size();
        if (!m_signed.empty() && m_signed.rbegin()->first > size)
            find({}, QStringLiteral("%1 entries were signed, but the log has %2.").arg(m_signed.rbegin()->first).arg(size));
        // A tree of n leaves has n minus (number of ones in n) complete subtrees above the leaves.
        const qint64 expected = size - std::popcount(static_cast<quint64>(size));
        const qint64 stored = m_tx.one("SELECT count(*) FROM audit_node")->integer(0);
        if (stored > expected)
            find({}, QStringLiteral("There are %1 nodes that belong to no entry.").arg(stored - expected));
    }

    // How long a key before the present one signed.
    struct Era {
        qint64 lastSize;
        audit::VerifierKey key;
    };

    Transaction &m_tx;
    const audit::VerifierKey &m_key;
    std::vector<Era> m_eras;
    audit::Frontier m_frontier;
    std::map<qint64, audit::Hash> m_signed;
    std::optional<qint64> m_erasureSeq;  // the entry that m_erased is from
    std::vector<audit::SeqRange> m_erased;
    FsckReport m_report;
    bool m_broken = false;
};

}  // namespace

base::Result<FsckReport> auditFsck(Store &store, const audit::VerifierKey &key)
{
    const auto keys = store.read([&](Transaction &tx) { return logKeys(tx, key); });
    if (!keys)
        return keys.error();
    // Read before the snapshot begins, so that it cannot be newer than the entries.
    const auto kept = keptCheckpoint(store.directory(), *keys);
    return store.read([&](Transaction &tx) { return Fsck(tx, key).run(kept); });
}

}  // namespace countersign::authority::store
