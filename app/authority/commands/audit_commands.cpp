// `audit fsck` and `backup`.
#include "app/authority/commands/workplace.h"
#include "app/authority/issuer.h"
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

Command backupCommand()
{
    return {QStringLiteral("backup"), QStringLiteral("Copies the database, consistent, while it is in use."),
            QStringLiteral("FILE must not exist; it gets mode 0600. Keys are not in it: keep DIR/keys apart, as safe as the originals.\n"
                           "A copy put back later is noticed: serve refuses to go on with a log that is shorter than what it signed."),
            {dataOption(), {QStringLiteral("to"), QStringLiteral("FILE"), QStringLiteral("Where the copy goes."), Occurs::Required}}, &backup};
}

}  // namespace countersign::authority::commands
