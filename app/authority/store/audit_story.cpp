#include "app/authority/store/audit_story.h"

#include "app/base/strong_id.h"

#include <QHashFunctions>

namespace countersign::authority::store {

namespace {

// Twice the entries of a range: a free slot is always near.
constexpr size_t kSlots = 2 * static_cast<size_t>(kRangeEntries);
static_assert((kSlots & (kSlots - 1)) == 0);

quint64 digest(QByteArrayView text)
{
    return qHashBits(text.data(), static_cast<size_t>(text.size()), static_cast<size_t>(QHashSeed::globalSeed()));
}

}  // namespace

StoryCheck::StoryCheck(Transaction &tx) : m_tx(tx), m_slots(kSlots) {}

bool StoryCheck::fits(const StoryLine &line)
{
    const quint64 txn = digest(line.txn), story = digest(line.adh) * 31 + digest(line.client);
    size_t at = txn & (kSlots - 1);
    while (m_slots[at].seq >= 0 && m_slots[at].txn != txn)
        at = (at + 1) & (kSlots - 1);
    Slot &slot = m_slots[at];
    if (slot.seq < 0) {
        slot = {txn, story, line.seq, line.isAsked};
        return true;
    }
    slot.isAsked = slot.isAsked || line.isAsked;
    if (slot.story == story)
        return true;
    // Two texts may share a digest: what is called a fault is compared itself.
    const auto row = m_tx.one("SELECT a.txn = b.txn AND (a.adh <> b.adh OR a.client <> b.client) FROM audit_entry a, audit_entry b WHERE a.seq = ? AND b.seq = ?", {slot.seq, line.seq});
    return !row || row->integer(0) == 0;
}

std::vector<FsckFinding> StoryCheck::strangers()
{
    std::vector<FsckFinding> found;
    for (const Slot &slot : m_slots) {
        if (slot.seq < 0 || slot.isAsked || found.size() >= kFindingLimit)
            continue;
        if (m_tx.one("SELECT 1 FROM audit_entry here JOIN audit_entry other ON other.txn = here.txn AND (other.adh <> here.adh OR other.client <> here.client)"
                     " WHERE here.seq = ? LIMIT 1", {slot.seq}))
            found.push_back(finding(slot.seq));
    }
    return found;
}

FsckFinding StoryCheck::finding(qint64 seq)
{
    return {seq, QStringLiteral("Entry %1 names another action or client than the request was asked with.").arg(seq)};
}

}  // namespace countersign::authority::store
