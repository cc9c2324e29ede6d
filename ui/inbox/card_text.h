// The words of the card: every state of it, and every reason why it may not be decided.
#pragma once

#include "app/console/inbox/approval_controller.h"
#include "ui/theme/tokens.h"

#include <QStringList>

namespace countersign::inbox {

// What stands above the buttons. All text is our own; values from outside in it have passed visibleText.
struct Notice {
    enum class Action { None, Retry, SignIn };
    theme::Tone tone = theme::Tone::Neutral;
    QString title, sentence;
    Action action = Action::None;
    bool operator==(const Notice &) const = default;
};

// States of the card as such, the most important first.
[[nodiscard]] QList<Notice> notices(const console::ApprovalController &card);

// What is still wanted before Approve works, one sentence each; empty when it works or never will.
[[nodiscard]] QStringList wanted(const console::ApprovalController &card);

// Whether Approve may still become possible on this card by what the person does.
[[nodiscard]] bool mayStillApprove(const console::ApprovalController &card);

// "One use within 60 s, for https://orders.example, bound to the requester's key."
// A parameter's value as it is signed; a time in words beside it.
[[nodiscard]] QString parameterText(const console::Approval &approval, const console::ParamFact &param);
[[nodiscard]] QString credentialSentence(const console::Approval &approval);
[[nodiscard]] QString policySentence(const console::Approval &approval);
[[nodiscard]] QString decisionSentence(const console::DecisionFact &decision, qint64 serverTime);
[[nodiscard]] QString pastStatusWord(const QString &status);

}  // namespace countersign::inbox
