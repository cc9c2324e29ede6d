// Push buttons by purpose. None is ever the default of a dialog: Enter acts only on what has the focus.
#pragma once

#include "ui/theme/button_role.h"
#include "ui/theme/icons.h"

#include <QPushButton>

namespace countersign::widgets {

// `text` is our own and translated; names from outside go through buttonText() of plain_text.h.
[[nodiscard]] QPushButton *makeButton(theme::ButtonRole role, const QString &text, QWidget *parent = nullptr);
[[nodiscard]] QPushButton *makeButton(theme::ButtonRole role, theme::Glyph glyph, const QString &text, QWidget *parent = nullptr);

// A button of an icon alone; the name is heard and shown as its tool tip.
[[nodiscard]] QPushButton *makeIconButton(theme::Glyph glyph, const QString &name, QWidget *parent = nullptr);

// Of buttons of which one is checked, Tab stops at that one and the arrow keys lead to the others. Qt sees to it where the focus
// is; to be called when another is checked in another way, or one was added.
void stopTabAtChecked(const QList<QAbstractButton *> &exclusive);

}  // namespace countersign::widgets
