// Housekeeping while the authority runs. Nothing depends on it for being right: what expired is refused by the check at use.
#pragma once

#include "app/authority/services.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace countersign::authority {

class Sweeper {
public:
    // Every second: requests past their time are marked, keys changed by a command are taken up. Every minute: what can no longer
    // be replayed or resumed is deleted, payloads past their time are erased (250 at a time, each second while there are more), and uses
    // counted in memory are written; the destructor writes the rest.
    explicit Sweeper(Services &services);
    ~Sweeper();
    Q_DISABLE_COPY_MOVE(Sweeper)

private:
    void run();
    void sweep(bool deep);
    void erasePayloads();

    Services &m_services;
    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    bool m_stopping = false;
    bool m_isFailing = false;
    bool m_hasOldPayloads = false;
    bool m_hasMoreToPurge = false;
    std::thread m_thread;
};

}  // namespace countersign::authority
