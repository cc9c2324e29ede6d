#include "app/authority/audit_indexer.h"

#include "app/authority/store/audit_index.h"
#include "app/authority/store/hand_over.h"
#include "app/authority/store/store.h"

#include <chrono>

namespace countersign::authority {

namespace {

constexpr std::chrono::milliseconds kEvery{500};
// What the writer inserts in one go: some milliseconds, for which a decision may have to wait.
constexpr int kBatch = 256;

// With nobody waiting: large, as each piece is a part of the index that is merged with others later.
constexpr int kOfflineBatch = 50'000;
constexpr size_t kBatchesAhead = 2;

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
    const auto begin = store.read([](store::Transaction &tx) { return store::indexedTo(tx); });
    if (!begin)
        return false;
    // One thread reads and splits ahead of the one that inserts.
    store::HandOver<store::IndexBatch> queue(kBatchesAhead);
    std::thread reader([&store, &queue, from = *begin]() mutable {
        for (bool isOpen = true; isOpen;) {
            auto batch = store.read([&](store::Transaction &tx) { return store::indexBatchFrom(tx, from, kOfflineBatch); });
            const bool isLast = !batch || batch->isEmpty();
            if (!isLast)
                from = batch->documents.back().seq + 1;
            isOpen = queue.put(isLast ? store::IndexBatch() : *std::move(batch)) && !isLast;
        }
    });
    for (auto batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
        if (!store.write([&](store::Transaction &tx) { store::applyIndexBatch(tx, batch); }))
            break;
    }
    queue.close();
    reader.join();
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
