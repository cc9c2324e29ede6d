// The one place that says who may do what with a request. It is asked at ask, decide, redeem and consume, each time with
// facts read in the same transaction, so that nothing that changed in between slips through (security.md 3).
#pragma once

#include "app/approval/action_type.h"
#include "app/base/strong_id.h"

#include <optional>

namespace countersign::approval {

enum class Stage { Ask, Decide, Redeem, Consume };

// Why a request may not go on. `code` is the closed list the wire errors are made from.
enum class Obstacle {
    LogDamaged,         // the authority found its log damaged: nothing is approved
    RequestDamaged,     // what is stored of it is not what was asked
    ClientGone,         // disabled, deleted, expired
    SubjectGone,        // the user on whose behalf it runs is disabled
    SessionGone,        // the session it is bound to was revoked
    TypeGone,           // action type left the catalogue
    TypeChanged,        // the type's policy or parameters no longer allow this very action
    TypeNotAllowed,     // the client may not ask for this type (any more)
    ScopeNotAllowed,    // a scope left the catalogue, passed its sunset, or the client lost it
    ResourceGone,       // the API is no longer registered
    DpopMissing,        // the type wants a key-bound credential
    ApproverGone,       // the votes no longer suffice: an approver lost account, role or group since, or the policy asks for more
};

struct RequestFacts {
    bool logIsSound = true;
    bool asAsked = true;
    bool clientAlive = false;
    bool subjectAlive = false;
    bool sessionAlive = true;            // true where the type binds none
    const ActionType *type = nullptr;    // as the catalogue is now; null: gone
    bool paramsFit = true;               // params against `type` as it is now
    bool clientMayAskType = false;
    QStringList scopesAsked;
    QStringList scopesUsable;            // those of scopesAsked that catalogue and client allow now
    bool resourceKnown = true;
    bool keyBound = false;
    int votesStillValid = 0;             // approvals whose approver still is entitled
    int quorumWanted = 1;
};

[[nodiscard]] std::optional<Obstacle> obstacle(Stage stage, const RequestFacts &facts);
[[nodiscard]] QString obstacleText(Obstacle obstacle);  // English, for error_description and log
[[nodiscard]] QString obstacleCode(Obstacle obstacle);  // stable, snake_case: "client_gone"

enum class Ineligible {
    NotAnApprover,   // lacks the role or every one of the type's groups
    SelfApproval,    // four eyes: asked for it, owns the client, or it runs on their behalf
    AlreadyVoted,
};

struct ApproverFacts {
    base::Subject approver;
    bool active = false;
    bool hasApproverRole = false;
    bool inEveryGroup = false;           // the built-in local user
    QStringList groups;
    base::Subject requestSubject;        // on whose behalf
    base::Subject clientOwner;           // empty when no user of this authority
    bool alreadyVoted = false;
};

[[nodiscard]] std::optional<Ineligible> ineligible(const ActionType &type, const ApproverFacts &facts);

// Comment and code rules after signals raised the tier: friction rises, quorum and step-up never do (protocol.md 12).
[[nodiscard]] bool wantsComment(const ActionType &type, Tier tier);
[[nodiscard]] bool wantsCode(const ActionType &type, Tier tierAtAsking);

}  // namespace countersign::approval
