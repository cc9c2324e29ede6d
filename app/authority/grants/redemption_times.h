// When the answer with what can be had once left: tells the losers of a race for it from somebody who repeats it later
// (protocol.md 5, 12). In memory: after a restart whatever comes is a repeat.
#pragma once

#include "app/authority/http/message.h"
#include "app/base/clock.h"

#include <QByteArray>
#include <QHash>

#include <mutex>
#include <optional>

namespace countersign::authority::store {
class Transaction;
}

namespace countersign::authority::grants {

// `prize`: an approval's id, or the hash of a refresh token. Any thread.
class RedemptionTimes {
public:
    // It is being given in this transaction, and its answer has not left: whoever comes now races. Losers in the writer's
    // same batch ask before anything is committed.
    void noteIssuing(store::Transaction &tx, const base::Clock &clock, const QByteArray &prize);
    // Wall clock, milliseconds. Forgotten after a minute.
    [[nodiscard]] std::optional<qint64> answeredAt(const QByteArray &prize);
    // Whether the request was on its way while the winner or another loser of the race waited for an answer: many that
    // start together open their connections one after the other, the last of them after the winner was answered.
    [[nodiscard]] bool joinsRace(const QByteArray &prize, const http::Request &request);
    // The answer of one that raced leaves with this transaction.
    void noteLoser(store::Transaction &tx, const base::Clock &clock, const QByteArray &prize);

private:
    struct Race {
        qint64 answeredMs = 0; // the winner
        qint64 lastMs = 0;     // the last one of all
    };
    void noteAnswered(const QByteArray &prize, qint64 nowMs);

    std::mutex m_mutex;
    QHash<QByteArray, Race> m_races;
    qsizetype m_cleanAt = 1024;
};

}  // namespace countersign::authority::grants
