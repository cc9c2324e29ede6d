// An authority with a real log, whose past a test can rewrite, hide and fork.
#pragma once

#include "app/audit/leaf.h"
#include "tests/support/fake_backend.h"
#include "tests/support/small_log.h"

#include <QJsonArray>

namespace countersign::tests {

[[nodiscard]] inline SmallLog logOf(int entries)
{
    SmallLog log;
    for (int i = 0; i < entries; ++i)
        log.append(QByteArray::number(i));
    return log;
}

class LogBackend : public FakeBackend {
public:
    LogBackend() { logKey = log.verifierKey(); }

    SmallLog log = logOf(7);
    qint64 covered = -1;  // the newest checkpoint covers so many entries; −1: all
    std::optional<base::Result<QByteArray>> noteInstead;
    std::optional<base::Result<backends::LogProof>> consistencyInstead, inclusionInstead;
    std::optional<base::Error> entriesError;
    int checkpoints = 0, inclusions = 0;

    // As the authority logs a decision that it confirmed.
    backends::LogEntry logDecision(const QString &txn, const QString &device, const QByteArray &adh, const QString &outcome = QStringLiteral("ok"))
    {
        audit::Leaf leaf;
        leaf.seq = log.size();
        leaf.time = 1000;
        leaf.event = QStringLiteral("approval.decided");
        leaf.actor = QStringLiteral("usr_alice");
        leaf.device = device;
        leaf.txn = txn;
        leaf.adh = QString::fromUtf8(adh);
        leaf.outcome = outcome;
        leaf.payloadHash = QStringLiteral("x");
        backends::LogEntry entry;
        entry.seq = leaf.seq;
        entry.event = leaf.event;
        entry.outcome = outcome;
        entry.txn = txn;
        entry.adh = *leaf.adh;
        entry.device = device;
        entry.leaf = audit::leafBytes(leaf);
        log.append(entry.leaf);
        entries.append(entry);
        return entry;
    }

    base::Answer<QByteArray> checkpoint() override
    {
        ++checkpoints;
        return base::answered<QByteArray>(noteInstead ? *noteInstead : log.noteOf(covered < 0 ? log.size() : covered));
    }
    base::Answer<backends::LogProof> consistency(qint64 from, qint64 to) override
    {
        if (consistencyInstead)
            return base::answered<backends::LogProof>(*consistencyInstead);
        return base::answered<backends::LogProof>(proofOf(to <= log.size() ? audit::consistencyProof(from, to, log.nodes()) : base::Error{base::Errc::Malformed, {}}, to));
    }
    base::Answer<backends::LogProof> inclusion(qint64 seq, qint64 size) override
    {
        ++inclusions;
        if (inclusionInstead)
            return base::answered<backends::LogProof>(*inclusionInstead);
        return base::answered<backends::LogProof>(proofOf(size <= log.size() ? audit::inclusionProof(seq, size, log.nodes()) : base::Error{base::Errc::Malformed, {}}, size));
    }
    base::Answer<QList<backends::LogEntry>> logEntries(const base::ApprovalId &txn) override
    {
        if (entriesError)
            return base::answered<QList<backends::LogEntry>>(*entriesError);
        QList<backends::LogEntry> found;
        for (const backends::LogEntry &entry : std::as_const(entries)) {
            if (entry.txn == txn.text())
                found.append(entry);
        }
        return base::answered<QList<backends::LogEntry>>(found);
    }

private:
    static base::Result<backends::LogProof> proofOf(const base::Result<audit::Proof> &proof, qint64 size)
    {
        if (!proof)
            return proof.error();
        return backends::LogProof{0, size, {proof->begin(), proof->end()}};
    }
};

}  // namespace countersign::tests
