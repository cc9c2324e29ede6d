// Roles for widgets whose class does not give a screen reader the right one.
#pragma once

#include <QAccessible>

class QWidget;

namespace countersign::widgets {

// With the first call, every list to choose from says what for (accessible_choice.h), and every scrolled page is safe to ask
// (accessible_scroll_area.h).
// `name` is our own text. Never name a widget that shows text from outside in labels of its own.
void setAccessibleRole(QWidget &widget, QAccessible::Role role, const QString &name = {});

// Tells screen readers that the widget's name or value is news, without taking the focus.
void announce(QWidget &widget);

}  // namespace countersign::widgets
