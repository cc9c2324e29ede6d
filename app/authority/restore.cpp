#include "app/authority/restore.h"

#include "app/authority/store/audit_fsck.h"
#include "app/authority/store/audit_log.h"
#include "app/authority/store/checkpointer.h"
#include "app/authority/store/data_files.h"
#include "app/authority/store/log_keys.h"
#include "app/authority/store/transaction.h"

#include <QFile>

namespace countersign::authority {

namespace {

using base::Errc;

struct Found {
    audit::TreeHead head;
    bool continues = false;  // the log still holds what was signed
};

base::Result<Found> look(store::Store &store, const audit::TreeHead &signedHead)
{
    return store.read([&](store::Transaction &tx) {
        Found found{store::logHead(tx), false};
        found.continues = signedHead.size <= found.head.size && audit::rootAt(signedHead.size, store::nodesOf(tx)) == signedHead.root;
        return found;
    });
}

QString rootText(const audit::TreeHead &head)
{
    return QString::fromLatin1(head.root.toBase64());
}

struct Signed {
    audit::TreeHead head;
    bool isLost = false;  // the note of what was signed last is gone with its disk; `head` is what the database knows of
};

base::Result<Signed> lastSigned(store::Store &store, const std::vector<audit::VerifierKey> &keys)
{
    const auto kept = store::keptCheckpoint(store.directory(), keys);
    if (kept)
        return Signed{kept->head, false};
    if (kept.error().code != Errc::NotFound)
        return kept.error();
    const auto note = store.read([](store::Transaction &tx) { return store::newestCheckpoint(tx); });
    if (!note)
        return note.error();
    if (!*note)
        return base::Error{Errc::Conflict, QStringLiteral("Nothing of this log was ever signed: there is nothing to accept.")};
    const auto known = store::signedBy(**note, keys);
    if (!known)
        return base::Error{Errc::Corrupt, QStringLiteral("The last checkpoint in the database is not what this authority has signed: %1.").arg(known.error().detail)};
    return Signed{known->head, true};
}

// Rows say what was true when the backup was taken; used, revoked and denied since then is forgotten, so none of it may go on.
qint64 endEverything(store::Transaction &tx)
{
    const qint64 now = tx.now();
    const int ended = tx.exec("UPDATE grant_ SET revoked_at = ?, revoked_by = 'cli' WHERE revoked_at IS NULL AND expires_at > ?", {now, now});
    tx.exec("UPDATE token SET revoked_at = ? WHERE revoked_at IS NULL AND expires_at > ?", {now, now});
    tx.exec("UPDATE credential SET revoked_at = coalesce(revoked_at, ?), expires_at = min(expires_at, ?) WHERE used_at IS NULL", {now, now});
    tx.exec("UPDATE code SET used_at = ? WHERE used_at IS NULL", {now});
    tx.exec("UPDATE par SET used_at = ? WHERE used_at IS NULL", {now});
    // The sweeper finds these past their time and says so, each with its entry.
    tx.exec("UPDATE approval SET expires_at = min(expires_at, ?) WHERE status IN ('pending', 'approved', 'redeemed')", {now});
    // No event gets an id that somebody has seen on another one.
    tx.exec("UPDATE sqlite_sequence SET seq = seq + 1000000000 WHERE name = 'event'");
    return ended;
}

store::AuditEvent entry(const Found &found, const Signed &before, const RestoreWish &wish)
{
    store::AuditEvent event;
    event.event = QStringLiteral("log.restore_accepted");
    event.actor = QStringLiteral("cli");
    event.payload = {{QStringLiteral("signed_size"), before.head.size}, {QStringLiteral("signed_root"), rootText(before.head)},
                     {QStringLiteral("restored_size"), found.head.size}, {QStringLiteral("restored_root"), rootText(found.head)},
                     {QStringLiteral("reason"), wish.reason}};
    if (before.isLost)  // how much was signed after the backup is known to the consoles alone
        event.payload.insert(QStringLiteral("signed_note"), QStringLiteral("lost"));
    return event;
}

// The note that consoles may still hold is evidence, and stays.
base::Result<QString> keepEvidence(const QString &directory, const audit::TreeHead &before)
{
    QFile kept(store::checkpointFile(directory));
    if (!kept.open(QIODevice::ReadOnly))
        return base::Error{Errc::Io, QStringLiteral("%1 cannot be read.").arg(kept.fileName())};
    const QString file = kept.fileName() + QStringLiteral(".before-restore-%1").arg(before.size);
    if (const auto written = store::replaceFile(file, kept.readAll()); !written)
        return written.error();
    return file;
}

// A machine that was lost took the note along: there is nothing to keep, and nowhere to write the next one.
base::Result<QString> prepareFolder(const QString &directory)
{
    if (const auto made = store::makeCheckpointFolder(directory); !made)
        return made.error();
    return QString();
}

// Nobody signs off a log that does not fit itself. Without the last note all of it is read, as nothing else tells what it was.
base::Status checkItself(store::Store &store, const RestoreWish &wish, const Signed &before)
{
    const auto refused = [](const QString &finding) {
        return base::Error{Errc::Corrupt, QStringLiteral("This backup's log is damaged: %1 \"audit fsck\" tells everything that does not fit. Put back one that it finds clean.").arg(finding)};
    };
    if (before.isLost) {
        const auto report = store::auditFsck(store, {wish.origin, wish.auditKey.publicKey()});
        if (!report)
            return report.error();
        if (const auto damage = report->damage())
            return refused(*damage);
    }
    const auto last = store::fsckLastEntries(store);
    if (!last)
        return last.error();
    return last->empty() ? base::Status(base::Done{}) : base::Status(refused(last->front().text));
}

}  // namespace

base::Result<AcceptedRestore> acceptRestore(store::Store &store, const RestoreWish &wish)
{
    const QString directory = store.directory();
    const auto keys = store.read([&](store::Transaction &tx) { return store::logKeys(tx, {wish.origin, wish.auditKey.publicKey()}); });
    if (!keys)
        return keys.error();
    const auto before = lastSigned(store, *keys);
    if (!before)
        return before.error();
    const auto found = look(store, before->head);
    if (!found)
        return found.error();
    if (found->continues && !before->isLost)
        return base::Error{Errc::Conflict, QStringLiteral("The log continues what was signed (%1 entries): nothing was restored, and nothing is changed.").arg(before->head.size)};
    if (const auto sound = checkItself(store, wish, *before); !sound)
        return sound.error();
    const auto evidence = before->isLost ? prepareFolder(directory) : keepEvidence(directory, before->head);
    if (!evidence)
        return evidence.error();
    AcceptedRestore done{before->head, found->head, {}, *evidence, 0};
    const auto written = store.write([&](store::Transaction &tx) {
        done.endedGrants = endEverything(tx);
        tx.audit(entry(*found, *before, wish));
        done.now = store::logHead(tx);
    });
    if (!written)
        return written.error();
    // Interrupted before this line the log still contradicts the file, and the command can be given again.
    const QByteArray note = audit::signCheckpoint({wish.origin, done.now}, wish.auditKey);
    if (const auto replaced = store::replaceFile(store::checkpointFile(directory), note); !replaced)
        return replaced.error();
    const auto published = store.write([&](store::Transaction &tx) {
        tx.exec("INSERT INTO audit_checkpoint (size, note, signed_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", {done.now.size, note, tx.now()});
    });
    if (!published)
        return published.error();
    return done;
}

}  // namespace countersign::authority
