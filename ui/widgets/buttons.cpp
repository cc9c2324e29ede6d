#include "ui/widgets/buttons.h"

#include <algorithm>

namespace countersign::widgets {

QPushButton *makeButton(theme::ButtonRole role, const QString &text, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setAutoDefault(false);
    button->setDefault(false);
    theme::setButtonRole(*button, role);
    return button;
}

QPushButton *makeButton(theme::ButtonRole role, theme::Glyph glyph, const QString &text, QWidget *parent)
{
    QPushButton *button = makeButton(role, text, parent);
    button->setIcon(theme::icon(glyph));
    return button;
}

QPushButton *makeIconButton(theme::Glyph glyph, const QString &name, QWidget *parent)
{
    QPushButton *button = makeButton(theme::ButtonRole::Quiet, glyph, QString(), parent);
    button->setAccessibleName(name);
    button->setToolTip(name);
    return button;
}

void stopTabAtChecked(const QList<QAbstractButton *> &exclusive)
{
    if (std::none_of(exclusive.cbegin(), exclusive.cend(), [](const QAbstractButton *each) { return each->isChecked(); }))
        return;
    for (QAbstractButton *each : exclusive) {
        const int policy = each->focusPolicy();
        each->setFocusPolicy(static_cast<Qt::FocusPolicy>(each->isChecked() ? policy | Qt::TabFocus : policy & ~Qt::TabFocus));
    }
}

}  // namespace countersign::widgets
