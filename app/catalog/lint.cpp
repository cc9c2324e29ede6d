#include "app/catalog/lint.h"

#include "app/catalog/lint_rules.h"

#include <QSet>

#include <algorithm>

namespace countersign::catalog {

namespace {

using approval::Tier;

// Words that stand for more than one thing one may do.
bool saysMuch(const QString &word)
{
    static const QSet<QString> words{QStringLiteral("manage"), QStringLiteral("full"), QStringLiteral("any"), QStringLiteral("everything"), QStringLiteral("readwrite"),
                                     QStringLiteral("rw"), QStringLiteral("crud"), QStringLiteral("root"), QStringLiteral("superuser"), QStringLiteral("all"), QStringLiteral("admin")};
    return words.contains(word);
}

bool isVerb(const QString &word)
{
    static const QSet<QString> verbs{QStringLiteral("read"), QStringLiteral("write"), QStringLiteral("create"), QStringLiteral("update"), QStringLiteral("delete"),
                                     QStringLiteral("list"), QStringLiteral("get"), QStringLiteral("add"), QStringLiteral("edit"), QStringLiteral("remove"), QStringLiteral("execute"),
                                     QStringLiteral("approve"), QStringLiteral("cancel"), QStringLiteral("refund"), QStringLiteral("export"), QStringLiteral("import")};
    return verbs.contains(word);
}

using ActionsOfScope = QHash<QString, std::vector<const approval::ActionType *>>;

ActionsOfScope actionsOfScopes(const Catalog &catalog)
{
    ActionsOfScope out;
    for (const approval::ActionType &action : catalog.actions) {
        for (const QString &scope : action.scopes)
            out[scope].push_back(&action);
    }
    return out;
}

QStringList verbsOf(const std::vector<const approval::ActionType *> &actions)
{
    QStringList verbs;
    for (const approval::ActionType *action : actions) {
        const QString verb = action->type.section(u'.', -1);
        if (!verbs.contains(verb))
            verbs.append(verb);
    }
    return verbs;
}

}  // namespace

QString someOf(const QStringList &names)
{
    constexpr qsizetype most = 5;
    if (names.size() <= most)
        return names.join(QLatin1String(", "));
    return QStringLiteral("%1 and %2 more").arg(names.first(most).join(QLatin1String(", "))).arg(names.size() - most);
}

void lintBroadScopes(const Catalog &catalog, Findings &findings)
{
    const ActionsOfScope actions = actionsOfScopes(catalog);
    const QHash<QString, QStringList> methods = mixedMethods(catalog);
    for (const Scope &scope : catalog.scopes) {
        const QStringList words = wordsOf(scope.name.toLower());
        const auto broad = std::find_if(words.begin(), words.end(), &saysMuch);
        const QStringList lastWords = wordsOf(scope.name.toLower().section(u':', -1));
        const QStringList verbs = verbsOf(actions.value(scope.name));
        if (broad != words.end())
            findings.warn(scope.line, "broad_scope", QStringLiteral("Scope %1: \"%2\" allows more than one thing; give each its own scope.").arg(scope.name, *broad));
        else if (std::count_if(lastWords.begin(), lastWords.end(), &isVerb) > 1)
            findings.warn(scope.line, "broad_scope", QStringLiteral("Scope %1 has several verbs; give each its own scope.").arg(scope.name));
        else if (verbs.size() > 1)
            findings.warn(scope.line, "broad_scope", QStringLiteral("Scope %1 is the scope of several actions (%2); give each its own.").arg(scope.name, someOf(verbs)));
        else if (methods.contains(scope.name))
            findings.warn(scope.line, "broad_scope", QStringLiteral("Scope %1 lets requests through that read and that write (%2); give each its own.").arg(scope.name, someOf(methods.value(scope.name))));
    }
}

void lintDeprecations(const Catalog &catalog, Findings &findings)
{
    for (const Scope &scope : catalog.scopes) {
        if (!scope.deprecated)
            continue;
        const Scope *successor = catalog.scope(scope.deprecated->use);
        if (!successor)
            findings.warn(scope.line, "no_successor", QStringLiteral("Scope %1 is deprecated, and nothing says what to use instead.").arg(scope.name));
        else if (successor->deprecated)
            findings.warn(scope.line, "successor_deprecated", QStringLiteral("Scope %1 is to be replaced by %2, which is deprecated itself.").arg(scope.name, successor->name));
        if (!scope.deprecated->sunset)
            findings.warn(scope.line, "no_sunset", QStringLiteral("Scope %1 is deprecated without a day on which it ends.").arg(scope.name));
    }
}

void lintRisks(const Catalog &catalog, Findings &findings)
{
    const ActionsOfScope actions = actionsOfScopes(catalog);
    for (const Scope &scope : catalog.scopes) {
        const approval::ActionType *riskiest = nullptr;
        for (const approval::ActionType *action : actions.value(scope.name)) {
            if (!riskiest || action->risk > riskiest->risk)
                riskiest = action;
        }
        if (riskiest && scope.risk < riskiest->risk)
            findings.warn(scope.line, "risk_too_low", QStringLiteral("Scope %1 has the risk %2, but action %3 that it allows has %4.")
                                                          .arg(scope.name, approval::tierName(scope.risk), riskiest->type, approval::tierName(riskiest->risk)));
    }
}

std::vector<Finding> lint(const Catalog &catalog)
{
    Findings findings;
    lintDeprecations(catalog, findings);
    lintRisks(catalog, findings);
    lintBroadScopes(catalog, findings);
    lintRoutes(catalog, findings);
    lintNearDuplicates(catalog, findings);
    return std::move(findings).sorted();
}

std::vector<Finding> mergedFindings(const std::vector<Finding> &a, const std::vector<Finding> &b)
{
    std::vector<Finding> all = a;
    all.insert(all.end(), b.begin(), b.end());
    std::stable_sort(all.begin(), all.end(), [](const Finding &x, const Finding &y) { return x.line < y.line; });
    if (all.size() > static_cast<size_t>(kMaxFindings))
        all.resize(static_cast<size_t>(kMaxFindings));
    return all;
}

}  // namespace countersign::catalog
