// Whether the log is known to be damaged. While it is, nothing is asked for, approved, issued or used, and nothing is signed; denying,
// revoking and reading go on (security.md "Must hold" 6). Only what a check proved says so: a check that could not run says nothing.
#pragma once

#include <QString>

#include <atomic>
#include <mutex>
#include <optional>

namespace countersign::authority::store {

// All functions: any thread.
class LogCondition {
public:
    // `finding`: one sentence for whoever runs the authority. The first one stays; it is told in the log of the program.
    void findDamage(const QString &finding);
    // A check of the whole log found nothing.
    void findSound();

    [[nodiscard]] bool isDamaged() const { return m_isDamaged.load(std::memory_order_acquire); }
    // What was found; nullopt while nothing is.
    [[nodiscard]] std::optional<QString> damage() const;

private:
    mutable std::mutex m_mutex;
    std::atomic<bool> m_isDamaged{false};
    QString m_finding;
};

}  // namespace countersign::authority::store
