#include "ui/text/proposal_text.h"

#include <QCoreApplication>

namespace countersign::text {

using approval::Status;

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::text::Proposal)
};

}  // namespace

QString proposalWord(Status status)
{
    switch (status) {
    case Status::Pending: return Words::tr("Waits");
    case Status::Approved:
    case Status::Redeemed:
    case Status::Consumed: return Words::tr("In force");
    case Status::Denied: return Words::tr("Denied");
    case Status::Expired: return Words::tr("Ran out");
    case Status::Cancelled: return Words::tr("Withdrawn");
    case Status::Revoked: break;
    }
    return Words::tr("Not applied");
}

QString proposalSentence(Status status)
{
    switch (status) {
    case Status::Pending: return Words::tr("A second admin has to agree. It comes into force when they approve it; you cannot approve it yourself.");
    case Status::Approved:
    case Status::Redeemed:
    case Status::Consumed: return Words::tr("A second admin agreed, and the change was applied.");
    case Status::Denied: return Words::tr("It was denied. Nothing was applied.");
    case Status::Expired: return Words::tr("Nobody decided in time. Nothing was applied; you can ask again.");
    case Status::Cancelled: return Words::tr("It was withdrawn, or another version came first. Nothing was applied; you can ask again from the version in force.");
    case Status::Revoked: break;
    }
    return Words::tr("It was approved, but could not be applied any more. Nothing has changed; you can ask again from the version in force.");
}

QString decisionLine(const console::DecisionFact &decision)
{
    const QString who = decision.name.isEmpty() ? decision.approver : decision.name;
    //: %1 is a person, %2 the reason they gave.
    return decision.reason.isEmpty() ? who : Words::tr("%1: %2").arg(who, decision.reason);
}

}  // namespace countersign::text
