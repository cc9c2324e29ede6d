#include "ui/widgets/menu_button.h"

#include <QAbstractButton>
#include <QAccessibleWidget>
#include <QMenu>
#include <QVariant>

namespace countersign::widgets {
namespace {

constexpr const char *kIsOne = "countersignMenuButton";
constexpr const char *kMenu = "countersignMenu";

class MenuButton : public QAccessibleWidget {
public:
    explicit MenuButton(QWidget *button) : QAccessibleWidget(button, QAccessible::ButtonMenu) {}

    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.hasPopup = true;
        state.expandable = true;
        state.expanded = menu() != nullptr;
        state.collapsed = !state.expanded;
        return state;
    }
    [[nodiscard]] int childCount() const override { return menu() ? 1 : 0; }
    [[nodiscard]] QAccessibleInterface *child(int index) const override { return index == 0 && menu() ? QAccessible::queryAccessibleInterface(menu()) : nullptr; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override { return menu() && child && child->object() == menu() ? 0 : -1; }
    [[nodiscard]] QAccessibleInterface *focusChild() const override { return menu() ? child(0) : QAccessibleWidget::focusChild(); }
    [[nodiscard]] QStringList actionNames() const override { return QStringList{showMenuAction()} + QAccessibleWidget::actionNames(); }
    void doAction(const QString &name) override
    {
        if (name == showMenuAction())
            static_cast<QAbstractButton *>(widget())->click();
        else
            QAccessibleWidget::doAction(name);
    }

private:
    [[nodiscard]] QMenu *menu() const
    {
        auto *open = widget()->property(kMenu).value<QMenu *>();
        return open && open->isVisible() ? open : nullptr;
    }
};

QAccessibleInterface *create(const QString &, QObject *object)
{
    auto *button = qobject_cast<QAbstractButton *>(object);
    return button && button->property(kIsOne).toBool() ? new MenuButton(button) : nullptr;
}

}  // namespace

void makeMenuButton(QAbstractButton &button)
{
    static const bool installed = [] {
        QAccessible::installFactory(create);
        return true;
    }();
    Q_UNUSED(installed)
    button.setProperty(kIsOne, true);
}

void openMenu(QAbstractButton &button, QMenu *menu)
{
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(button.accessibleName());
    button.setProperty(kMenu, QVariant::fromValue(menu));
    QObject::connect(menu, &QObject::destroyed, &button, [&button] { button.setProperty(kMenu, QVariant()); });
    menu->popup(button.mapToGlobal(QPoint(button.layoutDirection() == Qt::RightToLeft ? -menu->sizeHint().width() : button.width(), 0)));
}

}  // namespace countersign::widgets
