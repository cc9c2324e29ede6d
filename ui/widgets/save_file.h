// Asks a person where a file is to go. What is there already is only overwritten after asking.
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace countersign::widgets {

struct SaveQuestion {
    QString title;      // our own, translated
    QString name;       // suggested, with its ending; any text: it is made fit for a file's name here
    QString kind;       // as the list of kinds calls it, "Evidence (*.json)"
};

// Non-blocking; `then` is called with the path unless the person leaves.
void askWhereToSave(const SaveQuestion &question, QWidget *parent, const std::function<void(const QString &path)> &then);

}  // namespace countersign::widgets
