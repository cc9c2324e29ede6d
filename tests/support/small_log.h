// A signed log over given leaves, for consoles under test: its checkpoint and the proofs that lead to it.
#pragma once

#include "app/audit/checkpoint.h"
#include "app/audit/tree.h"
#include "app/crypto/ed25519_key.h"

#include <vector>

namespace countersign::tests {

struct SmallLog {
    QString origin = QStringLiteral("authority.example/audit");
    std::vector<audit::Hash> leaves;
    crypto::Ed25519PrivateKey key = crypto::Ed25519PrivateKey::generate();

    void append(const QByteArray &leaf) { leaves.push_back(audit::leafHash(leaf)); }
    [[nodiscard]] qint64 size() const { return static_cast<qint64>(leaves.size()); }
    [[nodiscard]] audit::Hash node(int level, qint64 index) const
    {
        return level == 0 ? leaves[static_cast<size_t>(index)] : audit::nodeHash(node(level - 1, index * 2), node(level - 1, index * 2 + 1));
    }
    [[nodiscard]] audit::NodeSource nodes() const
    {
        return [this](int level, qint64 index) { return node(level, index); };
    }
    [[nodiscard]] QByteArray note() const { return noteOf(size()); }
    // Signed over the first `entries` alone.
    [[nodiscard]] QByteArray noteOf(qint64 entries) const { return audit::signCheckpoint({origin, {entries, audit::rootAt(entries, nodes())}}, key); }
    [[nodiscard]] QString verifierKey() const { return audit::VerifierKey(origin, key.publicKey()).text(); }
    [[nodiscard]] QList<QByteArray> inclusion(qint64 seq, qint64 size) const
    {
        const auto proof = audit::inclusionProof(seq, size, nodes());
        return proof ? QList<QByteArray>(proof->begin(), proof->end()) : QList<QByteArray>();
    }
};

}  // namespace countersign::tests
