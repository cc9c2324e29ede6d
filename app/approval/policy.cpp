#include "app/approval/policy.h"

#include <algorithm>

namespace countersign::approval {

std::optional<Obstacle> obstacle(Stage stage, const RequestFacts &facts)
{
    if (!facts.logIsSound)
        return Obstacle::LogDamaged;
    if (!facts.asAsked)
        return Obstacle::RequestDamaged;
    if (!facts.clientAlive)
        return Obstacle::ClientGone;
    if (!facts.subjectAlive)
        return Obstacle::SubjectGone;
    if (!facts.sessionAlive)
        return Obstacle::SessionGone;
    if (!facts.type)
        return Obstacle::TypeGone;
    if (!facts.paramsFit)
        return Obstacle::TypeChanged;
    if (!facts.clientMayAskType)
        return Obstacle::TypeNotAllowed;
    if (!facts.resourceKnown)
        return Obstacle::ResourceGone;
    if (facts.scopesUsable.size() != facts.scopesAsked.size())
        return Obstacle::ScopeNotAllowed;
    if (facts.type->dpop == DpopRule::Required && !facts.keyBound)
        return Obstacle::DpopMissing;
    const bool decided = stage == Stage::Redeem || stage == Stage::Consume;
    if (decided && facts.votesStillValid < facts.quorumWanted)
        return Obstacle::ApproverGone;
    return std::nullopt;
}

QString obstacleText(Obstacle obstacle)
{
    switch (obstacle) {
    case Obstacle::LogDamaged: return QStringLiteral("The audit log was found damaged. Nothing is approved until whoever runs the authority has restored it; denying and revoking still work.");
    case Obstacle::RequestDamaged: return QStringLiteral("What is stored of the request is not what was asked: somebody changed the database. Whoever runs the authority has to look into it.");
    case Obstacle::ClientGone: return QStringLiteral("The client is disabled, expired or deleted.");
    case Obstacle::SubjectGone: return QStringLiteral("The subject of the request is disabled.");
    case Obstacle::SessionGone: return QStringLiteral("The session of the request has ended.");
    case Obstacle::TypeGone: return QStringLiteral("The action type is not in the catalogue.");
    case Obstacle::TypeChanged: return QStringLiteral("The catalogue no longer allows these parameters.");
    case Obstacle::TypeNotAllowed: return QStringLiteral("The client may not ask for this action type.");
    case Obstacle::ScopeNotAllowed: return QStringLiteral("A scope of the request is not allowed.");
    case Obstacle::ResourceGone: return QStringLiteral("The API is not registered.");
    case Obstacle::DpopMissing: return QStringLiteral("This action type needs a DPoP key.");
    case Obstacle::ApproverGone: return QStringLiteral("An approver is no longer entitled, or the policy now asks for more than was given.");
    }
    return {};
}

QString obstacleCode(Obstacle obstacle)
{
    switch (obstacle) {
    case Obstacle::LogDamaged: return QStringLiteral("log_damaged");
    case Obstacle::RequestDamaged: return QStringLiteral("request_damaged");
    case Obstacle::ClientGone: return QStringLiteral("client_gone");
    case Obstacle::SubjectGone: return QStringLiteral("subject_gone");
    case Obstacle::SessionGone: return QStringLiteral("session_gone");
    case Obstacle::TypeGone: return QStringLiteral("type_gone");
    case Obstacle::TypeChanged: return QStringLiteral("type_changed");
    case Obstacle::TypeNotAllowed: return QStringLiteral("type_not_allowed");
    case Obstacle::ScopeNotAllowed: return QStringLiteral("scope_not_allowed");
    case Obstacle::ResourceGone: return QStringLiteral("resource_gone");
    case Obstacle::DpopMissing: return QStringLiteral("dpop_missing");
    case Obstacle::ApproverGone: return QStringLiteral("approver_gone");
    }
    return {};
}

std::optional<Ineligible> ineligible(const ActionType &type, const ApproverFacts &facts)
{
    const auto listed = [&type](const QString &group) { return type.approvers.contains(group); };
    const bool inGroup = facts.inEveryGroup || std::any_of(facts.groups.begin(), facts.groups.end(), listed);
    if (!facts.active || !facts.hasApproverRole || !inGroup)
        return Ineligible::NotAnApprover;
    const bool own = facts.approver == facts.requestSubject || (!facts.clientOwner.isEmpty() && facts.approver == facts.clientOwner);
    if (own && !type.requesterMayApprove)
        return Ineligible::SelfApproval;
    if (facts.alreadyVoted)
        return Ineligible::AlreadyVoted;
    return std::nullopt;
}

bool wantsComment(const ActionType &type, Tier tier)
{
    return type.commentRequired || tier >= Tier::High;
}

bool wantsCode(const ActionType &type, Tier tierAtAsking)
{
    // Who proposes a change of the catalogue is signed in with a key; the code there is for those who ask for it.
    return type.codeRequired || (tierAtAsking >= Tier::High && yieldOf(type.type) != Yield::Change);
}

Yield yieldOf(const QString &type)
{
    if (type == QLatin1String("countersign.access"))
        return Yield::Window;
    if (type == QLatin1String("countersign.client"))
        return Yield::Client;
    return type == QLatin1String("countersign.catalog") ? Yield::Change : Yield::Credential;
}

bool ActionType::outsideHours(qint64 unixSeconds) const
{
    const int hour = static_cast<int>(unixSeconds / 3600 % 24);
    if (hoursFrom == hoursTo)
        return false;
    return hoursFrom < hoursTo ? (hour < hoursFrom || hour >= hoursTo) : (hour < hoursFrom && hour >= hoursTo);
}

}  // namespace countersign::approval
