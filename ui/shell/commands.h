// What the keyboard can do: one list for the shortcuts, the overlay that shows them and the command palette.
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include <functional>

namespace countersign::shell {

struct Command {
    QString title;              // our own, translated
    QList<QKeySequence> keys;
    std::function<void()> run;  // empty: only shown in the overlay, handled where it belongs
};

using Commands = QList<Command>;

}  // namespace countersign::shell
