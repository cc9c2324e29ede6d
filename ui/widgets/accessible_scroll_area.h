// A scrolled page, as screen readers find it. Qt's own reads its children by an index that it does not check, and a scroll bar
// that vanishes between a screen reader's two questions ends the program (Qt 6.4, QAccessibleAbstractScrollArea::child).
#pragma once

#include <QAccessibleWidget>

class QScrollArea;

namespace countersign::widgets {

class AccessibleScrollArea final : public QAccessibleWidget {
public:
    explicit AccessibleScrollArea(QScrollArea *area);

    // What is scrolled, then the scroll bars that show.
    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface *child(int index) const override;  // null where there is none
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override;
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override;

private:
    [[nodiscard]] QWidgetList parts() const;
};

}  // namespace countersign::widgets
