// What a push button is for; the style paints it, nobody else does.
#pragma once

class QAbstractButton;
class QWidget;

namespace countersign::theme {

enum class ButtonRole {
    Plain,        // outlined: everything ordinary, Deny included
    Filled,       // the one thing a screen is for; at most one
    Danger,       // outlined in the danger tone: ends or removes something
    DangerFilled, // the confirmation of the same
    Quiet,        // no outline until the pointer or the focus is on it
};

void setButtonRole(QAbstractButton &button, ButtonRole role);
[[nodiscard]] ButtonRole buttonRole(const QWidget *widget);

}  // namespace countersign::theme
