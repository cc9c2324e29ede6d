#include "app/programs/ctl/card_text.h"

#include "app/programs/ctl/terminal.h"

#include <QJsonArray>

namespace countersign::ctl {
namespace {

void line(QStringList &lines, const QString &label, const QString &value)
{
    if (!value.isEmpty())
        lines.append(QStringLiteral("  %1 %2").arg(label + QLatin1Char(':'), -16).arg(outside(value)));
}

}  // namespace

QStringList cardLines(const backends::Approval &approval)
{
    QStringList lines{outside(approval.actionText)};
    line(lines, QStringLiteral("approval"), approval.id.text());
    line(lines, QStringLiteral("status"), approval::statusName(approval.status));
    line(lines, QStringLiteral("risk"), approval::tierName(approval.risk.tier));
    for (const QString &reason : approval.risk.reasons)
        line(lines, QStringLiteral("because"), reason);
    line(lines, QStringLiteral("asked by"), approval.client.name + QStringLiteral(" (") + approval.client.id.text() + QLatin1Char(')'));
    line(lines, QStringLiteral("client owner"), approval.client.owner);
    line(lines, QStringLiteral("on behalf of"), approval.subject.name + QStringLiteral(" (") + approval.subject.sub.text() + QLatin1Char(')'));
    line(lines, QStringLiteral("asked from"), approval.requestedFrom);
    line(lines, QStringLiteral("runs on"), approval.resource);
    for (const backends::ParamFact &param : approval.params)
        line(lines, param.label.isEmpty() ? param.name : param.label, param.value);
    line(lines, QStringLiteral("client says"), approval.reason);
    line(lines, QStringLiteral("ticket"), approval.ticket);
    line(lines, QStringLiteral("message"), approval.bindingMessage);
    for (const backends::ScopeFact &scope : approval.scopes)
        line(lines, QStringLiteral("scope"), scope.name + (!scope.deprecated ? QString() : scope.use.isEmpty() ? QStringLiteral(" (deprecated)") : QStringLiteral(" (deprecated, use ") + scope.use + QLatin1Char(')')));
    line(lines, QStringLiteral("credential"), QStringLiteral("one use, %1 s%2").arg(approval.credential.ttl).arg(approval.credential.dpop ? QStringLiteral(", bound to the requester's key") : QString()));
    line(lines, QStringLiteral("policy"), QStringLiteral("%1 of %2 approvals").arg(approval.policy.approvals).arg(approval.policy.quorum));
    line(lines, QStringLiteral("seconds left"), QString::number(std::max<qint64>(0, approval.expiresAt - approval.serverTime)));
    line(lines, QStringLiteral("may not decide"), approval.mayNotBecause);
    line(lines, QStringLiteral("obstacle"), approval.obstacle);
    line(lines, QStringLiteral("canonical"), QString::fromUtf8(approval.canonical));
    line(lines, QStringLiteral("hash"), QString::fromUtf8(approval.actionHash) + (approval.hashMatches ? QStringLiteral(" (checked here)") : QStringLiteral(" (DOES NOT MATCH)")));
    return lines;
}

QJsonObject summaryObject(const backends::Summary &summary)
{
    return {{QStringLiteral("id"), summary.id.text()},
            {QStringLiteral("status"), approval::statusName(summary.status)},
            {QStringLiteral("version"), summary.version},
            {QStringLiteral("action_text"), summary.actionText},
            {QStringLiteral("action_hash"), QString::fromUtf8(summary.actionHash)},
            {QStringLiteral("risk"), approval::tierName(summary.risk.tier)},
            {QStringLiteral("client"), summary.client.id.text()},
            {QStringLiteral("subject"), summary.subject.sub.text()},
            {QStringLiteral("requested_at"), summary.requestedAt},
            {QStringLiteral("expires_at"), summary.expiresAt}};
}

QJsonObject cardObject(const backends::Approval &approval)
{
    QJsonObject out = summaryObject(approval);
    QJsonArray params;
    for (const backends::ParamFact &param : approval.params)
        params.append(QJsonObject{{QStringLiteral("name"), param.name}, {QStringLiteral("label"), param.label}, {QStringLiteral("value"), param.value}});
    out.insert(QStringLiteral("params"), params);
    out.insert(QStringLiteral("canonical"), QString::fromUtf8(approval.canonical));
    out.insert(QStringLiteral("hash_matches"), approval.hashMatches);
    out.insert(QStringLiteral("reason"), approval.reason);
    out.insert(QStringLiteral("code_required"), approval.policy.codeRequired);
    out.insert(QStringLiteral("comment_required"), approval.policy.commentRequired);
    out.insert(QStringLiteral("approvals"), approval.policy.approvals);
    out.insert(QStringLiteral("quorum"), approval.policy.quorum);
    out.insert(QStringLiteral("may_decide"), approval.mayDecide.value_or(false));
    out.insert(QStringLiteral("may_not_because"), approval.mayNotBecause);
    return out;
}

}  // namespace countersign::ctl
