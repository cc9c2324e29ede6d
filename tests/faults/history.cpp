#include "tests/faults/history.h"

#include <QSet>

#include <algorithm>
#include <chrono>

namespace countersign::test {

namespace {

struct Approval {
    std::vector<Operation> steps;
};

QMap<QByteArray, Approval> byApproval(const std::vector<Operation> &operations)
{
    QMap<QByteArray, Approval> approvals;
    for (const Operation &operation : operations) {
        if (!operation.txn.isEmpty())
            approvals[operation.txn].steps.push_back(operation);
    }
    return approvals;
}

// A second use: two receipts, or one receipt given to callers who could not both be the same request.
void judgeUses(const QByteArray &txn, const Approval &approval, QStringList &broken)
{
    QSet<QByteArray> receipts, keys;
    int keyless = 0;
    for (const Operation &step : approval.steps) {
        if (step.step != Step::Consume || !step.succeeded)
            continue;
        receipts.insert(step.receipt);
        if (step.key.isEmpty())
            ++keyless;
        else
            keys.insert(step.key);
    }
    if (receipts.size() > 1 || keyless + keys.size() > 1)
        broken << QStringLiteral("%1: its credential was used %2 times").arg(QString::fromLatin1(txn)).arg(std::max<qsizetype>(receipts.size(), keyless + keys.size()));
}

void judgeCredentials(const QByteArray &txn, const Approval &approval, QStringList &broken)
{
    QSet<QByteArray> credentials;
    for (const Operation &step : approval.steps) {
        if (step.step == Step::Redeem && step.succeeded)
            credentials.insert(step.credential);
    }
    if (credentials.size() > 1)
        broken << QStringLiteral("%1: %2 credentials were issued").arg(QString::fromLatin1(txn)).arg(credentials.size());
}

bool ends(const Operation &step)
{
    return step.succeeded && (step.step == Step::Deny || step.step == Step::Consume);
}

// A later step of the same kind with the same answer is a repeat, not an act.
bool repeats(const Operation &later, const Operation &end)
{
    if (later.step == Step::Deny && end.step == Step::Deny)
        return true;
    // A vote already counted is answered as before, whatever happened since (protocol.md 6).
    if (later.step == Step::Approve && end.step == Step::Consume)
        return true;
    return later.step == Step::Consume && end.step == Step::Consume && !later.key.isEmpty() && later.key == end.key;
}

void judgeOrder(const QByteArray &txn, const Approval &approval, QStringList &broken)
{
    const auto end = std::min_element(approval.steps.begin(), approval.steps.end(), [](const Operation &a, const Operation &b) {
        return std::pair(!ends(a), a.end) < std::pair(!ends(b), b.end);
    });
    if (end == approval.steps.end() || !ends(*end))
        return;
    for (const Operation &step : approval.steps) {
        if (step.succeeded && step.start > end->end && !repeats(step, *end))
            broken << QStringLiteral("%1: step %2 succeeded after its end").arg(QString::fromLatin1(txn)).arg(static_cast<int>(step.step));
    }
}

qsizetype count(const std::vector<LogEntry> &entries, QLatin1String event)
{
    return std::count_if(entries.begin(), entries.end(), [event](const LogEntry &entry) { return entry.event == event && entry.outcome != QLatin1String("refused"); });
}

const char *eventOf(Step step)
{
    switch (step) {
    case Step::Ask: return "approval.asked";
    case Step::Approve:
    case Step::Deny: return "approval.decided";
    case Step::Redeem: return "credential.issued";
    case Step::Consume: return "credential.consumed";
    }
    return "";
}

}  // namespace

qint64 monotonicNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void History::add(Operation operation)
{
    const std::lock_guard lock(m_mutex);
    m_operations.push_back(std::move(operation));
}

std::vector<Operation> History::operations() const
{
    const std::lock_guard lock(m_mutex);
    return m_operations;
}

qsizetype History::size() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<qsizetype>(m_operations.size());
}

QStringList brokenRules(const std::vector<Operation> &operations)
{
    QStringList broken;
    const auto approvals = byApproval(operations);
    for (auto it = approvals.begin(); it != approvals.end(); ++it) {
        judgeUses(it.key(), it.value(), broken);
        judgeCredentials(it.key(), it.value(), broken);
        judgeOrder(it.key(), it.value(), broken);
    }
    return broken;
}

QStringList missingFromLog(const std::vector<Operation> &operations, const Log &log)
{
    QStringList broken;
    QMap<QByteArray, QSet<QByteArray>> attempted;
    for (const Operation &step : operations) {
        const char *event = eventOf(step.step);
        attempted[step.txn].insert(event);
        const qsizetype logged = count(log.value(step.txn), QLatin1String(event));
        if (step.succeeded && logged != 1)
            broken << QStringLiteral("%1: %2 was acknowledged and stands in the log %3 times").arg(QString::fromLatin1(step.txn), QLatin1String(event)).arg(logged);
    }
    for (auto it = log.begin(); it != log.end(); ++it) {
        for (const Step step : {Step::Approve, Step::Redeem, Step::Consume}) {
            const char *event = eventOf(step);
            const qsizetype logged = count(it.value(), QLatin1String(event));
            // An ask whose answer was lost is in the log under an id the workers never learnt; nobody can have gone on with it.
            if (logged > 1 || (logged == 1 && !attempted.value(it.key()).contains(event)))
                broken << QStringLiteral("%1: the log has %2 × %3").arg(QString::fromLatin1(it.key())).arg(logged).arg(QLatin1String(event));
        }
    }
    return broken;
}

}  // namespace countersign::test
