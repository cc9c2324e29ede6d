// A button's open menu, for screen readers: Qt leaves popups out of the tree, so that the menu hangs below its button here.
#pragma once

class QAbstractButton;
class QMenu;

namespace countersign::widgets {

// Once, before the button is shown: it is heard as one with a menu.
void makeMenuButton(QAbstractButton &button);
// Shows the menu, which deletes itself when it closes, beside the button.
void openMenu(QAbstractButton &button, QMenu *menu);

}  // namespace countersign::widgets
