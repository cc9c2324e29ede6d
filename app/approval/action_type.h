// What the catalogue says of one kind of action (protocol.md 8): its parameters, its scopes and the policy that rules it.
#pragma once

#include "app/approval/risk.h"

#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace countersign::approval {

// Duration and StringList are for the authority's own types: whole seconds, and texts each once.
enum class ParamKind { String, Integer, Decimal, Enum, Text, Boolean, StringList, Duration };

// What an approval hands over when it is redeemed. Three types are the authority's own (protocol.md 7, 12).
enum class Yield {
    Credential,  // for the one action: every type that a catalogue's owners define
    Window,      // countersign.access: an access token for a while
    Client,      // countersign.client: the registration of a temporary client
    Change,      // countersign.catalog: nothing to fetch, a change of the catalogue is applied
};
[[nodiscard]] Yield yieldOf(const QString &type);

struct ParamSpec {
    QString name;                // [a-z][a-z0-9_]{0,63}
    QString label;
    ParamKind kind = ParamKind::String;
    QRegularExpression pattern;  // String: the whole value must match; the catalogue refuses patterns without limits
    QString min, max;            // Integer, Duration, Decimal: inclusive bounds as written; Text, String: `max` is a length in characters
    QStringList values;          // Enum
    bool optional = false;
};

enum class DpopRule { Optional, Required };

// Durations in seconds.
struct ActionType {
    QString type;                // "orders.refund"
    QString title;               // sentence template: "Refund {amount} {currency} for order {order_id}"
    QString resource;            // identifier of the one API that runs it (`rs`, the credential's `aud`)
    QStringList scopes;
    Tier risk = Tier::Medium;
    QStringList approvers;       // groups
    int quorum = 1;
    bool requesterMayApprove = false;
    bool bindSession = true;
    bool codeRequired = false;
    bool commentRequired = false;
    bool stepUp = false;
    int requestTtl = 300;
    int credentialTtl = 60;      // ≤ 120 for action credentials
    int maxDuration = 0;         // countersign.access and .client: longest window or life
    DpopRule dpop = DpopRule::Optional;
    std::vector<ParamSpec> params;
    bool outsideHours(qint64 unixSeconds) const;
    int hoursFrom = 0, hoursTo = 24;  // UTC hours in which it is usual; equal bounds or 0…24: always
    QString policyId() const { return type; }
};

}  // namespace countersign::approval
