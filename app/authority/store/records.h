// What a transaction hands to the log and to the outbox. Plain data.
#pragma once

#include "app/base/strong_id.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace countersign::authority::store {

struct User;

enum class AuditOutcome { Ok, Denied, Refused, Failed };  // `ok|denied|refused|failed`

// One entry of the log, before it has a seq. Members that do not apply stay empty and are left out of the leaf. `payload` may
// be erased later, the others never: nothing personal beyond ids belongs into them, and no secret into any.
struct AuditEvent {
    QString event = {};  // dotted, for example `approval.decided`; [a-z0-9_.]{1,64}
    QString actor = {};  // a `sub`, `client:<id>`, `system` or `cli`
    AuditOutcome outcome = AuditOutcome::Ok;
    std::optional<base::DeviceKid> device = {};
    std::optional<base::ClientId> client = {};
    std::optional<base::ApprovalId> txn = {};
    std::optional<QString> adh = {};
    QJsonObject payload = {};  // ≤ 64 KiB in canonical form
};

// Who may see an event. One match is enough; nobody sees an event with an empty audience.
struct Audience {
    QStringList groups;
    std::vector<base::Subject> subjects;
    QStringList scopes;  // everyone whose token has one of them

    static Audience everyoneWith(const QString &scope) { return {{}, {}, {scope}}; }
    // `tokenScopes`: what the listener's token grants now.
    [[nodiscard]] bool includes(const User &user, const QStringList &tokenScopes) const;
};

enum class EventKind { Approval, Client, Catalog, Grant, Audit };

[[nodiscard]] QString eventName(EventKind kind);  // `approval` and so on, as in the SSE `event:` line

struct OutboxEvent {
    EventKind kind = EventKind::Approval;
    QJsonObject data;  // one line of JSON on the wire, ≤ 8 KiB
    Audience audience;
};

// An event as read back. Ids rise in commit order and are never given twice.
struct StoredEvent {
    qint64 id = 0;
    qint64 timeMs = 0;
    QString kind;
    QByteArray data;  // canonical JSON
    Audience audience;
};

}  // namespace countersign::authority::store
