// A list to choose from, as screen readers find it. Qt's own on X11 says what is chosen and not what for.
#pragma once

#include <QAccessibleWidget>

class QComboBox;

namespace countersign::widgets {

class AccessibleChoice final : public QAccessibleWidget {
public:
    explicit AccessibleChoice(QComboBox *choice);

    [[nodiscard]] QString text(QAccessible::Text what) const override;
    [[nodiscard]] QAccessible::State state() const override;
    // The list, whether it is open or not.
    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface *child(int index) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override;
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override;
    [[nodiscard]] QStringList actionNames() const override;
    void doAction(const QString &action) override;

private:
    [[nodiscard]] QComboBox *choice() const;
};

}  // namespace countersign::widgets
