// The life of an approval (protocol.md 6). One table says which change may follow which; nothing else moves a status.
#pragma once

#include <QString>

#include <optional>

namespace countersign::approval {

enum class Status { Pending, Approved, Denied, Expired, Cancelled, Redeemed, Consumed, Revoked };

enum class Event {
    QuorumReached,  // the last wanted approver approved
    Denied,         // any entitled approver denied, or three wrong codes
    TimePassed,     // past expires_at before a credential was fetched
    Cancelled,      // by the requester, or its client died
    Redeemed,       // the credential was issued
    Consumed,
    Revoked,        // by an approver or admin after approval, or a replayed redemption
};

[[nodiscard]] QString statusName(Status status);
[[nodiscard]] std::optional<Status> statusFromName(const QString &name);
// nullopt: the event does not apply in this state and changes nothing.
[[nodiscard]] std::optional<Status> next(Status from, Event event);
[[nodiscard]] bool isTerminal(Status status);

}  // namespace countersign::approval
