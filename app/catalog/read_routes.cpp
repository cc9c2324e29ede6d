// Routes: how a gateway tells what a request needs.
#include "app/catalog/reading.h"
#include "app/catalog/route_match.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace countersign::catalog {

namespace {

bool isMethod(const QString &method)
{
    static const QRegularExpression rule(QRegularExpression::anchoredPattern(QStringLiteral("[A-Z][A-Z_-]{0,31}")));
    return rule.match(method).hasMatch();
}

// "{order_id}" or a fixed text that a decoded path can have.
std::optional<RouteSegment> segmentOf(const QString &text)
{
    static const QRegularExpression hole(QRegularExpression::anchoredPattern(QStringLiteral("\\{([a-z][a-z0-9_]{0,63})\\}")));
    if (const auto match = hole.match(text); match.hasMatch())
        return RouteSegment{match.captured(1), true};
    static const QRegularExpression fixed(QRegularExpression::anchoredPattern(QStringLiteral("[A-Za-z0-9._~!$&'()*+,=:@-]{1,128}")));
    if (!fixed.match(text).hasMatch() || text == QLatin1String(".") || text == QLatin1String(".."))
        return std::nullopt;
    return RouteSegment{text, false};
}

class RouteReader {
public:
    RouteReader(Catalog &catalog, Findings &findings) : m_catalog(catalog), m_findings(findings) {}

    void read(const TomlNode &node)
    {
        Fields fields(node, QStringLiteral("[[route]]"), m_findings);
        Route route;
        route.method = fields.text(QStringLiteral("method"), Need::Required);
        route.path = fields.text(QStringLiteral("path"), Need::Required);
        route.resource = fields.text(QStringLiteral("resource"), Need::Required);
        route.scope = fields.text(QStringLiteral("scope"), Need::Optional);
        route.action = fields.text(QStringLiteral("action"), Need::Optional);
        const QString body = fields.text(QStringLiteral("body"), Need::Optional);
        const TomlNode *params = fields.table(QStringLiteral("params"));
        fields.finish();
        m_what = QStringLiteral("Route %1 %2").arg(route.method.left(32), route.path.left(100));
        checkPlace(fields, route);
        checkNeed(fields, route, body);
        if (params)
            readParams(fields, *params, route);
        if (const approval::ActionType *action = m_catalog.action(route.action); action && !isBuiltInType(route.action))
            bindParams(fields, *action, route);
        checkOverlap(fields, route);
        route.line = fields.lineOf(QStringLiteral("path"));
        m_catalog.routes.push_back(std::move(route));
    }

private:
    void checkPlace(Fields &fields, Route &route)
    {
        if (!route.method.isEmpty() && !isMethod(route.method))
            fields.error(QStringLiteral("method"), "bad_value", QStringLiteral("%1: a method is written in capitals, like \"POST\".").arg(m_what));
        if (!route.path.isEmpty() && !readTemplate(route))
            fields.error(QStringLiteral("path"), "bad_template", QStringLiteral("%1: a path is \"/\" or segments after slashes, each a plain text or one {name} that stands there once.").arg(m_what));
        if (!route.resource.isEmpty() && !m_catalog.resource(route.resource))
            fields.error(QStringLiteral("resource"), "unknown_reference", QStringLiteral("%1: no [[resource]] has the id \"%2\".").arg(m_what, route.resource.left(200)));
    }

    static bool readTemplate(Route &route)
    {
        if (!route.path.startsWith(u'/'))
            return false;
        if (route.path.size() == 1)
            return true;
        const QStringList parts = route.path.mid(1).split(u'/');
        if (parts.size() > kMaxRouteSegments)
            return false;
        QSet<QString> names;
        for (const QString &part : parts) {
            const auto segment = segmentOf(part);
            if (!segment || (segment->isParam && names.contains(segment->text)))
                return false;
            if (segment->isParam)
                names.insert(segment->text);
            route.segments.push_back(*segment);
        }
        return true;
    }

    void checkNeed(Fields &fields, Route &route, const QString &body)
    {
        if (route.scope.isEmpty() == route.action.isEmpty())
            fields.error(route.action.isEmpty() ? QStringLiteral("scope") : QStringLiteral("action"), "bad_value", QStringLiteral("%1 needs either \"scope\" or \"action\".").arg(m_what));
        const Scope *scope = m_catalog.scope(route.scope);
        if (!route.scope.isEmpty() && !scope)
            fields.error(QStringLiteral("scope"), "unknown_reference", QStringLiteral("%1: no [[scope]] has the name \"%2\".").arg(m_what, route.scope.left(100)));
        const approval::ActionType *action = m_catalog.action(route.action);
        if (!route.action.isEmpty() && (!action || isBuiltInType(route.action)))
            fields.error(QStringLiteral("action"), "unknown_reference", QStringLiteral("%1: no [[action]] that an API runs has the type \"%2\".").arg(m_what, route.action.left(100)));
        const QString home = scope ? scope->resource : action ? action->resource : route.resource;
        if (home != route.resource && !(action && isBuiltInType(route.action)))
            fields.error(QStringLiteral("resource"), "other_resource", QStringLiteral("%1: its scope or action belongs to another resource.").arg(m_what));
        route.allowsBody = body == QLatin1String("unchecked");
        if (!body.isEmpty() && (!route.allowsBody || route.action.isEmpty()))
            fields.error(QStringLiteral("body"), "bad_value", QStringLiteral("%1: \"body\" can only be unchecked, and only beside \"action\".").arg(m_what));
    }

    void readParams(Fields &fields, const TomlNode &table, Route &route)
    {
        if (route.action.isEmpty())
            return fields.error(QStringLiteral("params"), "bad_value", QStringLiteral("%1: only an action has \"params\".").arg(m_what));
        static const QRegularExpression source(QRegularExpression::anchoredPattern(QStringLiteral("(path|query)\\.([A-Za-z][A-Za-z0-9_-]{0,63})")));
        for (const auto &[name, node] : table.members) {
            const auto match = node.kind == TomlKind::Text ? source.match(node.text) : QRegularExpressionMatch();
            if (!match.hasMatch()) {
                m_findings.error(node.line(), "bad_value", QStringLiteral("%1: parameter %2 must come from \"path.name\" or \"query.name\".").arg(m_what, name.left(100)));
                continue;
            }
            RouteParam param;
            param.name = name;
            param.inPath = match.captured(1) == QLatin1String("path");
            param.key = match.captured(2);
            const auto same = [&param](const RouteSegment &segment) { return segment.isParam && segment.text == param.key; };
            if (param.inPath && std::none_of(route.segments.begin(), route.segments.end(), same))
                m_findings.error(node.line(), "unknown_param", QStringLiteral("%1: the path has no {%2}.").arg(m_what, param.key));
            route.params.push_back(std::move(param));
        }
    }

    // Every parameter that was approved is compared with the request, and every part of the path that varies is a parameter.
    void bindParams(Fields &fields, const approval::ActionType &action, Route &route)
    {
        const QString key = QStringLiteral("params");
        for (RouteParam &param : route.params) {
            const auto spec = std::find_if(action.params.begin(), action.params.end(), [&param](const approval::ParamSpec &known) { return known.name == param.name; });
            if (spec == action.params.end()) {
                fields.error(key, "unknown_param", QStringLiteral("%1: action %2 has no parameter %3.").arg(m_what, route.action, param.name.left(100)));
                continue;
            }
            param.kind = spec->kind;
            param.optional = spec->optional && !param.inPath;
        }
        for (const approval::ParamSpec &spec : action.params) {
            const auto given = [&spec](const RouteParam &param) { return param.name == spec.name; };
            if (!spec.optional && std::none_of(route.params.begin(), route.params.end(), given))
                fields.error(key, "missing_param", QStringLiteral("%1: \"params\" does not say where %2 of action %3 stands.").arg(m_what, spec.name, route.action));
        }
        for (const RouteSegment &segment : route.segments) {
            const auto used = [&segment](const RouteParam &param) { return param.inPath && param.key == segment.text; };
            if (segment.isParam && std::none_of(route.params.begin(), route.params.end(), used))
                fields.error(key, "unbound_param", QStringLiteral("%1: {%2} is no parameter of the action, so nobody would approve it.").arg(m_what, segment.text));
        }
        QSet<QString> sources;
        for (const RouteParam &param : route.params) {
            const QString from = (param.inPath ? QStringLiteral("path.") : QStringLiteral("query.")) + param.key.toCaseFolded();
            if (sources.contains(from))
                fields.error(key, "duplicate", QStringLiteral("%1: two parameters come from \"%2\".").arg(m_what, from));
            sources.insert(from);
        }
    }

    void checkOverlap(Fields &fields, const Route &route)
    {
        const QString group = route.resource + u'\n' + route.method + u'\n' + QString::number(route.segments.size());
        for (const size_t other : std::as_const(m_byShape[group])) {
            if (overlap(route.segments, m_catalog.routes[other].segments) == Overlap::Ambiguous)
                return fields.error(QStringLiteral("path"), "overlapping", QStringLiteral("%1 overlaps %2: one request could be either.").arg(m_what, m_catalog.routes[other].path.left(100)));
        }
        m_byShape[group].push_back(m_catalog.routes.size());
    }

    Catalog &m_catalog;
    Findings &m_findings;
    QString m_what;
    QHash<QString, std::vector<size_t>> m_byShape;
};

}  // namespace

QString routeParamSource(const RouteParam &param)
{
    return (param.inPath ? QStringLiteral("path.") : QStringLiteral("query.")) + param.key;
}

QString routeName(const Route &route)
{
    return QStringLiteral("%1 %2 at %3").arg(route.method, route.path, route.resource);
}

void readRoutes(Fields &root, Catalog &catalog, Findings &findings)
{
    const auto &nodes = root.tables(QStringLiteral("route"));
    if (static_cast<qsizetype>(nodes.size()) > kMaxRoutes) {
        root.error(QStringLiteral("route"), "too_many", QStringLiteral("There are more than %1 routes.").arg(kMaxRoutes));
        return;
    }
    RouteReader reader(catalog, findings);
    for (const TomlNode &node : nodes) {
        if (findings.isFull())
            return;
        reader.read(node);
    }
}

}  // namespace countersign::catalog
