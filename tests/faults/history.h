// What the workers did and were told, with start and end, so that it can be judged afterwards: was there an order of events in
// which all these answers are right?
#pragma once

#include <QByteArray>
#include <QMap>
#include <QStringList>

#include <atomic>
#include <mutex>
#include <vector>

namespace countersign::test {

enum class Step { Ask, Approve, Deny, Redeem, Consume };

struct Operation {
    Step step = Step::Ask;
    QByteArray txn{};
    QByteArray credential{};  // Redeem: what was received. Consume: what was used
    QByteArray key{};         // Idempotency-Key, or empty
    QByteArray receipt{};     // of a consume that succeeded
    qint64 start = 0, end = 0;  // monotonic nanoseconds
    int status = 0;         // 0: the answer was lost
    bool succeeded = false; // 200, and for consume active:true
};

[[nodiscard]] qint64 monotonicNs();

class History {
public:
    void add(Operation operation);
    [[nodiscard]] std::vector<Operation> operations() const;
    [[nodiscard]] qsizetype size() const;

private:
    mutable std::mutex m_mutex;
    std::vector<Operation> m_operations;
};

// One entry of the log, as far as the judgement needs it.
struct LogEntry {
    QString event;
    QString outcome;
};
using Log = QMap<QByteArray, std::vector<LogEntry>>;  // by txn

// One sentence for each rule that was broken; empty when the history is sound:
// at most one use of a credential, and with Idempotency-Key one receipt; at most one credential of an approval; nothing
// succeeds after a terminal state that was acknowledged before it began.
[[nodiscard]] QStringList brokenRules(const std::vector<Operation> &operations);
// Every acknowledged success is in the log, once; nothing is in the log that was never attempted.
[[nodiscard]] QStringList missingFromLog(const std::vector<Operation> &operations, const Log &log);

}  // namespace countersign::test
