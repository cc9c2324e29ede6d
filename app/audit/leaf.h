// One entry of the log: what the tree covers, and how the erasable payload hangs on it (protocol.md 10). Pure; any thread.
#pragma once

#include "app/base/result.h"

#include <QByteArrayView>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace countersign::audit {

struct Leaf {
    qint64 seq = 0;   // from 0, without gaps
    qint64 time = 0;  // seconds since the epoch
    QString event;
    QString actor;
    std::optional<QString> device;
    std::optional<QString> client;
    std::optional<QString> txn;
    std::optional<QString> adh;
    QString outcome;
    QString payloadHash;

    friend bool operator==(const Leaf &, const Leaf &) = default;
};

// The members `seq, time, event, actor, device?, client?, txn?, adh?, outcome, payload_hash`; absent ones are left out.
[[nodiscard]] QJsonObject leafJson(const Leaf &leaf);
// What is hashed: the JCS bytes of leafJson. Feed to leafHash() of tree.h.
[[nodiscard]] QByteArray leafBytes(const Leaf &leaf);

// A leaf's members as well-formed UTF-8, wherever they stand: where millions are hashed, none is made a text of first.
struct LeafView {
    qint64 seq = 0;
    qint64 time = 0;
    QByteArrayView event, actor, outcome, payloadHash;
    std::optional<QByteArrayView> device, client, txn, adh;
};
// Writes the same bytes into `out`, in place of what it held.
void writeLeaf(QByteArray &out, const LeafView &leaf);
// Reads the leaf members out of an item of `GET /audit/entries`; `payload` and `salt` beside them are ignored, any other
// member is Malformed, as it would not be covered by the hash.
[[nodiscard]] base::Result<Leaf> leafFromJson(const QJsonObject &item);

// payload_hash = base64url( SHA-256( salt ‖ JCS(payload) ) ), without padding. The salt is 32 random bytes, base64url in the
// item's `salt`. Without the salt, an erased payload cannot be guessed from its hash.
[[nodiscard]] QString payloadHash(QByteArrayView salt, const QJsonObject &payload);
// The same over the canonical bytes.
[[nodiscard]] QString payloadHashOfBytes(QByteArrayView salt, QByteArrayView canonicalPayload);

}  // namespace countersign::audit
