// When the answer with a credential left: tells the losers of a race for it from somebody who replays the auth_req_id later
// (protocol.md 12). In memory: after a restart every further redemption is a replay.
#pragma once

#include "app/base/strong_id.h"

#include <QHash>

#include <mutex>
#include <optional>

namespace countersign::authority::grants {

class RedemptionTimes {
public:
    // The credential is being issued and its answer has not left: whoever comes now races. Losers in the writer's same batch
    // ask before anything is committed. Any thread.
    void noteIssuing(const base::ApprovalId &approval);
    // `nowMs`: wall clock. Entries older than a minute are forgotten. Any thread.
    void noteAnswered(const base::ApprovalId &approval, qint64 nowMs);
    [[nodiscard]] std::optional<qint64> answeredAt(const base::ApprovalId &approval);

private:
    std::mutex m_mutex;
    QHash<QString, qint64> m_times;
    qsizetype m_cleanAt = 1024;
};

}  // namespace countersign::authority::grants
