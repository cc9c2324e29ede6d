// An authority with a real log, whose past a test can rewrite, hide and fork.
#pragma once

#include "app/audit/key_chain.h"
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

    // An entry about a new key, signed off with `by`, and one entry more under the new key; the steps that show it.
    QJsonArray rotate(const crypto::Ed25519PrivateKey &by)
    {
        const auto next = crypto::Ed25519PrivateKey::generate();
        const QJsonObject payload{{QStringLiteral("before"), log.verifierKey()}, {QStringLiteral("after"), audit::VerifierKey(log.origin, next.publicKey()).text()}};
        const QByteArray salt(32, 's');
        audit::Leaf leaf;
        leaf.seq = log.size();
        leaf.event = QString(audit::kKeyRotatedEvent);
        leaf.actor = QStringLiteral("cli");
        leaf.outcome = QStringLiteral("ok");
        leaf.payloadHash = audit::payloadHash(salt, payload);
        log.append(audit::leafBytes(leaf));
        QJsonObject entry = audit::leafJson(leaf);
        entry.insert(QStringLiteral("payload"), payload);
        entry.insert(QStringLiteral("salt"), QString::fromLatin1(salt.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)));
        QJsonArray place;
        for (const QByteArray &hash : log.inclusion(leaf.seq, log.size()))
            place.append(QString::fromLatin1(hash.toBase64()));
        const QByteArray last = audit::signCheckpoint({log.origin, {log.size(), audit::rootAt(log.size(), log.nodes())}}, by);
        log.key = next;
        log.append("the first of the new key");
        return {QJsonObject{{QStringLiteral("entry"), entry}, {QStringLiteral("checkpoint"), QString::fromUtf8(last)}, {QStringLiteral("proof"), place}}};
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
