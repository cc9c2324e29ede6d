#include "app/authority/log_key_rotation.h"

#include "app/audit/key_chain.h"
#include "app/authority/issuer.h"
#include "app/authority/log_check.h"
#include "app/authority/store/audit_log.h"
#include "app/authority/store/checkpointer.h"
#include "app/authority/store/data_files.h"
#include "app/authority/store/log_keys.h"

namespace countersign::authority {

namespace {

using base::Errc;

qint64 say(store::Transaction &tx, QLatin1String what, const QJsonObject &payload)
{
    store::AuditEvent event;
    event.event = what;
    event.actor = QStringLiteral("cli");
    event.payload = payload;
    return tx.audit(event);
}

struct Signed {
    audit::TreeHead head;
    QByteArray note;
};

Signed signNow(store::Transaction &tx, const QString &origin, const crypto::Ed25519PrivateKey &key)
{
    const audit::TreeHead head = store::logHead(tx);
    const QByteArray note = audit::signCheckpoint({origin, head}, key);
    tx.exec("INSERT INTO audit_checkpoint (size, note, signed_at) VALUES (?, ?, ?)", {head.size, note, tx.now()});
    return {head, note};
}

}  // namespace

base::Result<RotatedLogKey> rotateLogKey(store::Store &store, Keys &keys, const QString &reason)
{
    const auto origin = store.read([](store::Transaction &tx) { return storedLogOrigin(tx); });
    if (!origin)
        return origin.error();
    if (!*origin)
        return base::Error{Errc::Conflict, QStringLiteral("This authority has never served, so its log has no name and nobody knows its key yet. There is nothing to rotate.")};
    if (const auto looked = checkLastEntries(store); !looked)
        return looked.error();
    if (const auto damage = store.logCondition().damage())
        return base::Error{Errc::Corrupt, QStringLiteral("The audit log is damaged, so no key signs it off: %1 \"audit fsck\" tells everything that does not fit.").arg(*damage)};
    // Signs what is left, and refuses where the log is not what was signed.
    if (const auto checked = store::Checkpointer::start(store, {keys.auditKey(), **origin}); !checked)
        return checked.error();
    const audit::VerifierKey before(**origin, keys.auditKey().publicKey());
    RotatedLogKey done{before.text(), {}, {}};
    QByteArray newest;
    std::optional<crypto::Ed25519PublicKey> current;
    const auto written = store.write([&](store::Transaction &tx) -> base::Status {
        const auto key = keys.makeAuditKey(tx);
        if (!key)
            return key.error();
        current = key->publicKey();
        done.after = audit::VerifierKey(**origin, *current).text();
        const qint64 seq = say(tx, audit::kKeyRotatedEvent, {{QStringLiteral("before"), done.before}, {QStringLiteral("after"), done.after}, {QStringLiteral("reason"), reason}});
        const Signed last = signNow(tx, **origin, keys.auditKey());
        store::insertLogKeyStep(tx, {seq, done.before, done.after, last.note});
        done.signedOff = last.head;
        // So that the newest checkpoint is the new key's, which shows that it is there.
        say(tx, QLatin1String("log.key_taken"), {{QStringLiteral("key"), done.after}});
        newest = signNow(tx, **origin, *key).note;
        return base::Done{};
    });
    if (!written)
        return written.error();
    if (const auto kept = store::replaceFile(store::checkpointFile(store.directory()), newest); !kept)
        return kept.error();
    Keys::dropOldAuditKeys(store.directory(), *current);
    return done;
}

}  // namespace countersign::authority
