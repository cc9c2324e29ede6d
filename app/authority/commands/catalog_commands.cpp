// `catalog …`: what may be asked for, and who decides.
#include "app/authority/catalog_versions.h"
#include "app/authority/commands/workplace.h"

namespace countersign::authority::commands {

namespace {

using base::Errc;

base::Result<QByteArray> catalogText(const Arguments &arguments)
{
    return readInputFile(arguments.value(QStringLiteral("catalog")), catalog::kMaxTextBytes);
}

// On failure one line: the first error, and how many more there are.
base::Error summary(const catalog::Checked &checked, const QString &file)
{
    const auto isError = [](const catalog::Finding &finding) { return finding.severity == catalog::Severity::Error; };
    const auto first = std::find_if(checked.findings.begin(), checked.findings.end(), isError);
    const auto count = std::count_if(checked.findings.begin(), checked.findings.end(), isError);
    QString text = QStringLiteral("%1, %2").arg(file, first == checked.findings.end() ? QString() : catalog::findingText(*first));
    if (count > 1)
        text += QStringLiteral(" (and %1 more; \"catalog check\" lists them)").arg(count - 1);
    return {Errc::InvalidArgument, text};
}

base::Status check(const Arguments &arguments)
{
    const auto text = catalogText(arguments);
    if (!text)
        return text.error();
    const catalog::Checked checked = catalog::check(*text);
    for (const catalog::Finding &finding : checked.findings)
        printText(catalog::findingText(finding).toUtf8() + '\n');
    return checked.catalog ? base::Status(base::Done{}) : base::Status(summary(checked, arguments.value(QStringLiteral("catalog"))));
}

base::Status apply(const Arguments &arguments)
{
    const auto text = catalogText(arguments);
    if (!text)
        return text.error();
    const catalog::Checked checked = catalog::check(*text);
    if (!checked.catalog)
        return summary(checked, arguments.value(QStringLiteral("catalog")));
    auto workplace = openWorkplace(arguments);
    if (!workplace)
        return workplace.error();
    const QString reason = arguments.has(QStringLiteral("reason")) ? arguments.value(QStringLiteral("reason")) : QStringLiteral("Applied from the command line");
    const auto version = workplace->store->write([&](store::Transaction &tx) { return applyCatalog(tx, {*text, reason, kActorCli}); });
    if (!version)
        return version.error();
    printJson({{QStringLiteral("version"), *version}});
    for (const catalog::Finding &finding : checked.findings)
        printWarning(catalog::findingText(finding));
    return base::Done{};
}

base::Status show(const Arguments &arguments)
{
    bool isNumber = true;
    const bool wantsOne = arguments.has(QStringLiteral("version"));
    const qint64 wanted = wantsOne ? arguments.value(QStringLiteral("version")).toLongLong(&isNumber) : 0;
    if (!isNumber)
        return base::Error{Errc::InvalidArgument, QStringLiteral("--version takes a number.")};
    auto workplace = openWorkplace(arguments);
    if (!workplace)
        return workplace.error();
    const auto stored = workplace->store->read([&](store::Transaction &tx) { return wantsOne ? catalogVersion(tx, wanted) : newestCatalog(tx); });
    if (!stored)
        return stored.error();
    if (!*stored)
        return base::Error{Errc::NotFound, QStringLiteral("There is no such version of the catalogue.")};
    printText((*stored)->toml);
    return base::Done{};
}

Option fileOption()
{
    return {QStringLiteral("catalog"), QStringLiteral("FILE"), QStringLiteral("The catalogue, TOML."), Occurs::Required};
}

}  // namespace

std::vector<Command> catalogCommands()
{
    return {
        {QStringLiteral("catalog apply"), QStringLiteral("Puts a new catalogue in force, all or nothing."),
         QStringLiteral("Prints {\"version\"}. It holds at once, also for requests that wait and tokens that live."),
         {dataOption(), fileOption(), {QStringLiteral("reason"), QStringLiteral("TEXT"), QStringLiteral("Why, for the log; at most 500 characters."), Occurs::Optional}}, &apply},
        {QStringLiteral("catalog check"), QStringLiteral("Reads a catalogue and says what is wrong, line by line."), QStringLiteral("Changes nothing and needs no authority. Fails when there is an error."),
         {fileOption()}, &check},
        {QStringLiteral("catalog show"), QStringLiteral("Prints the catalogue that is in force."), QString(),
         {dataOption(), {QStringLiteral("version"), QStringLiteral("N"), QStringLiteral("An earlier one instead."), Occurs::Optional}}, &show},
    };
}

}  // namespace countersign::authority::commands
