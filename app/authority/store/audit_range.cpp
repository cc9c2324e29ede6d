#include "app/authority/store/audit_range.h"

#include "app/audit/erasure.h"
#include "app/audit/leaf.h"
#include "app/authority/store/audit_log.h"
#include "app/authority/store/audit_story.h"
#include "app/crypto/digest.h"
#include "app/crypto/encoding.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace countersign::authority::store {

namespace {

constexpr qsizetype kHashBytes = 32;
constexpr int kRangeLevels = std::countr_zero(static_cast<quint64>(kRangeEntries));

// The stored nodes within one range, read in their order once for all.
class StoredNodes {
public:
    StoredNodes(Transaction &tx, const RangeWish &range)
    {
        for (int level = 1; level <= kRangeLevels; ++level) {
            const qint64 begin = range.first >> level, count = kRangeEntries >> level;
            QByteArray &hashes = m_hashes[static_cast<size_t>(level)];
            std::vector<bool> &has = m_has[static_cast<size_t>(level)];
            hashes.resize(count * kHashBytes);
            has.resize(static_cast<size_t>(count));
            tx.each("SELECT idx, hash FROM audit_node WHERE level = ? AND idx >= ? AND idx < ?", {level, begin, begin + count}, [&](const Columns &row) {
                const QByteArrayView hash = bytesAt(row, 1);
                const qint64 at = row.integer(0) - begin;
                has[static_cast<size_t>(at)] = true;
                if (hash.size() == kHashBytes)
                    std::memcpy(hashes.data() + at * kHashBytes, hash.data(), kHashBytes);
            });
        }
    }

    enum class Is { Right, Wrong, Missing };
    // `index`: within the range.
    [[nodiscard]] Is compare(int level, qint64 index, const audit::Hash &hash) const
    {
        if (!m_has[static_cast<size_t>(level)][static_cast<size_t>(index)])
            return Is::Missing;
        return QByteArrayView(m_hashes[static_cast<size_t>(level)]).sliced(index * kHashBytes, kHashBytes) == hash ? Is::Right : Is::Wrong;
    }

private:
    std::array<QByteArray, kRangeLevels + 1> m_hashes;
    std::array<std::vector<bool>, kRangeLevels + 1> m_has;
};

std::optional<QByteArrayView> optionalText(const Columns &row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(row.utf8(column));
}

// What is no UTF-8 was never hashed as it stands there.
bool isText(const audit::LeafView &leaf)
{
    const auto isGood = [](const std::optional<QByteArrayView> &text) { return !text || text->isValidUtf8(); };
    return isGood(leaf.event) && isGood(leaf.actor) && isGood(leaf.outcome) && isGood(leaf.payloadHash) && isGood(leaf.device) && isGood(leaf.client) && isGood(leaf.txn)
        && isGood(leaf.adh);
}

class RangeCheck {
public:
    RangeCheck(Transaction &tx, const RangeWish &wish) : m_tx(tx), m_wish(wish), m_nodes(tx, wish), m_stories(tx), m_nextSigned(wish.signedSizes.begin()) {}

    RangeReport run()
    {
        m_tx.each("SELECT seq, time, event, actor, device, client, txn, adh, outcome, payload_hash, leaf_hash, salt, payload, erased_by FROM audit_entry"
                  " WHERE seq >= ? AND seq < ? ORDER BY seq",
                  {m_wish.first, m_wish.end}, [this](const Columns &row) { checkRow(row); });
        if (!m_report.isBroken && next() < m_wish.end)
            findMissing();
        for (const qint64 seq : m_withoutPayload)
            checkErasure(seq);
        for (const FsckFinding &stranger : m_stories.strangers())
            find(*stranger.seq, stranger.text);
        std::stable_sort(m_report.findings.begin(), m_report.findings.end(), [](const FsckFinding &a, const FsckFinding &b) { return a.seq < b.seq; });
        return std::move(m_report);
    }

private:
    [[nodiscard]] qint64 next() const { return m_wish.first + m_report.tree.size(); }

    void find(qint64 seq, const QString &text)
    {
        if (m_report.findings.size() < kFindingLimit)
            m_report.findings.push_back({seq, text});
    }

    void findMissing()
    {
        m_report.isBroken = true;
        find(next(), QStringLiteral("Entry %1 is missing.").arg(next()));
    }

    void checkRow(const Columns &row)
    {
        if (m_report.isBroken)
            return;
        const qint64 seq = row.integer(0);
        if (seq != next())
            return findMissing();
        const audit::LeafView leaf{seq,  row.integer(1), row.utf8(2), row.utf8(3), row.utf8(8), row.utf8(9), optionalText(row, 4), optionalText(row, 5), optionalText(row, 6),
                                   optionalText(row, 7)};
        audit::writeLeaf(m_leaf, leaf);
        const audit::Hash hash = audit::leafHash(m_leaf);
        if (hash != bytesAt(row, 10) || !isText(leaf))
            find(seq, QStringLiteral("Entry %1 is not what was logged.").arg(seq));
        if (leaf.txn && leaf.adh && !m_stories.fits({seq, *leaf.txn, *leaf.adh, leaf.client.value_or(QByteArrayView()), leaf.event == "approval.asked"}))
            find(seq, StoryCheck::finding(seq).text);
        if (row.isNull(12))
            m_withoutPayload.push_back(seq);
        else if (leaf.payloadHash != crypto::base64Url(crypto::sha256({bytesAt(row, 11), bytesAt(row, 12)})))
            find(seq, QStringLiteral("The payload of entry %1 is not what was logged.").arg(seq));
        grow(seq, hash);
    }

    void grow(qint64 seq, const audit::Hash &hash)
    {
        m_report.tree.append(hash, [this, seq](int level, qint64 index, const audit::Hash &node) {
            const auto found = level == 0 ? StoredNodes::Is::Right : m_nodes.compare(level, index, node);
            if (found != StoredNodes::Is::Right)
                m_report.findings.push_back(nodeFault(level, (m_wish.first >> level) + index, found == StoredNodes::Is::Missing, seq));
        });
        for (; m_nextSigned != m_wish.signedSizes.end() && *m_nextSigned == seq + 1; ++m_nextSigned)
            m_report.atSigned.emplace(*m_nextSigned, m_report.tree);
    }

    void checkErasure(qint64 seq)
    {
        ++m_report.erasedPayloads;
        const auto row = m_tx.one("SELECT erased_by FROM audit_entry WHERE seq = ?", {seq});
        const auto erasedBy = row ? row->optionalInteger(0) : std::nullopt;
        if (erasedBy && m_erasureSeq != erasedBy) {
            const auto said = entriesFrom(m_tx, *erasedBy, 1);
            const bool isErasure = !said.empty() && said.front().leaf.seq == *erasedBy && said.front().leaf.event == audit::kErasedEvent && said.front().payload;
            m_erased = isErasure ? audit::erasedRanges(*said.front().payload).value_or(std::vector<audit::SeqRange>()) : std::vector<audit::SeqRange>();
            m_erasureSeq = erasedBy;
        }
        const auto holds = [seq](const audit::SeqRange &range) { return range.first <= seq && seq <= range.last; };
        if (!erasedBy || std::none_of(m_erased.begin(), m_erased.end(), holds))
            find(seq, QStringLiteral("The payload of entry %1 is missing, and no entry says that it was erased.").arg(seq));
    }

    Transaction &m_tx;
    const RangeWish &m_wish;
    const StoredNodes m_nodes;
    StoryCheck m_stories;
    std::vector<qint64>::const_iterator m_nextSigned;
    QByteArray m_leaf;
    std::vector<qint64> m_withoutPayload;
    std::optional<qint64> m_erasureSeq;  // the entry that m_erased is from
    std::vector<audit::SeqRange> m_erased;
    RangeReport m_report;
};

}  // namespace

FsckFinding nodeFault(int level, qint64 index, bool isMissing, qint64 seq)
{
    return {seq, QStringLiteral("Node %1/%2, completed by entry %3, is %4.").arg(level).arg(index).arg(seq).arg(isMissing ? QStringLiteral("missing") : QStringLiteral("wrong"))};
}

RangeReport checkRange(Transaction &tx, const RangeWish &wish)
{
    return RangeCheck(tx, wish).run();
}

}  // namespace countersign::authority::store
