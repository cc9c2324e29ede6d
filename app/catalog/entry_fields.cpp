#include "app/catalog/entry_fields.h"

#include "app/catalog/pattern.h"

#include <QDateTime>

namespace countersign::catalog {

namespace {

// Joined by ", " for reading; an item in which that could be mistaken is quoted, so that no two lists look alike.
QString listText(const QStringList &items)
{
    QStringList out;
    for (QString item : items) {
        if (item.isEmpty() || item.contains(u',') || item.contains(u'"') || item.contains(u'\\'))
            item = u'"' + item.replace(u'\\', QLatin1String("\\\\")).replace(u'"', QLatin1String("\\\"")) + u'"';
        out.append(item);
    }
    return out.join(QLatin1String(", "));
}

QString flagText(bool flag)
{
    return flag ? QStringLiteral("true") : QStringLiteral("false");
}

// A date where the time is its first second, as it is written.
QString timeText(qint64 seconds)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
    return time.time() == QTime(0, 0) ? time.date().toString(Qt::ISODate) : time.toString(Qt::ISODate);
}

QString durationText(int seconds)
{
    return QStringLiteral("%1s").arg(seconds);
}

void insertIfAny(FieldTexts &fields, const QString &name, const QString &text)
{
    if (!text.isEmpty())
        fields.emplace(name, text);
}

void insertParam(FieldTexts &fields, const approval::ParamSpec &param)
{
    const QString at = QStringLiteral("param %1 ").arg(param.name);
    fields.emplace(at + QStringLiteral("kind"), paramKindName(param.kind));
    insertIfAny(fields, at + QStringLiteral("label"), param.label);
    insertIfAny(fields, at + QStringLiteral("pattern"), writtenPattern(param.pattern));
    insertIfAny(fields, at + QStringLiteral("min"), param.min);
    insertIfAny(fields, at + QStringLiteral("max"), param.max);
    insertIfAny(fields, at + QStringLiteral("values"), listText(param.values));
    fields.emplace(at + QStringLiteral("optional"), flagText(param.optional));
}

}  // namespace

QString paramKindName(approval::ParamKind kind)
{
    switch (kind) {
    case approval::ParamKind::String: return QStringLiteral("string");
    case approval::ParamKind::Integer: return QStringLiteral("integer");
    case approval::ParamKind::Decimal: return QStringLiteral("decimal");
    case approval::ParamKind::Enum: return QStringLiteral("enum");
    case approval::ParamKind::Text: return QStringLiteral("text");
    case approval::ParamKind::Boolean: return QStringLiteral("boolean");
    case approval::ParamKind::Duration: return QStringLiteral("duration");
    case approval::ParamKind::StringList: break;
    }
    return QStringLiteral("strings");
}

QString hoursText(const approval::ActionType &action)
{
    if (action.hoursFrom == 0 && action.hoursTo == 24)
        return {};
    return QStringLiteral("%1-%2").arg(action.hoursFrom, 2, 10, QLatin1Char('0')).arg(action.hoursTo, 2, 10, QLatin1Char('0'));
}

FieldTexts fieldTexts(const Resource &resource)
{
    return {{QStringLiteral("name"), resource.name}};
}

FieldTexts fieldTexts(const Naming &naming)
{
    FieldTexts fields;
    insertIfAny(fields, QStringLiteral("pattern"), naming.pattern);
    insertIfAny(fields, QStringLiteral("forbid"), listText(naming.forbid));
    return fields;
}

FieldTexts fieldTexts(const Scope &scope)
{
    FieldTexts fields{{QStringLiteral("title"), scope.title}, {QStringLiteral("owner"), scope.owner}, {QStringLiteral("reason"), scope.reason},
                      {QStringLiteral("resource"), scope.resource}, {QStringLiteral("risk"), approval::tierName(scope.risk)}};
    if (!scope.deprecated)
        return fields;
    fields.emplace(QStringLiteral("deprecated since"), timeText(scope.deprecated->since));
    if (scope.deprecated->sunset)
        fields.emplace(QStringLiteral("deprecated sunset"), timeText(*scope.deprecated->sunset));
    insertIfAny(fields, QStringLiteral("deprecated use"), scope.deprecated->use);
    insertIfAny(fields, QStringLiteral("deprecated why"), scope.deprecated->why);
    return fields;
}

FieldTexts fieldTexts(const approval::ActionType &action)
{
    FieldTexts fields{{QStringLiteral("title"), action.title}, {QStringLiteral("risk"), approval::tierName(action.risk)},
                      {QStringLiteral("approvers"), listText(action.approvers)}, {QStringLiteral("quorum"), QString::number(action.quorum)},
                      {QStringLiteral("requester_may_approve"), flagText(action.requesterMayApprove)}, {QStringLiteral("bind_session"), flagText(action.bindSession)},
                      {QStringLiteral("code_required"), flagText(action.codeRequired)}, {QStringLiteral("comment_required"), flagText(action.commentRequired)},
                      {QStringLiteral("step_up"), flagText(action.stepUp)}, {QStringLiteral("request_ttl"), durationText(action.requestTtl)},
                      {QStringLiteral("credential_ttl"), durationText(action.credentialTtl)},
                      {QStringLiteral("dpop"), action.dpop == approval::DpopRule::Required ? QStringLiteral("required") : QStringLiteral("optional")}};
    insertIfAny(fields, QStringLiteral("resource"), action.resource);
    insertIfAny(fields, QStringLiteral("scopes"), listText(action.scopes));
    if (action.maxDuration > 0)
        fields.emplace(QStringLiteral("max_duration"), durationText(action.maxDuration));
    insertIfAny(fields, QStringLiteral("hours"), hoursText(action));
    QStringList order;
    for (const approval::ParamSpec &param : action.params) {
        insertParam(fields, param);
        order.append(param.name);
    }
    insertIfAny(fields, QStringLiteral("params"), order.join(QLatin1String(", ")));  // people read them in this order
    return fields;
}

FieldTexts fieldTexts(const Route &route)
{
    FieldTexts texts;
    if (!route.scope.isEmpty())
        texts[QStringLiteral("scope")] = route.scope;
    if (!route.action.isEmpty())
        texts[QStringLiteral("action")] = route.action;
    if (route.allowsBody)
        texts[QStringLiteral("body")] = QStringLiteral("unchecked");
    for (const RouteParam &param : route.params)
        texts[QStringLiteral("params.") + param.name] = routeParamSource(param);
    return texts;
}

}  // namespace countersign::catalog
