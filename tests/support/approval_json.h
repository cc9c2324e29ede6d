// A whole approval as an authority writes it (protocol.md 6), and true in itself: the hash is the action's.
#pragma once

#include "app/approval/action.h"
#include "app/base/json.h"

#include <QJsonArray>
#include <QJsonObject>

namespace countersign::tests {

inline QJsonObject approvalJson(const QString &id = QStringLiteral("apr_1"))
{
    approval::Action action;
    action.type = QStringLiteral("orders.refund");
    action.params = QJsonObject{{QStringLiteral("order_id"), QStringLiteral("81")}, {QStringLiteral("count"), 2}};
    action.rs = QStringLiteral("https://orders.example");
    action.client = base::ClientId(QStringLiteral("bot"));
    action.subject = base::Subject(QStringLiteral("usr_1"));
    action.session = base::SessionId(QStringLiteral("ses_1"));
    action.txn = base::ApprovalId(id);
    const QByteArray canonical = approval::canonicalAction(action);
    const auto param = [](const char *name, const char *value) {
        return QJsonObject{{QStringLiteral("name"), QString::fromLatin1(name)}, {QStringLiteral("label"), QStringLiteral("Label")}, {QStringLiteral("value"), QString::fromLatin1(value)}};
    };
    QJsonObject body = *base::json::parseObject(R"({"id":"apr_1","version":3,"status":"pending","requested_at":100,"expires_at":400,"server_time":110,
        "action_text":"Refund 2 of order 81","risk":{"tier":"high","reasons":["young client"]},
        "client":{"id":"bot","name":"Bot","owner":"ops@example","registered_at":5,"temporary":false},"subject":{"sub":"usr_1","name":"alice"},
        "session":{"sid":"ses_1","started_at":90,"ip":"127.0.0.1"},"reason":"why","requested_from":"10.0.0.1",
        "scopes":[{"name":"orders:refund:create","title":"Refund","risk":"high","deprecated":false}],"credential":{"ttl":60,"max_ttl":60,"dpop":true},
        "policy":{"id":"orders.refund","version":1,"quorum":2,"approvals":1,"groups":["g"],"code_required":true,"comment_required":false,"step_up":false},
        "decisions":[{"approver":"usr_2","decision":"approve","at":105}],"may_decide":true,"may_not_because":null,"nonce":"n",
        "history":{"same_action_30d":{"approved":1,"denied":2},"client_30d":{"approved":3,"denied":4},"last":[{"id":"apr_0","action_text":"t","status":"denied","at":7}]}})");
    body.insert(QStringLiteral("id"), id);
    body.insert(QStringLiteral("action"), *base::json::parse(canonical));
    body.insert(QStringLiteral("canonical"), QString::fromUtf8(canonical));
    body.insert(QStringLiteral("action_hash"), QString::fromLatin1(approval::actionHash(canonical)));
    body.insert(QStringLiteral("params"), QJsonArray{param("count", "2"), param("order_id", "81")});
    return body;
}

}  // namespace countersign::tests
