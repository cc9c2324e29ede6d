#include "app/authority/audit_indexer.h"

#include "app/authority/store/audit_index.h"
#include "app/authority/store/store.h"

#include <chrono>

namespace countersign::authority {

namespace {

constexpr std::chrono::milliseconds kEvery{500};
// What the writer inserts in one go: some milliseconds, for which a decision may have to wait.
constexpr int kBatch = 256;

// True when there was something to index, and it is indexed.
bool indexNext(store::Store &store)
{
    const auto batch = store.read([](store::Transaction &tx) { return store::nextIndexBatch(tx, kBatch); });
    return batch && !batch->isEmpty() && store.write([&](store::Transaction &tx) { store::applyIndexBatch(tx, *batch); });
}

}  // namespace

AuditIndexer::AuditIndexer(store::Store &store) : m_store(store), m_thread([this] { run(); }) {}

AuditIndexer::~AuditIndexer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        m_wakeUp.notify_one();
    }
    m_thread.join();
}

bool AuditIndexer::catchUp(store::Store &store)
{
    while (indexNext(store)) {
    }
    const auto left = store.read([](store::Transaction &tx) { return store::logSize(tx) - store::indexedTo(tx); });
    return left && *left == 0;
}

void AuditIndexer::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_isStopping) {
        lock.unlock();
        const bool isBehind = indexNext(m_store);
        lock.lock();
        if (!isBehind)
            m_wakeUp.wait_for(lock, kEvery, [this] { return m_isStopping; });
    }
}

}  // namespace countersign::authority
