#include "app/approval/status.h"

#include <array>

namespace countersign::approval {

namespace {

constexpr std::array kNames{"pending", "approved", "denied", "expired", "cancelled", "redeemed", "consumed", "revoked"};

struct Transition {
    Status from;
    Event event;
    Status to;
};

constexpr std::array kTransitions{
    Transition{Status::Pending, Event::QuorumReached, Status::Approved},
    Transition{Status::Pending, Event::Denied, Status::Denied},
    Transition{Status::Pending, Event::TimePassed, Status::Expired},
    Transition{Status::Pending, Event::Cancelled, Status::Cancelled},
    Transition{Status::Pending, Event::Revoked, Status::Revoked},
    Transition{Status::Approved, Event::Redeemed, Status::Redeemed},
    Transition{Status::Approved, Event::TimePassed, Status::Expired},
    Transition{Status::Approved, Event::Cancelled, Status::Cancelled},
    Transition{Status::Approved, Event::Revoked, Status::Revoked},
    Transition{Status::Redeemed, Event::Consumed, Status::Consumed},
    Transition{Status::Redeemed, Event::TimePassed, Status::Expired},
    Transition{Status::Redeemed, Event::Revoked, Status::Revoked},
};

}  // namespace

QString statusName(Status status)
{
    return QString::fromLatin1(kNames.at(static_cast<size_t>(status)));
}

std::optional<Status> statusFromName(const QString &name)
{
    for (size_t i = 0; i < kNames.size(); ++i) {
        if (name == QLatin1String(kNames.at(i)))
            return static_cast<Status>(i);
    }
    return std::nullopt;
}

std::optional<Status> next(Status from, Event event)
{
    for (const Transition &t : kTransitions) {
        if (t.from == from && t.event == event)
            return t.to;
    }
    return std::nullopt;
}

bool isTerminal(Status status)
{
    for (const Transition &t : kTransitions) {
        if (t.from == status)
            return false;
    }
    return true;
}

}  // namespace countersign::approval
