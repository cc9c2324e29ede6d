#include "ui/widgets/buttons.h"

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

}  // namespace countersign::widgets
