#include "ui/widgets/accessible_role.h"

#include "ui/widgets/accessible_choice.h"
#include "ui/widgets/accessible_scroll_area.h"

#include <QAccessibleWidget>
#include <QComboBox>
#include <QScrollArea>
#include <QVariant>
#include <QWidget>

namespace countersign::widgets {

namespace {

constexpr const char *kProperty = "countersignAccessibleRole";

QAccessibleInterface *create(const QString &, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    const QVariant role = widget ? widget->property(kProperty) : QVariant();
    if (role.isValid())
        return new QAccessibleWidget(widget, static_cast<QAccessible::Role>(role.toInt()));
    if (auto *area = qobject_cast<QScrollArea *>(widget))
        return new AccessibleScrollArea(area);
    auto *choice = qobject_cast<QComboBox *>(widget);
    return choice && !choice->isEditable() ? new AccessibleChoice(choice) : nullptr;
}

}  // namespace

void setAccessibleRole(QWidget &widget, QAccessible::Role role, const QString &name)
{
    static const bool installed = [] {
        QAccessible::installFactory(create);
        return true;
    }();
    Q_UNUSED(installed)
    widget.setProperty(kProperty, static_cast<int>(role));
    if (!name.isEmpty())
        widget.setAccessibleName(name);
}

void announce(QWidget &widget)
{
    QAccessibleEvent event(&widget, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

}  // namespace countersign::widgets
