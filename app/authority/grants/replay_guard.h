// Remembers every `jti` that must not come twice (RFC 9449 11.1, RFC 7523 3), in memory for speed and in the database so that a
// replay after a crash is refused too.
#pragma once

#include "app/base/result.h"

#include <QByteArray>

#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace countersign::authority::store {
class Store;
class Transaction;
}

namespace countersign::authority::grants {

// 16 bytes of a digest over kind, key and jti.
[[nodiscard]] QByteArray replayKey(QByteArrayView kind, QByteArrayView key, QByteArrayView jti);

class ReplayGuard {
public:
    // `capacity`: entries in memory; when they are all young, new ones are refused: fail closed.
    explicit ReplayGuard(size_t capacity = size_t{1} << 20);

    // Reads what the database remembers. Once, before serving.
    void load(store::Transaction &tx);

    enum class Claim { Fresh, Seen, Full };
    // Atomic: of any number of callers with one key exactly one gets Fresh, until `until` (seconds). Any thread.
    [[nodiscard]] Claim claim(const QByteArray &key, qint64 until, qint64 now);
    // Writes a claimed key in the transaction of the work it belongs to. False: it is there already.
    bool remember(store::Transaction &tx, const QByteArray &key, qint64 until);
    // For requests without a transaction of their own: queues it for the writer, many in one commit.
    void rememberSoon(store::Store &store, const QByteArray &key, qint64 until);

    // Deletes what can no longer be replayed. For the sweeper.
    static void purge(store::Transaction &tx);

private:
    static constexpr size_t kShards = 16;
    static constexpr size_t kMostPending = 65'536;
    struct Shard {
        std::mutex mutex;
        std::unordered_map<std::string, qint64> until;
        size_t pruneAt = 1024;
    };
    using Rows = std::vector<std::pair<QByteArray, qint64>>;
    struct Pending {
        std::mutex mutex;
        Rows rows;
        bool isUnderWay = false;
    };

    Shard &shardOf(const QByteArray &key);
    static void writePending(store::Store &store, const std::shared_ptr<Pending> &pending);

    const size_t m_perShard;
    std::array<Shard, kShards> m_shards;
    std::shared_ptr<Pending> m_pending;
};

}  // namespace countersign::authority::grants
