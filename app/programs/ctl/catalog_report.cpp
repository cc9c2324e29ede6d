#include "app/programs/ctl/catalog_report.h"

#include "app/catalog/lint.h"
#include "app/programs/ctl/terminal.h"

#include <QJsonArray>
#include <QUrl>

#include <algorithm>

namespace countersign::ctl {

namespace {

using catalog::Finding;
using catalog::Severity;

qsizetype count(const Report &report, Severity severity)
{
    return std::count_if(report.findings.begin(), report.findings.end(), [severity](const Finding &one) { return one.severity == severity; });
}

QJsonObject findingJson(const Finding &finding)
{
    return {{QStringLiteral("severity"), catalog::severityName(finding.severity)}, {QStringLiteral("line"), finding.line},
            {QStringLiteral("code"), finding.code}, {QStringLiteral("message"), finding.message}};
}

QJsonObject text(const QString &words)
{
    return {{QStringLiteral("text"), words}};
}

QJsonArray sarifRules()
{
    QJsonArray rules;
    for (const catalog::Rule &rule : catalog::lintRules())
        rules.append(QJsonObject{{QStringLiteral("id"), QLatin1String(rule.code)}, {QStringLiteral("shortDescription"), text(QLatin1String(rule.about))}});
    return rules;
}

// SARIF 3.4.3: a URI reference. A blank or a colon in a file name must not change what it means.
QString uriOf(const QString &file)
{
    if (file == QLatin1String("-"))
        return QStringLiteral("stdin");
    const QString path = QString::fromLatin1(QUrl::toPercentEncoding(file, "/"));
    return file.startsWith(u'/') ? QStringLiteral("file://") + path : path;
}

QJsonObject sarifResult(const Finding &finding, const QString &uri)
{
    QJsonObject place{{QStringLiteral("artifactLocation"), QJsonObject{{QStringLiteral("uri"), uri}}}};
    if (finding.line > 0)  // lines count from one; what is about the whole text has no region
        place.insert(QStringLiteral("region"), QJsonObject{{QStringLiteral("startLine"), finding.line}});
    QJsonObject result{{QStringLiteral("ruleId"), finding.code}, {QStringLiteral("level"), catalog::severityName(finding.severity)}, {QStringLiteral("message"), text(finding.message)},
                       {QStringLiteral("locations"), QJsonArray{QJsonObject{{QStringLiteral("physicalLocation"), place}}}}};
    const auto &rules = catalog::lintRules();
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const catalog::Rule &one) { return finding.code == QLatin1String(one.code); });
    if (rule != rules.end())
        result.insert(QStringLiteral("ruleIndex"), static_cast<qint64>(rule - rules.begin()));
    return result;
}

QJsonObject entryJson(const catalog::Entry &entry)
{
    return {{QStringLiteral("kind"), catalog::entryKindName(entry.kind)}, {QStringLiteral("name"), entry.name}};
}

}  // namespace

std::optional<ReportFormat> reportFormat(const QString &name)
{
    if (name == QLatin1String("text"))
        return ReportFormat::Text;
    if (name == QLatin1String("json"))
        return ReportFormat::Json;
    return name == QLatin1String("sarif") ? std::optional(ReportFormat::Sarif) : std::nullopt;
}

bool Report::hasErrors() const
{
    return count(*this, Severity::Error) > 0;
}

QStringList reportLines(const Report &report)
{
    QStringList lines;
    for (const Finding &finding : report.findings) {
        const QString place = finding.line > 0 ? QStringLiteral("%1:%2").arg(report.file).arg(finding.line) : report.file;
        lines.append(QStringLiteral("%1: %2: %3 [%4]").arg(outside(place), catalog::severityName(finding.severity), outside(finding.message), outside(finding.code)));
    }
    return lines;
}

QJsonObject reportJson(const Report &report)
{
    QJsonArray findings;
    for (const Finding &finding : report.findings)
        findings.append(findingJson(finding));
    return {{QStringLiteral("file"), report.file}, {QStringLiteral("ok"), !report.hasErrors()}, {QStringLiteral("errors"), count(report, Severity::Error)},
            {QStringLiteral("warnings"), count(report, Severity::Warning)}, {QStringLiteral("findings"), findings}};
}

QJsonObject reportSarif(const Report &report)
{
    QJsonArray results;
    for (const Finding &finding : report.findings)
        results.append(sarifResult(finding, uriOf(report.file)));
    const QJsonObject driver{{QStringLiteral("name"), QStringLiteral("countersignctl")}, {QStringLiteral("version"), QStringLiteral(COUNTERSIGN_VERSION)},
                             {QStringLiteral("rules"), sarifRules()}};
    const QJsonObject run{{QStringLiteral("tool"), QJsonObject{{QStringLiteral("driver"), driver}}}, {QStringLiteral("results"), results}};
    return {{QStringLiteral("$schema"), QStringLiteral("https://json.schemastore.org/sarif-2.1.0.json")}, {QStringLiteral("version"), QStringLiteral("2.1.0")},
            {QStringLiteral("runs"), QJsonArray{run}}};
}

QJsonObject differenceJson(const catalog::Diff &diff)
{
    QJsonArray added, removed, changed;
    for (const catalog::Entry &entry : diff.added)
        added.append(entryJson(entry));
    for (const catalog::Entry &entry : diff.removed)
        removed.append(entryJson(entry));
    for (const catalog::EntryChange &change : diff.changed) {
        QJsonArray fields;
        for (const catalog::FieldChange &field : change.fields)
            fields.append(QJsonObject{{QStringLiteral("field"), field.field}, {QStringLiteral("from"), field.from}, {QStringLiteral("to"), field.to}});
        QJsonObject object = entryJson(change.entry);
        object.insert(QStringLiteral("fields"), fields);
        changed.append(object);
    }
    return {{QStringLiteral("added"), added}, {QStringLiteral("removed"), removed}, {QStringLiteral("changed"), changed}};
}

}  // namespace countersign::ctl
