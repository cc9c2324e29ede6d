#include "ui/widgets/accessible_scroll_area.h"

#include <QScrollArea>
#include <QScrollBar>

namespace countersign::widgets {

AccessibleScrollArea::AccessibleScrollArea(QScrollArea *area) : QAccessibleWidget(area, QAccessible::Client) {}

QWidgetList AccessibleScrollArea::parts() const
{
    const auto *area = static_cast<QScrollArea *>(object());
    QWidgetList parts{area->viewport()};
    for (const QScrollBar *bar : {area->horizontalScrollBar(), area->verticalScrollBar()}) {
        if (bar->isVisible())
            parts.append(bar->parentWidget());  // each stands in a container of Qt's
    }
    return parts;
}

int AccessibleScrollArea::childCount() const
{
    return static_cast<int>(parts().size());
}

QAccessibleInterface *AccessibleScrollArea::child(int index) const
{
    return QAccessible::queryAccessibleInterface(parts().value(index));
}

int AccessibleScrollArea::indexOfChild(const QAccessibleInterface *child) const
{
    return child ? static_cast<int>(parts().indexOf(qobject_cast<QWidget *>(child->object()))) : -1;
}

QAccessibleInterface *AccessibleScrollArea::childAt(int x, int y) const
{
    for (int index = 0; QAccessibleInterface *part = child(index); ++index) {
        if (part->rect().contains(x, y))
            return part;
    }
    return nullptr;
}

}  // namespace countersign::widgets
