#include "app/authority/endpoints/catalog_view.h"

#include "app/authority/grants/action_credential.h"
#include "app/authority/store/approvals.h"
#include "app/authority/store/users.h"
#include "app/catalog/lint.h"
#include "app/catalog/pattern.h"

namespace countersign::authority::endpoints {

namespace {

void insertIfAny(QJsonObject &object, const QString &name, const QString &text)
{
    if (!text.isEmpty())
        object.insert(name, text);
}

QJsonObject paramJson(const approval::ParamSpec &param)
{
    QJsonObject object{{QStringLiteral("name"), param.name}, {QStringLiteral("label"), param.label}, {QStringLiteral("kind"), catalog::paramKindName(param.kind)}};
    insertIfAny(object, QStringLiteral("pattern"), catalog::writtenPattern(param.pattern));
    insertIfAny(object, QStringLiteral("min"), param.min);
    insertIfAny(object, QStringLiteral("max"), param.max);
    if (!param.values.isEmpty())
        object.insert(QStringLiteral("values"), QJsonArray::fromStringList(param.values));
    if (param.optional)
        object.insert(QStringLiteral("optional"), true);
    return object;
}

QJsonObject scopeJson(const catalog::Scope &scope)
{
    QJsonObject object{{QStringLiteral("name"), scope.name}, {QStringLiteral("title"), scope.title}, {QStringLiteral("owner"), scope.owner},
                       {QStringLiteral("reason"), scope.reason}, {QStringLiteral("resource"), scope.resource}, {QStringLiteral("risk"), approval::tierName(scope.risk)}};
    if (!scope.deprecated)
        return object;
    QJsonObject deprecated{{QStringLiteral("since"), scope.deprecated->since}};
    if (scope.deprecated->sunset)
        deprecated.insert(QStringLiteral("sunset"), *scope.deprecated->sunset);
    insertIfAny(deprecated, QStringLiteral("use"), scope.deprecated->use);
    insertIfAny(deprecated, QStringLiteral("why"), scope.deprecated->why);
    object.insert(QStringLiteral("deprecated"), deprecated);
    return object;
}

QJsonObject actionJson(const approval::ActionType &action)
{
    QJsonArray params;
    for (const approval::ParamSpec &param : action.params)
        params.append(paramJson(param));
    QJsonObject object{{QStringLiteral("type"), action.type}, {QStringLiteral("title"), action.title}, {QStringLiteral("resource"), action.resource},
                       {QStringLiteral("scopes"), QJsonArray::fromStringList(action.scopes)}, {QStringLiteral("risk"), approval::tierName(action.risk)},
                       {QStringLiteral("approvers"), QJsonArray::fromStringList(action.approvers)}, {QStringLiteral("quorum"), action.quorum},
                       {QStringLiteral("requester_may_approve"), action.requesterMayApprove}, {QStringLiteral("bind_session"), action.bindSession},
                       {QStringLiteral("code_required"), action.codeRequired}, {QStringLiteral("comment_required"), action.commentRequired},
                       {QStringLiteral("step_up"), action.stepUp}, {QStringLiteral("request_ttl"), action.requestTtl},
                       {QStringLiteral("credential_ttl"), action.credentialTtl},
                       {QStringLiteral("dpop"), action.dpop == approval::DpopRule::Required ? QStringLiteral("required") : QStringLiteral("optional")},
                       {QStringLiteral("params"), params}};
    if (action.maxDuration > 0)
        object.insert(QStringLiteral("max_duration"), action.maxDuration);
    insertIfAny(object, QStringLiteral("hours"), catalog::hoursText(action));
    return object;
}

template <class T, class F>
QJsonArray arrayOf(const std::vector<T> &items, F toJson)
{
    QJsonArray array;
    for (const T &item : items)
        array.append(toJson(item));
    return array;
}

QJsonObject entryJson(const catalog::Entry &entry)
{
    return {{QStringLiteral("kind"), catalog::entryKindName(entry.kind)}, {QStringLiteral("name"), entry.name}};
}

QJsonObject routeJson(const catalog::Route &route)
{
    QJsonObject object{{QStringLiteral("method"), route.method}, {QStringLiteral("path"), route.path}, {QStringLiteral("resource"), route.resource}};
    object.insert(route.scope.isEmpty() ? QStringLiteral("action") : QStringLiteral("scope"), route.scope.isEmpty() ? route.action : route.scope);
    QJsonObject params;
    for (const catalog::RouteParam &param : route.params)
        params.insert(param.name, catalog::routeParamSource(param));
    if (!params.isEmpty())
        object.insert(QStringLiteral("params"), params);
    if (route.allowsBody)
        object.insert(QStringLiteral("body"), QStringLiteral("unchecked"));
    return object;
}

QJsonObject changeJson(const catalog::EntryChange &change)
{
    QJsonObject object = entryJson(change.entry);
    object.insert(QStringLiteral("fields"), arrayOf(change.fields, [](const catalog::FieldChange &field) {
        return QJsonObject{{QStringLiteral("field"), field.field}, {QStringLiteral("from"), field.from}, {QStringLiteral("to"), field.to}};
    }));
    return object;
}

}  // namespace

QJsonObject catalogJson(const catalog::Catalog &catalog)
{
    const QJsonArray resources = arrayOf(catalog.resources, [](const catalog::Resource &resource) {
        return QJsonObject{{QStringLiteral("id"), resource.id}, {QStringLiteral("name"), resource.name}};
    });
    return {{QStringLiteral("name"), catalog.name}, {QStringLiteral("scopes"), arrayOf(catalog.scopes, &scopeJson)}, {QStringLiteral("resources"), resources},
            {QStringLiteral("actions"), arrayOf(catalog.actions, &actionJson)}, {QStringLiteral("routes"), arrayOf(catalog.routes, &routeJson)}};
}

QJsonArray findingsJson(const std::vector<catalog::Finding> &findings)
{
    return arrayOf(findings, [](const catalog::Finding &finding) {
        return QJsonObject{{QStringLiteral("severity"), catalog::severityName(finding.severity)}, {QStringLiteral("line"), finding.line},
                           {QStringLiteral("code"), finding.code}, {QStringLiteral("message"), finding.message}};
    });
}

QJsonObject diffJson(const catalog::Diff &diff)
{
    return {{QStringLiteral("added"), arrayOf(diff.added, &entryJson)}, {QStringLiteral("removed"), arrayOf(diff.removed, &entryJson)},
            {QStringLiteral("changed"), arrayOf(diff.changed, &changeJson)}};
}

QJsonObject consequencesJson(const Consequences &consequences)
{
    const QJsonArray clients = arrayOf(consequences.clients, [](const ReachedClient &client) {
        return QJsonObject{{QStringLiteral("id"), client.id}, {QStringLiteral("scopes"), QJsonArray::fromStringList(client.scopes)}};
    });
    return {{QStringLiteral("clients"), clients}, {QStringLiteral("client_count"), consequences.clientCount}, {QStringLiteral("live_grants"), consequences.liveGrants},
            {QStringLiteral("pending_approvals"), consequences.pendingApprovals}, {QStringLiteral("routes"), QJsonArray::fromStringList(consequences.routes)}};
}

QJsonObject versionJson(store::Transaction &tx, const StoredCatalog &stored)
{
    QJsonObject object{{QStringLiteral("version"), stored.version}, {QStringLiteral("applied_by"), stored.appliedBy},
                       {QStringLiteral("applied_at"), stored.appliedAt}, {QStringLiteral("reason"), stored.reason}};
    if (const auto user = store::findUser(tx, base::Subject(stored.appliedBy)))
        object.insert(QStringLiteral("applied_by_name"), user->name);
    if (stored.approval) {
        object.insert(QStringLiteral("txn"), *stored.approval);
        if (const auto record = store::findApproval(tx, base::ApprovalId(*stored.approval)))
            object.insert(QStringLiteral("approved_by"), grants::approvedBy(*record));
    }
    return object;
}

http::Response catalogAnswer(store::Transaction &tx, const catalog::Catalog &catalog)
{
    const StoredCatalog stored = newestCatalog(tx).value_or(StoredCatalog());
    QJsonObject answer = catalogJson(catalog);
    const QJsonObject version = versionJson(tx, stored);
    for (auto member = version.begin(); member != version.end(); ++member)
        answer.insert(member.key(), member.value());
    answer.insert(QStringLiteral("toml"), QString::fromUtf8(stored.toml));
    answer.insert(QStringLiteral("findings"), findingsJson(catalog::mergedFindings(catalog.warnings, catalog::lintUse(catalog, useFacts(tx, catalog)))));
    return http::Response::json(200, answer).withHeader("ETag", '"' + QByteArray::number(stored.version) + '"');
}

}  // namespace countersign::authority::endpoints
