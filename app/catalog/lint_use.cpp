#include "app/catalog/lint.h"
#include "app/catalog/lint_rules.h"

#include <QDateTime>

namespace countersign::catalog {

namespace {

constexpr qint64 kDay = 86'400;

QString dayText(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).date().toString(Qt::ISODate);
}

QString heldText(qsizetype holders)
{
    if (holders == 0)
        return QStringLiteral("no client holds it");
    return holders == 1 ? QStringLiteral("one client holds it") : QStringLiteral("%1 clients hold it").arg(holders);
}

void lintSunset(const Scope &scope, const UseFacts &facts, Findings &findings)
{
    if (scope.deprecated && scope.deprecated->sunset && *scope.deprecated->sunset <= facts.now)
        findings.warn(scope.line, "sunset_passed", QStringLiteral("Scope %1 ended on %2 and can be removed.").arg(scope.name, dayText(*scope.deprecated->sunset)));
}

void lintUnused(const Scope &scope, const UseFacts &facts, Findings &findings)
{
    const ScopeFacts use = facts.scopes->value(scope.name);
    const qint64 since = facts.now - facts.unusedDays * kDay;
    // Only what had the time to be used can be called unused.
    if (!use.knownSince || *use.knownSince > since || (use.lastUsedAt && *use.lastUsedAt > since))
        return;
    const QString held = heldText(use.holders);
    findings.warn(scope.line, "unused", use.lastUsedAt ? QStringLiteral("Scope %1 was last used on %2; %3.").arg(scope.name, dayText(*use.lastUsedAt), held)
                                                       : QStringLiteral("Scope %1 was never used in %2 days; %3.").arg(scope.name).arg(facts.unusedDays).arg(held));
}

void lintShadow(const ShadowScope &shadow, Findings &findings)
{
    const QString who = shadow.heldBy.isEmpty() ? QStringLiteral("%1 asked for it").arg(someOf(shadow.askedBy))
                                                : QStringLiteral("%1 %2 it").arg(someOf(shadow.heldBy), shadow.heldBy.size() == 1 ? QStringLiteral("holds") : QStringLiteral("hold"));
    findings.warn(0, "shadow_scope", QStringLiteral("Scope %1 is not in the catalogue, but %2.").arg(shadow.name, who));
}

}  // namespace

std::vector<Finding> lintUse(const Catalog &catalog, const UseFacts &facts)
{
    Findings findings;
    for (const ShadowScope &shadow : facts.shadow)
        lintShadow(shadow, findings);
    for (const Scope &scope : catalog.scopes) {
        lintSunset(scope, facts, findings);
        if (facts.scopes)
            lintUnused(scope, facts, findings);
    }
    return std::move(findings).sorted();
}

}  // namespace countersign::catalog
