// "?": the keys, on one page.
#pragma once

#include "ui/shell/commands.h"

#include <QDialog>

namespace countersign::shell {

class ShortcutOverlay : public QDialog {
    Q_OBJECT
public:
    // Call open(); any key or a click closes it.
    ShortcutOverlay(const Commands &commands, QWidget *parent);
};

}  // namespace countersign::shell
