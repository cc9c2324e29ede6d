#include "ui/text/risk_text.h"

#include <QCoreApplication>

namespace countersign::text {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::text::Risk)
};

}  // namespace

QString riskWord(approval::Tier tier)
{
    switch (tier) {
    case approval::Tier::Low: return Words::tr("Low risk");
    case approval::Tier::Medium: return Words::tr("Medium risk");
    case approval::Tier::High: return Words::tr("High risk");
    case approval::Tier::Critical: return Words::tr("Critical risk");
    }
    return Words::tr("Unknown risk");
}

QString riskSentence(approval::Tier tier)
{
    switch (tier) {
    case approval::Tier::Low: return Words::tr("Approve with Ctrl+Enter or the button.");
    case approval::Tier::Medium: return Words::tr("Approve unlocks after a moment to read.");
    case approval::Tier::High: return Words::tr("Approving needs a comment and the requester's code.");
    case approval::Tier::Critical:
        return Words::tr("Approving needs a comment, the requester's code, a fresh sign-in and a second approver.");
    }
    return {};
}

}  // namespace countersign::text
