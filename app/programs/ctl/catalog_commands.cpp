// `catalog …`: a catalogue kept in version control, checked and applied by a pipeline.
#include "app/backends/catalog_desk.h"
#include "app/catalog/lint.h"
#include "app/programs/ctl/approver_session.h"
#include "app/programs/ctl/catalog_report.h"
#include "app/programs/ctl/terminal.h"

#include <QDateTime>
#include <QFile>
#include <QSaveFile>

#include <cstdio>

namespace countersign::ctl {
namespace {

using backends::CatalogDesk;
using backends::CatalogOutcome;
using base::Errc;
using base::Result;

// `catalog lint` and `catalog diff` speak like compilers and diff(1) do.
constexpr int kWarnings = 1, kDiffers = 1, kErrors = 2;

Result<QByteArray> readText(const QString &path)
{
    QFile file(path);
    if (!(path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly)))
        return {Errc::Io, QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString())};
    QByteArray text;
    while (text.size() <= catalog::kMaxTextBytes) {
        const QByteArray more = file.read(catalog::kMaxTextBytes + 1 - text.size());
        if (more.isEmpty())
            return text;
        text += more;
    }
    return {Errc::Io, QStringLiteral("%1 is longer than %2 bytes").arg(path).arg(catalog::kMaxTextBytes)};
}

// A session whose authority has a catalogue to read.
struct Desk {
    std::shared_ptr<ApproverSession> session;
    CatalogDesk *desk = nullptr;
};

Result<Desk> openDesk(const Arguments &arguments)
{
    auto session = ApproverSession::open(arguments);
    if (!session)
        return session.error();
    CatalogDesk *desk = (*session)->backend().catalog();
    if (!desk)
        return {Errc::Denied, QStringLiteral("this authority shows no catalogue")};
    return Desk{*std::move(session), desk};
}

std::vector<catalog::Finding> findingsOf(const QList<backends::CatalogFinding> &all)
{
    std::vector<catalog::Finding> out;
    for (const backends::CatalogFinding &one : all)
        out.push_back({one.severity == backends::CatalogFinding::Severity::Error ? catalog::Severity::Error : catalog::Severity::Warning, one.line, one.code, one.message});
    return out;
}

void show(const Report &report, ReportFormat format)
{
    if (format == ReportFormat::Text) {
        for (const QString &line : reportLines(report))
            print(line);
    } else {
        printJson(format == ReportFormat::Json ? reportJson(report) : reportSarif(report));
    }
}

std::optional<ReportFormat> formatOf(const Arguments &arguments)
{
    if (arguments.has("format"))
        return reportFormat(arguments.value("format"));
    return arguments.has("json") ? ReportFormat::Json : ReportFormat::Text;
}

// Without an authority: the text and today's date.
Result<std::vector<catalog::Finding>> findingsHere(const QByteArray &text)
{
    const catalog::Checked checked = catalog::check(text);
    if (!checked.catalog)
        return checked.findings;
    catalog::UseFacts facts;
    facts.now = QDateTime::currentSecsSinceEpoch();
    return catalog::mergedFindings(checked.findings, catalog::lintUse(*checked.catalog, facts));
}

Result<std::vector<catalog::Finding>> findingsThere(const Arguments &arguments, const QByteArray &text)
{
    const auto desk = openDesk(arguments);
    if (!desk)
        return desk.error();
    const auto checked = await(desk->desk->check(QString::fromUtf8(text)));
    if (!checked)
        return checked.error();
    return findingsOf(checked->findings);
}

int runLint(const Arguments &arguments)
{
    const auto format = formatOf(arguments);
    if (!format)
        return fail(Usage, QStringLiteral("--format is text, json or sarif"));
    const QString file = arguments.plain().first();
    const auto text = readText(file);
    if (!text)
        return fail(kErrors, outside(text.error().detail));
    const auto findings = arguments.has("online") ? findingsThere(arguments, *text) : findingsHere(*text);
    if (!findings)
        return fail(findings.error());
    const Report report{file, *findings};
    show(report, *format);
    if (report.hasErrors())
        return kErrors;
    return arguments.has("strict") && !report.findings.empty() ? kWarnings : Success;
}

// The text in force, or the file that --from names.
Result<QByteArray> textBefore(const Arguments &arguments)
{
    if (arguments.has("from"))
        return readText(arguments.value("from"));
    const auto desk = openDesk(arguments);
    if (!desk)
        return desk.error();
    const auto state = await(desk->desk->current());
    if (!state)
        return state.error();
    return state->toml.toUtf8();
}

Result<catalog::Catalog> parsed(const QString &file, const QByteArray &text)
{
    auto read = catalog::parse(text);
    if (!read)
        return {Errc::InvalidArgument, QStringLiteral("%1, %2").arg(file, read.error().detail)};
    return read;
}

int runDiff(const Arguments &arguments)
{
    const auto format = formatOf(arguments);
    if (!format || *format == ReportFormat::Sarif)
        return fail(Usage, QStringLiteral("--format is text or json"));
    const QString file = arguments.plain().first();
    const auto text = readText(file);
    if (!text)
        return fail(kErrors, outside(text.error().detail));
    const auto before = textBefore(arguments);
    if (!before)
        return before.error().code == Errc::Io ? fail(kErrors, outside(before.error().detail)) : fail(before.error());
    const auto from = parsed(arguments.has("from") ? arguments.value("from") : QStringLiteral("the catalogue in force"), *before);
    const auto to = from ? parsed(file, *text) : from;
    if (!to)
        return fail(to.error());
    const catalog::Diff difference = catalog::diff(*from, *to);
    if (*format == ReportFormat::Json)
        printJson(differenceJson(difference));
    else
        for (const QString &line : catalog::diffLines(difference))
            print(outside(line));
    return arguments.has("exit-code") && !difference.isEmpty() ? kDiffers : Success;
}

void reportWaiting(const Arguments &arguments, const CatalogOutcome &outcome)
{
    if (arguments.has("json")) {
        QJsonObject object{{QStringLiteral("approval_id"), outcome.approval.text()}};
        if (!outcome.confirmationCode.isEmpty())
            object.insert(QStringLiteral("confirmation_code"), outcome.confirmationCode);
        printJson(object);
        return;
    }
    print(QStringLiteral("%1 waits for a second admin; nothing is changed until then").arg(outside(outcome.approval.text())));
    if (!outcome.confirmationCode.isEmpty())
        print(QStringLiteral("confirmation code, to tell whoever decides: %1").arg(outside(outcome.confirmationCode)));
}

int report(const Arguments &arguments, const CatalogOutcome &outcome, const QString &file)
{
    using Kind = CatalogOutcome::Kind;
    switch (outcome.kind) {
    case Kind::Applied:
        if (arguments.has("json"))
            printJson({{QStringLiteral("version"), outcome.version}});
        else
            print(QStringLiteral("version %1 is in force").arg(outcome.version));
        return Success;
    case Kind::NeedsApproval:
        reportWaiting(arguments, outcome);
        return NotYet;
    case Kind::Invalid:
        show({file, findingsOf(outcome.findings)}, arguments.has("json") ? ReportFormat::Json : ReportFormat::Text);
        return kErrors;
    case Kind::SomebodyFirst:
        return fail(Refused, QStringLiteral("another version came first; nothing was changed. Compare again."));
    case Kind::Refused:
        break;
    }
    return fail(Refused, outcome.detail.isEmpty() ? QStringLiteral("the authority refused it") : outside(outcome.detail));
}

struct Wish {
    QString file;
    QString toml;
};

int applyText(const Arguments &arguments, const Desk &desk, const Wish &wish)
{
    const auto now = await(desk.desk->current());
    if (!now)
        return fail(now.error());
    if (arguments.has("if-version") && arguments.value("if-version") != QString::number(now->version))
        return fail(Refused, QStringLiteral("version %1 is in force by now; nothing was changed").arg(now->version));
    if (now->toml == wish.toml) {
        say(QStringLiteral("version %1 is this very text; nothing to apply").arg(now->version));
        if (arguments.has("json"))
            printJson({{QStringLiteral("version"), now->version}});
        return Success;
    }
    const auto outcome = await(desk.desk->apply({wish.toml, arguments.value("reason"), now->etag}));
    return outcome ? report(arguments, *outcome, wish.file) : fail(outcome.error());
}

int runApply(const Arguments &arguments)
{
    if (arguments.value("reason").trimmed().isEmpty())
        return fail(Usage, QStringLiteral("--reason is needed: it stands in the log and in the list of versions"));
    const QString file = arguments.plain().first();
    const auto text = readText(file);
    if (!text)
        return fail(kErrors, outside(text.error().detail));
    // What is wrong is said before anybody signs in.
    const catalog::Checked checked = catalog::check(*text);
    if (!checked.catalog) {
        show({file, checked.findings}, arguments.has("json") ? ReportFormat::Json : ReportFormat::Text);
        return kErrors;
    }
    const auto desk = openDesk(arguments);
    return desk ? applyText(arguments, *desk, {file, QString::fromUtf8(*text)}) : fail(desk.error());
}

Result<qint64> versionOf(const QString &text)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber || number < 1)
        return {Errc::InvalidArgument, QStringLiteral("a version is a number from 1 on")};
    return number;
}

int runRollback(const Arguments &arguments)
{
    const auto number = versionOf(arguments.plain().first());
    if (!number)
        return fail(number.error());
    if (arguments.value("reason").trimmed().isEmpty())
        return fail(Usage, QStringLiteral("--reason is needed: it stands in the log and in the list of versions"));
    const auto desk = openDesk(arguments);
    if (!desk)
        return fail(desk.error());
    const auto old = await(desk->desk->version(*number));
    return old ? applyText(arguments, *desk, {QStringLiteral("version %1").arg(*number), old->toml}) : fail(old.error());
}

int save(const QString &path, const QByteArray &text)
{
    if (path == QLatin1String("-")) {
        std::fwrite(text.constData(), 1, static_cast<size_t>(text.size()), stdout);
        return Success;
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fail(Failure, QStringLiteral("%1 cannot be written: %2").arg(outside(path), file.errorString()));
    return Success;
}

int runExport(const Arguments &arguments)
{
    const auto desk = openDesk(arguments);
    if (!desk)
        return fail(desk.error());
    if (!arguments.has("version")) {
        const auto state = await(desk->desk->current());
        return state ? save(arguments.plain().first(), state->toml.toUtf8()) : fail(state.error());
    }
    const auto number = versionOf(arguments.value("version"));
    if (!number)
        return fail(number.error());
    const auto old = await(desk->desk->version(*number));
    return old ? save(arguments.plain().first(), old->toml.toUtf8()) : fail(old.error());
}

void showVersion(const Arguments &arguments, const backends::CatalogVersion &version)
{
    if (arguments.has("json")) {
        printJson({{QStringLiteral("version"), version.version}, {QStringLiteral("applied_by"), version.appliedBy}, {QStringLiteral("applied_at"), version.appliedAt}, {QStringLiteral("reason"), version.reason}});
        return;
    }
    const QString when = QDateTime::fromSecsSinceEpoch(version.appliedAt, Qt::UTC).toString(Qt::ISODate);
    print(QStringLiteral("%1  %2  %3  %4").arg(version.version).arg(when, outside(version.appliedBy), outside(version.reason)));
}

int runVersions(const Arguments &arguments)
{
    const auto desk = openDesk(arguments);
    if (!desk)
        return fail(desk.error());
    for (QString cursor;;) {
        const auto page = await(desk->desk->versions(cursor));
        if (!page)
            return fail(page.error());
        for (const backends::CatalogVersion &version : page->items)
            showVersion(arguments, version);
        if (page->nextCursor.isEmpty() || page->nextCursor == cursor)
            return Success;
        cursor = page->nextCursor;
    }
}

const OptionSpec kReason{"reason", "TEXT", "why, for the log and the list of versions; needed"};
const OptionSpec kIfVersion{"if-version", "N", "only if this version is in force: the one that was compared"};

}  // namespace

std::vector<Command> catalogCommands()
{
    return {{"catalog lint", "FILE", "find faults and weak spots in a catalogue",
             "Works without an authority. With --online the authority checks it, which also knows what is used and by whom.\n"
             "Ends with 0 when there is nothing to say, with 1 when there are warnings and --strict was given, with 2 when there are errors.",
             withPersonOptions({{"format", "HOW", "text (default), json or sarif (2.1.0, for code scanning)"}, {"strict", nullptr, "warnings end with 1"},
                                {"online", nullptr, "let the authority check it"}}), runLint},
            {"catalog diff", "FILE", "show what a catalogue changes, entry by entry",
             "Compares with the catalogue in force, or with --from another file, without an authority.\n"
             "Ends with 0, with --exit-code with 1 when there are differences, and with 2 when a text has errors.",
             withPersonOptions({{"from", "FILE", "compare with this file instead of the catalogue in force"}, {"format", "HOW", "text (default) or json"},
                                {"exit-code", nullptr, "differences end with 1"}}), runDiff},
            {"catalog apply", "FILE", "put a catalogue in force",
             "All or nothing, and only over the version that is in force when the command begins. Where the catalogue asks for it, a change of high or\n"
             "critical entries waits for a second admin: the approval's id and its confirmation code are printed, and nothing changes until then.\n"
             "Ends with 2 when the text has errors, with 5 when another version came first, with 9 when it waits for a second admin.",
             withPersonOptions({kReason, kIfVersion}), runApply},
            {"catalog export", "FILE", "write the catalogue in force to a file", "- for standard output.",
             withPersonOptions({{"version", "N", "an earlier version instead"}}), runExport},
            {"catalog versions", "", "list the versions that were in force", "Newest first.", withPersonOptions({}), runVersions},
            {"catalog rollback", "N", "put the text of an earlier version in force", "It becomes a new version, under the same rules as any other change.",
             withPersonOptions({kReason, kIfVersion}), runRollback}};
}

}  // namespace countersign::ctl
