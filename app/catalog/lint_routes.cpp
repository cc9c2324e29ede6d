// Routes that work, and let through more than somebody meant. A route that no request reaches cannot be written: of two that one request
// fits one is the narrower (reading refuses all others), and a {name} takes more texts than narrower routes could list.
#include "app/catalog/lint_rules.h"
#include "app/catalog/route_match.h"

#include <algorithm>

namespace countersign::catalog {

namespace {

// RFC 9110 9.2.1.
bool onlyReads(const QString &method)
{
    return method == QLatin1String("GET") || method == QLatin1String("HEAD") || method == QLatin1String("OPTIONS");
}

using RoutesByShape = QHash<QString, std::vector<const Route *>>;

// Only routes of one shape can fit the same request.
QString shapeOf(const Route &route)
{
    return route.resource + u'\n' + route.method + u'\n' + QString::number(route.segments.size());
}

bool takesFrom(const Route &narrow, const Route &wide)
{
    if (overlap(narrow.segments, wide.segments) != Overlap::Narrower)
        return false;
    for (size_t i = 0; i < narrow.segments.size(); ++i) {
        if (narrow.segments[i].isParam != wide.segments[i].isParam)
            return wide.segments[i].isParam;
    }
    return false;
}

void lintWayRound(const Route &route, const std::vector<const Route *> &withAction, const Catalog &catalog, Findings &findings)
{
    const Scope *scope = catalog.scope(route.scope);
    if (!scope)
        return;
    for (const Route *other : withAction) {
        const approval::ActionType *action = catalog.action(other->action);
        if (!action || scope->risk >= action->risk || !takesFrom(route, *other))
            continue;
        findings.warn(route.line, "risk_too_low", QStringLiteral("Route %1 %2 asks only for scope %3 (%4), for requests that %5 would hold until %6 (%7) is approved.")
                                                      .arg(route.method, route.path, scope->name, approval::tierName(scope->risk), other->path, action->type, approval::tierName(action->risk)));
        return;
    }
}

}  // namespace

QHash<QString, QStringList> mixedMethods(const Catalog &catalog)
{
    QHash<QString, QStringList> methods;
    for (const Route &route : catalog.routes) {
        if (QStringList &known = methods[route.scope]; !route.scope.isEmpty() && !known.contains(route.method))
            known.append(route.method);
    }
    methods.removeIf([](const std::pair<const QString &, QStringList &> &entry) {
        const auto reading = std::count_if(entry.second.begin(), entry.second.end(), &onlyReads);
        return reading == 0 || reading == entry.second.size();
    });
    for (QStringList &known : methods)
        known.sort();
    return methods;
}

void lintRoutes(const Catalog &catalog, Findings &findings)
{
    RoutesByShape withAction;
    for (const Route &route : catalog.routes) {
        if (!route.action.isEmpty())
            withAction[shapeOf(route)].push_back(&route);
    }
    for (const Route &route : catalog.routes) {
        if (findings.isFull())
            return;
        if (const Scope *scope = catalog.scope(route.scope); scope && scope->deprecated)
            findings.warn(route.line, "deprecated_scope", QStringLiteral("Route %1 %2 asks for the deprecated scope %3.").arg(route.method, route.path, scope->name));
        lintWayRound(route, withAction.value(shapeOf(route)), catalog, findings);
    }
}

}  // namespace countersign::catalog
