// "?": the keys, by where they work.
#pragma once

#include "ui/shell/commands.h"

#include <QDialog>

class QVBoxLayout;

namespace countersign::shell {

struct KeySection {
    QString title;  // our own, translated
    Commands keys;  // those without a key are left out
};

class ShortcutOverlay : public QDialog {
    Q_OBJECT
public:
    // Call open(); Esc or the button closes it.
    ShortcutOverlay(const QList<KeySection> &sections, QWidget *parent);

private:
    static void addSection(QVBoxLayout &column, const KeySection &section);
};

}  // namespace countersign::shell
