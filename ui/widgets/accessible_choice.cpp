#include "ui/widgets/accessible_choice.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCoreApplication>

namespace countersign::widgets {

AccessibleChoice::AccessibleChoice(QComboBox *choice) : QAccessibleWidget(choice, QAccessible::ComboBox) {}

QComboBox *AccessibleChoice::choice() const
{
    return static_cast<QComboBox *>(object());
}

QString AccessibleChoice::text(QAccessible::Text what) const
{
    const QString chosen = choice()->currentText(), name = choice()->accessibleName();
    if (what == QAccessible::Value || (what == QAccessible::Name && name.isEmpty()))
        return chosen;
    if (what == QAccessible::Name)
        //: Read out for a list to choose from: %1 what is chosen, %2 what stands there now.
        return QCoreApplication::translate("AccessibleChoice", "%1: %2").arg(name, chosen);
    return QAccessibleWidget::text(what);
}

QAccessible::State AccessibleChoice::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.expandable = true;
    state.hasPopup = true;
    state.expanded = choice()->view()->isVisible();
    return state;
}

int AccessibleChoice::childCount() const
{
    return 1;
}

QAccessibleInterface *AccessibleChoice::child(int index) const
{
    return index == 0 ? QAccessible::queryAccessibleInterface(choice()->view()) : nullptr;
}

int AccessibleChoice::indexOfChild(const QAccessibleInterface *child) const
{
    return child && child->object() == choice()->view() ? 0 : -1;
}

QAccessibleInterface *AccessibleChoice::childAt(int x, int y) const
{
    QAccessibleInterface *list = child(0);
    return choice()->view()->isVisible() && list && list->rect().contains(x, y) ? list : nullptr;
}

QStringList AccessibleChoice::actionNames() const
{
    return {showMenuAction(), pressAction()};
}

void AccessibleChoice::doAction(const QString &action)
{
    if (action != showMenuAction() && action != pressAction())
        return;
    if (choice()->view()->isVisible())
        choice()->hidePopup();
    else
        choice()->showPopup();
}

}  // namespace countersign::widgets
