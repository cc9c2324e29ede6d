// Whether the log tells one story of each request: whatever it says of a request, it says of the action and by the client that were asked
// about. A part of what `audit fsck` finds.
#pragma once

#include "app/authority/store/audit_range.h"

#include <QByteArrayView>

namespace countersign::authority::store {

// What two entries of one request must share.
struct StoryLine {
    qint64 seq = 0;
    QByteArrayView txn, adh, client;  // `client`: empty where the entry names none
    bool isAsked = false;
};

// Within one range, in bounded memory and some ten nanoseconds an entry. A request that was asked before the range is looked up.
class StoryCheck {
public:
    explicit StoryCheck(Transaction &tx);

    // False where the entry does not fit what the range said of that request before.
    [[nodiscard]] bool fits(const StoryLine &line);
    // Those that began before the range and do not fit what was said there.
    [[nodiscard]] std::vector<FsckFinding> strangers();

    static FsckFinding finding(qint64 seq);

private:
    // A request, and what its first entry in the range said: by digests, so that no text is kept.
    struct Slot {
        quint64 txn = 0, story = 0;
        qint64 seq = -1;
        bool isAsked = false;
    };

    Transaction &m_tx;
    std::vector<Slot> m_slots;
};

}  // namespace countersign::authority::store
