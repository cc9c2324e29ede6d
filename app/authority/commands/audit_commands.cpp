// `audit …` and `backup`.
#include "app/authority/commands/workplace.h"
#include "app/authority/issuer.h"
#include "app/authority/restore.h"
#include "app/authority/store/audit_erasure.h"
#include "app/authority/store/audit_fsck.h"
#include "app/authority/store/audit_index.h"

#include <QFileInfo>
#include <QJsonArray>

namespace countersign::authority::commands {

namespace {

base::Status fsck(const Arguments &arguments)
{
    auto workplace = withKeys(openWorkplace(arguments));
    if (!workplace)
        return workplace.error();
    const auto origin = workplace->store->read([](store::Transaction &tx) { return storedLogOrigin(tx); });
    if (!origin)
        return origin.error();
    // Never served: nothing was signed yet, and any name will do.
    const audit::VerifierKey key(origin->value_or(QStringLiteral("unnamed/audit")), workplace->keys->auditKey().publicKey());
    const auto report = store::auditFsck(*workplace->store, key);
    if (!report)
        return report.error();
    if (!report->isClean()) {
        const QString more = report->findings.size() > 1 ? QStringLiteral(" (and %1 more)").arg(report->findings.size() - 1) : QString();
        return base::Error{base::Errc::Corrupt, QStringLiteral("The log is damaged: ") + report->findings.front().text + more};
    }
    printJson({{QStringLiteral("entries"), report->head.size},
               {QStringLiteral("root"), QString::fromLatin1(report->head.root.toBase64())},
               {QStringLiteral("checkpoints"), report->checkpoints},
               {QStringLiteral("erased_payloads"), report->erasedPayloads}});
    return base::Done{};
}

// What --seq, --txn or --subject asks for: exactly one of them.
base::Result<store::ErasurePlan> plannedErasure(store::Transaction &tx, const Arguments &arguments)
{
    const bool bySeq = arguments.has(QStringLiteral("seq")), byRequest = arguments.has(QStringLiteral("txn")), bySubject = arguments.has(QStringLiteral("subject"));
    if (int(bySeq) + int(byRequest) + int(bySubject) != 1)
        return base::Error{base::Errc::InvalidArgument, QStringLiteral("Say what to erase with exactly one of --seq, --txn and --subject.")};
    if (byRequest)
        return store::planOfRequest(tx, arguments.value(QStringLiteral("txn")));
    if (bySubject) {
        auto plan = store::planOfSubject(tx, arguments.value(QStringLiteral("subject")));
        if (plan.isEmpty())
            return base::Error{base::Errc::NotFound, QStringLiteral("No entry of the log is about %1.").arg(arguments.value(QStringLiteral("subject")))};
        return plan;
    }
    bool ok = false;
    const qint64 seq = arguments.value(QStringLiteral("seq")).toLongLong(&ok);
    if (!ok || seq < 0)
        return base::Error{base::Errc::InvalidArgument, QStringLiteral("--seq is the number of an entry.")};
    return store::planOfEntry(tx, seq);
}

// The parts one after the other, then the file without what was in it. Interrupted, what was erased is said by its own entries.
base::Result<QJsonArray> eraseParts(store::Store &store, const store::ErasurePlan &plan, const store::ErasureCause &cause)
{
    QJsonArray saidBy;
    for (const store::ErasurePlan &part : store::inParts(plan)) {
        const auto done = store.write([&](store::Transaction &tx) { return store::erase(tx, part, cause); });
        if (!done)
            return done.error();
        if (done->saidBy)
            saidBy.append(*done->saidBy);
    }
    auto step = store::Merge::First;
    for (bool isMore = true; isMore; step = store::Merge::Next) {
        const auto merged = store.write([step](store::Transaction &tx) { return store::mergeIndex(tx, step); });
        if (!merged)
            return merged.error();
        isMore = *merged;
    }
    return saidBy;
}

base::Status eraseFromLog(const Arguments &arguments)
{
    const auto reason = reasonOf(arguments);
    if (!reason)
        return reason.error();
    auto workplace = openWorkplace(arguments);
    if (!workplace)
        return workplace.error();
    const auto plan = workplace->store->read([&](store::Transaction &tx) { return plannedErasure(tx, arguments); });
    if (!plan)
        return plan.error();
    if (!arguments.has(QStringLiteral("yes")))
        return base::Error{base::Errc::InvalidArgument, QStringLiteral("This would erase what %1 entries and %2 requests say, for good. Nothing was erased; repeat with --yes.").arg(plan->seqs.size()).arg(plan->requests.size())};
    const auto saidBy = eraseParts(*workplace->store, *plan, {kActorCli, *reason});
    if (!saidBy)
        return saidBy.error();
    printJson({{QStringLiteral("entries"), static_cast<qint64>(plan->seqs.size())}, {QStringLiteral("requests"), plan->requests.size()}, {QStringLiteral("said_by"), *saidBy}});
    if (const auto shed = workplace->store->shedOldPages(); !shed)
        printWarning(QStringLiteral("The write-ahead file may still hold what was erased, as somebody reads just now; it goes when the authority is started anew, or with the next erasure."));
    printWarning(QStringLiteral("Backups, exports and what was forwarded to other systems are not reached by this."));
    return base::Done{};
}

QJsonObject headJson(const audit::TreeHead &head)
{
    return {{QStringLiteral("entries"), head.size}, {QStringLiteral("root"), QString::fromLatin1(head.root.toBase64())}};
}

base::Status acceptOlderLog(const Arguments &arguments)
{
    const auto reason = reasonOf(arguments);
    if (!reason)
        return reason.error();
    auto workplace = withKeys(openWorkplaceAlone(arguments));
    if (!workplace)
        return workplace.error();
    const auto origin = workplace->store->read([](store::Transaction &tx) { return storedLogOrigin(tx); });
    if (!origin)
        return origin.error();
    const auto done = acceptRestore(*workplace->store, {workplace->keys->auditKey(), origin->value_or(QString()), *reason});
    if (!done)
        return done.error();
    printJson({{QStringLiteral("signed_before"), headJson(done->before)}, {QStringLiteral("restored"), headJson(done->restored)},
               {QStringLiteral("now"), headJson(done->now)}, {QStringLiteral("evidence"), done->evidence}, {QStringLiteral("ended_grants"), done->endedGrants}});
    if (done->evidence.isEmpty())
        printWarning(QStringLiteral("What was signed last is lost with DIR/audit/checkpoint: how many entries are gone cannot be told from here. Consoles and countersignctl that saw more will report"
                                    " a rewritten log, and consoles approve nothing, until its keeper has removed what it remembers of this authority."));
    else
        printWarning(QStringLiteral("Entries from %1 to %2 that were signed before are gone. Every console and countersignctl that saw them will report a rewritten log, and consoles approve nothing,"
                                " until its keeper has compared the evidence with %3 and removed what it remembers of this authority.")
                     .arg(done->restored.size).arg(done->before.size - 1).arg(done->evidence));
    printWarning(QStringLiteral("Sessions, tokens, credentials and open requests of the backup were ended. Users, clients and keys are as they were then: repeat what was disabled, removed or changed since."));
    return base::Done{};
}

base::Status backup(const Arguments &arguments)
{
    auto workplace = openWorkplace(arguments);
    if (!workplace)
        return workplace.error();
    const QString file = QFileInfo(arguments.value(QStringLiteral("to"))).absoluteFilePath();
    if (auto done = workplace->store->backupTo(file); !done)
        return done;
    printJson({{QStringLiteral("file"), file}, {QStringLiteral("bytes"), QFileInfo(file).size()}});
    return base::Done{};
}

}  // namespace

Command auditFsckCommand()
{
    return {QStringLiteral("audit fsck"), QStringLiteral("Checks the whole log: every entry, the tree, every checkpoint."),
            QStringLiteral("Works beside a running serve. Prints {\"entries\",\"root\",\"checkpoints\",\"erased_payloads\"}, or says what does not fit."), {dataOption()}, &fsck};
}

Command auditAcceptRestoreCommand()
{
    return {QStringLiteral("audit accept-restore"), QStringLiteral("Goes on from an older backup, knowing that the log was cut."),
            QStringLiteral("serve refuses a log that is shorter than, or different from, what it signed last. Where a person really put an older backup\n"
                           "back, this command says so: it ends every session, token, credential, window and open request that the backup would\n"
                           "revive, writes one entry \"log.restore_accepted\" with both sizes and roots, and signs the log from there on.\n"
                           "On a new machine, where DIR/audit/checkpoint is lost too, it does the same; nobody can tell then from here how much is gone.\n"
                           "Consoles are not talked out of it: each one that saw more of the log shows a red banner, exports both checkpoints as\n"
                           "evidence and approves nothing, until its keeper removes what it remembers. serve must not be running."),
            {dataOption(), {QStringLiteral("reason"), QStringLiteral("TEXT"), QStringLiteral("Why, for the log; at most 500 characters."), Occurs::Required}}, &acceptOlderLog};
}

Command auditEraseCommand()
{
    return {QStringLiteral("audit erase"), QStringLiteral("Erases what entries of the log say, not that they were made."),
            QStringLiteral("Removes payload and salt of the entries, the card of the requests, what the tables repeat of them (reasons, descriptions of\n"
                           "ended clients), their words in the search index, and all of it from the file. The tree stays as it is: hashes, proofs and\n"
                           "checkpoints go on being true. An entry \"log.payloads_erased\" says which entries, when and why; entries in which the log\n"
                           "speaks of itself (log.*) are never erased, nor is a request that is open, or what a living client says of itself.\n"
                           "--subject takes usr_… or client:…: what they did, what names them, and the requests made for them, or by that client; a\n"
                           "person's account stays. Works beside a running serve. Backups and what was forwarded are not reached. Prints\n"
                           "{\"entries\",\"requests\",\"said_by\"}."),
            {dataOption(),
             {QStringLiteral("seq"), QStringLiteral("N"), QStringLiteral("One entry."), Occurs::Optional},
             {QStringLiteral("txn"), QStringLiteral("ID"), QStringLiteral("Everything about one request."), Occurs::Optional},
             {QStringLiteral("subject"), QStringLiteral("SUB"), QStringLiteral("Everything about a person or client."), Occurs::Optional},
             {QStringLiteral("reason"), QStringLiteral("TEXT"), QStringLiteral("Why, for the log; at most 500 characters. Never erased."), Occurs::Required},
             {QStringLiteral("yes"), QString(), QStringLiteral("Do it; without this only the number is told."), Occurs::Flag}},
            &eraseFromLog};
}

Command backupCommand()
{
    return {QStringLiteral("backup"), QStringLiteral("Copies the database, consistent, while it is in use."),
            QStringLiteral("FILE must not exist; it gets mode 0600. Keys are not in it: keep DIR/keys apart, as safe as the originals.\n"
                           "A copy put back later is noticed: serve refuses to go on with a log that is shorter than what it signed,\n"
                           "until \"audit accept-restore\" says that it is meant."),
            {dataOption(), {QStringLiteral("to"), QStringLiteral("FILE"), QStringLiteral("Where the copy goes."), Occurs::Required}}, &backup};
}

}  // namespace countersign::authority::commands
