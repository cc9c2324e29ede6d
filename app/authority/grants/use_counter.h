// How often, and when last, a session or base token was used. Kept in memory and written once a minute: a read must not cost a
// write. A crash forgets at most the last minute; what decides anything (single use, windows with a limit) is counted in the
// database by countUse() instead.
#pragma once

#include "app/base/strong_id.h"

#include <QHash>
#include <QString>

#include <mutex>

namespace countersign::authority::store {
class Transaction;
}

namespace countersign::authority::grants {

struct Uses {
    qint64 count = 0;
    qint64 lastAt = 0;  // seconds since the epoch
};

// Thread safe.
class UseCounter {
public:
    using Counts = QHash<QString, Uses>;  // by grant id

    void note(const base::GrantId &grant, qint64 now);
    // What is not in the database yet.
    [[nodiscard]] Uses unwritten(const QString &grant) const;

    // For the sweeper: takes what was counted, writes it, and gives it back when the write failed.
    [[nodiscard]] Counts take();
    void giveBack(const Counts &counts);
    // Base tokens and sessions only.
    static void write(store::Transaction &tx, const Counts &counts);

private:
    mutable std::mutex m_mutex;
    Counts m_counts;
};

}  // namespace countersign::authority::grants
