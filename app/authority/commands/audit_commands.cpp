// `audit …` and `backup`.
#include "app/authority/commands/workplace.h"
#include "app/authority/issuer.h"
#include "app/authority/private_file.h"
#include "app/authority/restore.h"
#include "app/authority/store/audit_fsck.h"

#include <QFileInfo>

namespace countersign::authority::commands {

namespace {

base::Status fsck(const Arguments &arguments)
{
    auto workplace = openWorkplace(arguments);
    if (!workplace)
        return workplace.error();
    const auto keys = openKeys(*workplace);
    if (!keys)
        return keys.error();
    const auto origin = workplace->store->read([](store::Transaction &tx) { return storedLogOrigin(tx); });
    if (!origin)
        return origin.error();
    // Never served: nothing was signed yet, and any name will do.
    const audit::VerifierKey key(origin->value_or(QStringLiteral("unnamed/audit")), (*keys)->auditKey().publicKey());
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

constexpr qsizetype kMaxReason = 500;

QJsonObject headJson(const audit::TreeHead &head)
{
    return {{QStringLiteral("entries"), head.size}, {QStringLiteral("root"), QString::fromLatin1(head.root.toBase64())}};
}

base::Status acceptOlderLog(const Arguments &arguments)
{
    const QString reason = arguments.value(QStringLiteral("reason")).trimmed();
    if (reason.isEmpty() || reason.size() > kMaxReason)
        return base::Error{base::Errc::InvalidArgument, QStringLiteral("--reason is text of 1 to 500 characters.")};
    // The lock of serve: nobody else may write to this log meanwhile.
    Workplace workplace{QFileInfo(arguments.value(QStringLiteral("data"))).absoluteFilePath(), std::make_unique<base::SystemClock>(), nullptr};
    if (auto safe = checkPrivateDirectory(workplace.directory); !safe)
        return safe;
    store::StoreOptions options;
    options.mode = store::OpenMode::Serve;
    auto opened = store::Store::open(workplace.directory, *workplace.clock, std::move(options));
    if (!opened)
        return opened.error();
    workplace.store = *std::move(opened);
    const auto keys = openKeys(workplace);
    if (!keys)
        return keys.error();
    const auto origin = workplace.store->read([](store::Transaction &tx) { return storedLogOrigin(tx); });
    if (!origin)
        return origin.error();
    const auto done = acceptRestore(*workplace.store, {(*keys)->auditKey(), origin->value_or(QString()), reason});
    if (!done)
        return done.error();
    printJson({{QStringLiteral("signed_before"), headJson(done->before)}, {QStringLiteral("restored"), headJson(done->restored)},
               {QStringLiteral("now"), headJson(done->now)}, {QStringLiteral("evidence"), done->evidence}, {QStringLiteral("ended_grants"), done->endedGrants}});
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
                           "Consoles are not talked out of it: each one that saw more of the log shows a red banner, exports both checkpoints as\n"
                           "evidence and approves nothing, until its keeper removes what it remembers. serve must not be running."),
            {dataOption(), {QStringLiteral("reason"), QStringLiteral("TEXT"), QStringLiteral("Why, for the log; at most 500 characters."), Occurs::Required}}, &acceptOlderLog};
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
