// How many answers of which kind, and how long they took. Any thread.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>

namespace countersign::authority::http {

class Figures {
public:
    // Upper bounds in seconds; one more bucket holds the rest.
    static constexpr std::array<double, 10> kBounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5};

    void note(int status, std::chrono::steady_clock::duration took);

    struct Snapshot {
        std::array<std::uint64_t, 5> byClass{};                     // 1xx … 5xx
        std::array<std::uint64_t, kBounds.size() + 1> buckets{};    // not cumulated
        double seconds = 0;
    };
    [[nodiscard]] Snapshot snapshot() const;

private:
    std::array<std::atomic<std::uint64_t>, 5> m_byClass{};
    std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> m_buckets{};
    std::atomic<std::uint64_t> m_microseconds{0};
};

}  // namespace countersign::authority::http
