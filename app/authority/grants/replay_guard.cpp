#include "app/authority/grants/replay_guard.h"

#include "app/authority/store/store.h"
#include "app/crypto/digest.h"

#include <algorithm>

namespace countersign::authority::grants {

namespace {

std::string plain(const QByteArray &key)
{
    return std::string(key.constData(), static_cast<size_t>(key.size()));
}

}  // namespace

QByteArray replayKey(QByteArrayView kind, QByteArrayView key, QByteArrayView jti)
{
    constexpr char separator = '\0';
    const QByteArrayView between(&separator, 1);
    return crypto::sha256({kind, between, key, between, jti}).first(16);
}

ReplayGuard::ReplayGuard(size_t capacity)
    : m_perShard(std::max<size_t>(capacity / kShards, 16))
    , m_pending(std::make_shared<Pending>())
{
}

ReplayGuard::Shard &ReplayGuard::shardOf(const QByteArray &key)
{
    return m_shards[static_cast<unsigned char>(key.back()) % kShards];
}

void ReplayGuard::load(store::Transaction &tx)
{
    for (const store::Row &row : tx.all("SELECT key, keep_until FROM replay WHERE keep_until > ? LIMIT 1048576", {tx.now()})) {
        const QByteArray key = row.bytes(0);
        Shard &shard = shardOf(key);
        const std::lock_guard lock(shard.mutex);
        shard.until[plain(key)] = row.integer(1);
    }
}

ReplayGuard::Claim ReplayGuard::claim(const QByteArray &key, qint64 until, qint64 now)
{
    Shard &shard = shardOf(key);
    const std::lock_guard lock(shard.mutex);
    if (shard.until.size() >= shard.pruneAt || shard.until.size() >= m_perShard) {
        std::erase_if(shard.until, [now](const auto &entry) { return entry.second <= now; });
        shard.pruneAt = std::max<size_t>(1024, shard.until.size() * 2);
    }
    const auto known = shard.until.find(plain(key));
    if (known != shard.until.end() && known->second > now)
        return Claim::Seen;
    if (known == shard.until.end() && shard.until.size() >= m_perShard)
        return Claim::Full;
    shard.until[plain(key)] = until;
    return Claim::Fresh;
}

bool ReplayGuard::remember(store::Transaction &tx, const QByteArray &key, qint64 until)
{
    return tx.exec("INSERT INTO replay (key, keep_until) VALUES (?, ?) ON CONFLICT (key) DO NOTHING", {key, until}) == 1;
}

void ReplayGuard::rememberSoon(store::Store &store, const QByteArray &key, qint64 until)
{
    {
        const std::lock_guard lock(m_pending->mutex);
        m_pending->rows.emplace_back(key, until);
        if (std::exchange(m_pending->isUnderWay, true))
            return;
    }
    writePending(store, m_pending);
}

// One Work at a time takes whatever has gathered, so that a burst of reads costs few commits.
void ReplayGuard::writePending(store::Store &store, const std::shared_ptr<Pending> &pending)
{
    const auto batch = std::make_shared<Rows>();
    {
        const std::lock_guard lock(pending->mutex);
        pending->isUnderWay = !pending->rows.empty();
        if (!pending->isUnderWay)
            return;
        batch->swap(pending->rows);
    }
    const http::Work work = [batch](store::Transaction &tx) {
        for (const auto &[key, until] : *batch)
            tx.exec("INSERT INTO replay (key, keep_until) VALUES (?, ?) ON CONFLICT (key) DO NOTHING", {key, until});
        return http::Response::empty();
    };
    store.submit(work, [&store, pending, batch](const http::Response &response) {
        if (response.status < 300)
            return writePending(store, pending);
        // Not now: the next request tries again, and this process still remembers.
        const std::lock_guard lock(pending->mutex);
        pending->isUnderWay = false;
        if (pending->rows.size() < kMostPending)
            pending->rows.insert(pending->rows.end(), batch->begin(), batch->end());
    });
}

void ReplayGuard::purge(store::Transaction &tx)
{
    tx.exec("DELETE FROM replay WHERE key IN (SELECT key FROM replay WHERE keep_until <= ? LIMIT 2000)", {tx.now()});
}

}  // namespace countersign::authority::grants
