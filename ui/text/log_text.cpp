#include "ui/text/log_text.h"

#include <QCoreApplication>

namespace countersign::text {

using console::LogFault;

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::text::Log)
};

}  // namespace

QString logFaultSentence(LogFault fault)
{
    switch (fault) {
    case LogFault::KeyChanged: return Words::tr("The log is signed with another key than before.");
    case LogFault::BadSignature: return Words::tr("What the authority shows of its log is not signed by the log's key.");
    case LogFault::NameChanged: return Words::tr("The log carries another name than before.");
    case LogFault::Shorter: return Words::tr("The log has fewer entries than this computer has already seen.");
    case LogFault::OtherContent: return Words::tr("The log has as many entries as before, and they are not the same.");
    case LogFault::NotContinued: return Words::tr("The log has grown, and its earlier entries are not those that this computer has seen.");
    case LogFault::Forked: return Words::tr("Another approver was shown another log than this computer.");
    case LogFault::MemoryDamaged: return Words::tr("What this computer remembered of the log cannot be read, so nothing shows that its past is unchanged.");
    case LogFault::DecisionMissing: return Words::tr("A decision that you made here is not in the log, a minute after the authority confirmed it.");
    case LogFault::DecisionNotProven: return Words::tr("The log cannot prove a decision that you made here, or says something else about it.");
    }
    return {};
}

QString logFaultMeaning(LogFault fault)
{
    switch (fault) {
    case LogFault::KeyChanged:
    case LogFault::NameChanged:
        return Words::tr("Either whoever runs the authority has set it up anew, or somebody has put another one in its place. This computer cannot tell which.");
    case LogFault::MemoryDamaged:
        return Words::tr("Most often a fault of this computer's disk is behind it. As long as nobody has looked, it could also hide that the past was changed.");
    case LogFault::DecisionMissing:
    case LogFault::DecisionNotProven:
        return Words::tr("Every decision has to be in the log, so that nobody can deny or invent one later. Either the authority has a serious fault, or somebody is keeping "
                         "your decision back. This computer cannot tell which.");
    case LogFault::Forked:
        return Words::tr("There is only ever one log. Whoever shows two wants different people to believe different things, or has restored an old copy and gone on from it.");
    case LogFault::BadSignature:
    case LogFault::Shorter:
    case LogFault::OtherContent:
    case LogFault::NotContinued: break;
    }
    return Words::tr("An honest log only ever grows. Either the authority was restored from an old copy, or somebody is changing what was recorded about approvals. This "
                     "computer cannot tell which.");
}

}  // namespace countersign::text
