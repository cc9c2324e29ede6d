#include "app/catalog/catalog.h"

#include "app/catalog/lint.h"
#include "app/catalog/reading.h"

#include <algorithm>

namespace countersign::catalog {

namespace {

template <class T>
const T *lookUp(const std::vector<T> &all, const QHash<QString, qsizetype> &index, const QString &name)
{
    const auto found = index.find(name);
    return found == index.end() ? nullptr : &all[static_cast<size_t>(*found)];
}

}  // namespace

const approval::ActionType *Catalog::action(const QString &type) const { return lookUp(actions, actionIndex, type); }
const Scope *Catalog::scope(const QString &scopeName) const { return lookUp(scopes, scopeIndex, scopeName); }
const Resource *Catalog::resource(const QString &id) const { return lookUp(resources, resourceIndex, id); }

bool Catalog::usable(const QString &scopeName, qint64 now) const
{
    const Scope *found = scope(scopeName);
    return found && !(found->deprecated && found->deprecated->sunset && *found->deprecated->sunset <= now);
}

bool Catalog::deprecated(const QString &scopeName, qint64 now) const
{
    const Scope *found = scope(scopeName);
    return found && found->deprecated && found->deprecated->since <= now;
}

Checked check(QByteArrayView toml)
{
    auto parsed = TomlDocument::parse(toml, kMaxTextBytes);
    if (const auto *error = std::get_if<TomlError>(&parsed)) {
        const QString code = error->tooLarge ? QStringLiteral("too_large") : QStringLiteral("not_toml");
        return {std::nullopt, {{Severity::Error, error->line, code, error->message + u'.'}}};
    }
    const TomlDocument &document = std::get<TomlDocument>(parsed);
    Findings findings;
    Catalog catalog;
    Fields root(document.root(), QStringLiteral("The catalogue"), findings);
    (void)root.integer(QStringLiteral("format"), 1, {1, 1});
    if (!root.find(QStringLiteral("format")))
        root.error(QStringLiteral("format"), "missing", QStringLiteral("The catalogue needs \"format = 1\"."));
    catalog.name = root.text(QStringLiteral("name"), Need::Required);
    catalog.naming = readNaming(root, findings);
    readResources(root, catalog, findings);
    readScopes(root, catalog, findings);
    readActions(root, catalog, findings);
    readRoutes(root, catalog, findings);
    root.finish();
    Checked out;
    const bool isWhole = !findings.hasError();
    out.findings = std::move(findings).sorted();
    if (isWhole) {
        out.findings = mergedFindings(out.findings, lint(catalog));
        out.catalog = std::move(catalog);
        out.catalog->warnings = out.findings;
    }
    return out;
}

base::Result<Catalog> parse(QByteArrayView toml)
{
    Checked checked = check(toml);
    if (checked.catalog)
        return std::move(*checked.catalog);
    for (const Finding &finding : checked.findings) {
        if (finding.severity == Severity::Error)
            return base::Error{finding.code == QLatin1String("too_large") ? base::Errc::TooLarge : base::Errc::InvalidArgument, findingText(finding)};
    }
    return base::Error{base::Errc::InvalidArgument, QStringLiteral("the catalogue has too many findings")};
}

QString severityName(Severity severity)
{
    return severity == Severity::Error ? QStringLiteral("error") : QStringLiteral("warning");
}

QString findingText(const Finding &finding)
{
    const QString text = QStringLiteral("%1: %2").arg(severityName(finding.severity), finding.message);
    return finding.line > 0 ? QStringLiteral("line %1: ").arg(finding.line) + text : text;
}

bool isBuiltInType(const QString &type)
{
    return approval::yieldOf(type) != approval::Yield::Credential;
}

bool isGroupName(const QString &name)
{
    static const QRegularExpression rule(QRegularExpression::anchoredPattern(QStringLiteral("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")));
    return rule.match(name).hasMatch();
}

bool isScopeName(const QString &name)
{
    return !name.isEmpty() && name.size() <= 100 && std::all_of(name.begin(), name.end(), [](QChar c) {
        return c > u' ' && c <= u'~' && c != u'"' && c != u'*' && c != u'?' && c != u'\\';
    });
}

const QStringList &builtInScopes()
{
    static const QStringList scopes{
        QStringLiteral("approvals:read"), QStringLiteral("approvals:decide"), QStringLiteral("grants:revoke"), QStringLiteral("clients:manage"),
        QStringLiteral("catalog:write"), QStringLiteral("users:manage"), QStringLiteral("audit:read"), QStringLiteral("catalog:read")};
    return scopes;
}

QByteArray emptyCatalogText()
{
    return QByteArrayLiteral("format = 1\nname = \"New authority\"\n");
}

}  // namespace countersign::catalog
