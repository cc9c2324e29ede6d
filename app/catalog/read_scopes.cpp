// Resources, naming rules and scopes.
#include "app/catalog/pattern.h"
#include "app/catalog/reading.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace countersign::catalog {

namespace {

// RFC 8707 2: an absolute URI without a fragment. Compared as text everywhere, so only plain characters.
bool isResourceId(const QString &id)
{
    const QUrl url(id, QUrl::StrictMode);
    const bool plain = std::all_of(id.begin(), id.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
    return plain && url.isValid() && !url.scheme().isEmpty() && !url.hasFragment() && id.size() > url.scheme().size() + 1
        && (url.scheme() == QLatin1String("urn") || !url.host().isEmpty()) && url.userInfo().isEmpty();
}

// As one of the parts between `:`, `.` and `/`.
bool isPart(QStringView name, QStringView word)
{
    const auto separates = [](QChar c) { return c == u':' || c == u'.' || c == u'/'; };
    for (auto from = name.begin(); ; ++from) {
        const auto to = std::find_if(from, name.end(), separates);
        if (name.sliced(from - name.begin(), to - from) == word)
            return true;
        if (to == name.end())
            return false;
        from = to;
    }
}

bool isForbidden(const QString &name, const QString &word)
{
    const bool isWord = std::all_of(word.begin(), word.end(), [](QChar c) { return c.isLetterOrNumber() || c == u'-' || c == u'_'; });
    return name == word || (isWord ? isPart(name, word) : name.contains(word));
}

class ScopeReader {
public:
    ScopeReader(Catalog &catalog, Findings &findings) : m_catalog(catalog), m_findings(findings), m_rule(wholePattern(catalog.naming.pattern)) {}

    void read(const TomlNode &node)
    {
        Fields fields(node, QStringLiteral("[[scope]]"), m_findings);
        Scope scope;
        scope.name = fields.text(QStringLiteral("name"), Need::Required);
        scope.title = fields.text(QStringLiteral("title"), Need::Required);
        scope.owner = fields.text(QStringLiteral("owner"), Need::Required);
        scope.reason = fields.text(QStringLiteral("reason"), Need::Required);
        scope.resource = fields.text(QStringLiteral("resource"), Need::Required);
        scope.risk = fields.tier(QStringLiteral("risk"), approval::Tier::Medium);
        scope.line = fields.lineOf(QStringLiteral("name"));
        readDeprecation(fields, scope);
        fields.finish();
        if (!scope.name.isEmpty())
            checkName(fields, scope.name);
        if (!scope.resource.isEmpty() && !m_catalog.resource(scope.resource))
            fields.error(QStringLiteral("resource"), "unknown_reference", QStringLiteral("Scope %1: no [[resource]] has the id \"%2\".").arg(scope.name, scope.resource));
        if (scope.name.isEmpty() || m_catalog.scopeIndex.contains(scope.name))
            return;
        m_catalog.scopeIndex.insert(scope.name, static_cast<qsizetype>(m_catalog.scopes.size()));
        m_catalog.scopes.push_back(std::move(scope));
    }

    // Once all scopes are known.
    void checkReplacements(const std::vector<TomlNode> &nodes)
    {
        for (const TomlNode &node : nodes) {
            const TomlNode *deprecated = node.member(QStringLiteral("deprecated"));
            const TomlNode *use = deprecated ? deprecated->member(QStringLiteral("use")) : nullptr;
            if (!use || use->text.isEmpty() || m_catalog.scope(use->text))
                continue;
            m_findings.error(use->line(), "unknown_reference", QStringLiteral("No [[scope]] has the name \"%1\", which is given as the one to use instead.").arg(use->text.left(100)));
        }
    }

private:
    void checkName(Fields &fields, const QString &name)
    {
        const QString key = QStringLiteral("name");
        if (name.contains(u'*') || name.contains(u'?'))
            return fields.error(key, "wildcard", QStringLiteral("Scope %1: a scope is one permission; wildcards are not allowed.").arg(name));
        if (!isScopeName(name))
            return fields.error(key, "bad_name", QStringLiteral("Scope %1: a name is at most 100 visible ASCII characters without quote and backslash.").arg(name));
        if (builtInScopes().contains(name))
            return fields.error(key, "reserved_name", QStringLiteral("Scope %1 belongs to the authority itself.").arg(name));
        if (m_catalog.scopeIndex.contains(name))
            return fields.error(key, "duplicate", QStringLiteral("Scope %1 is defined twice.").arg(name));
        checkNaming(fields, name);
    }

    void checkNaming(Fields &fields, const QString &name)
    {
        const QString key = QStringLiteral("name");
        for (const QString &word : m_catalog.naming.forbid) {
            if (isForbidden(name, word))
                fields.error(key, "forbidden_word", QStringLiteral("Scope %1: [naming] forbids \"%2\".").arg(name, word));
        }
        if (m_catalog.naming.pattern.isEmpty() || m_patternTooSlow)
            return;
        const auto match = m_rule.match(name);
        m_patternTooSlow = !match.isValid();
        if (m_patternTooSlow)
            fields.error(key, "slow_pattern", QStringLiteral("Scope %1: the pattern of [naming] takes too long.").arg(name));
        else if (!match.hasMatch())
            fields.error(key, "naming", QStringLiteral("Scope %1 does not follow the pattern of [naming].").arg(name));
    }

    void readDeprecation(Fields &fields, Scope &scope)
    {
        const TomlNode *node = fields.table(QStringLiteral("deprecated"));
        if (!node)
            return;
        Fields table(*node, QStringLiteral("\"deprecated\""), m_findings);
        Deprecation out;
        out.since = table.time(QStringLiteral("since"), Need::Required);
        if (table.find(QStringLiteral("sunset")))
            out.sunset = table.time(QStringLiteral("sunset"), Need::Optional);
        out.use = table.text(QStringLiteral("use"), Need::Optional);
        out.why = table.text(QStringLiteral("why"), Need::Optional);
        table.finish();
        if (out.sunset && *out.sunset <= out.since)
            table.error(QStringLiteral("sunset"), "bad_order", QStringLiteral("Scope %1: the sunset must come after the start of the deprecation.").arg(scope.name));
        if (!out.use.isEmpty() && out.use == scope.name)
            table.error(QStringLiteral("use"), "bad_value", QStringLiteral("Scope %1 names itself as the one to use instead.").arg(scope.name));
        scope.deprecated = out;
    }

    Catalog &m_catalog;
    Findings &m_findings;
    QRegularExpression m_rule;
    bool m_patternTooSlow = false;
};

}  // namespace

Naming readNaming(Fields &root, Findings &findings)
{
    Naming out;
    const TomlNode *node = root.table(QStringLiteral("naming"));
    if (!node)
        return out;
    Fields fields(*node, QStringLiteral("[naming]"), findings);
    out.pattern = fields.text(QStringLiteral("pattern"), Need::Optional);
    out.forbid = fields.texts(QStringLiteral("forbid"), Need::Optional);
    fields.finish();
    if (const auto fault = out.pattern.isEmpty() ? std::nullopt : patternFault(out.pattern)) {
        fields.error(QStringLiteral("pattern"), "bad_pattern", QStringLiteral("[naming]: the pattern %1.").arg(*fault));
        out.pattern.clear();
    }
    return out;
}

void readResources(Fields &root, Catalog &catalog, Findings &findings)
{
    for (const TomlNode &node : root.tables(QStringLiteral("resource"))) {
        if (findings.isFull())
            return;
        Fields fields(node, QStringLiteral("[[resource]]"), findings);
        Resource resource{fields.text(QStringLiteral("id"), Need::Required), fields.text(QStringLiteral("name"), Need::Required)};
        fields.finish();
        if (resource.id.isEmpty())
            continue;
        if (!isResourceId(resource.id))
            fields.error(QStringLiteral("id"), "bad_name", QStringLiteral("Resource \"%1\": an id is an absolute URI without fragment, like https://orders.example.").arg(resource.id));
        else if (catalog.resourceIndex.contains(resource.id))
            fields.error(QStringLiteral("id"), "duplicate", QStringLiteral("Resource \"%1\" is defined twice.").arg(resource.id));
        catalog.resourceIndex.insert(resource.id, static_cast<qsizetype>(catalog.resources.size()));
        catalog.resources.push_back(std::move(resource));
    }
}

void readScopes(Fields &root, Catalog &catalog, Findings &findings)
{
    const auto &nodes = root.tables(QStringLiteral("scope"));
    if (static_cast<qsizetype>(nodes.size()) > kMaxScopes) {
        root.error(QStringLiteral("scope"), "too_many", QStringLiteral("There are more than %1 scopes.").arg(kMaxScopes));
        return;
    }
    ScopeReader reader(catalog, findings);
    for (const TomlNode &node : nodes) {
        if (findings.isFull())
            return;
        reader.read(node);
    }
    reader.checkReplacements(nodes);
}

}  // namespace countersign::catalog
