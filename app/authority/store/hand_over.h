// What one thread makes ahead for another, a bounded number at a time.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>

namespace countersign::authority::store {

template <class T>
class HandOver {
public:
    explicit HandOver(size_t ahead) : m_ahead(ahead) {}

    // Waits for room. False once closed: nobody takes it any more.
    bool put(T value)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_isClosed || m_values.size() < m_ahead; });
        m_values.push_back(std::move(value));
        m_changed.notify_all();
        return !m_isClosed;
    }
    // Waits for one: whoever puts must say in what it puts when it was the last.
    T take()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_values.empty(); });
        T value = std::move(m_values.front());
        m_values.pop_front();
        m_changed.notify_all();
        return value;
    }
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_isClosed = true;
        m_changed.notify_all();
    }

private:
    const size_t m_ahead;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<T> m_values;
    bool m_isClosed = false;
};

}  // namespace countersign::authority::store
