// A moment that is typed, or stepped through with the arrow keys, part by part.
#pragma once

#include <QString>

class QDateTimeEdit;
class QWidget;

namespace countersign::widgets {

enum class Precision { Minutes, Seconds };

// By the local clock, in the one notation that reads alike everywhere: 2026-11-22 14:02. `name` is our own, translated.
[[nodiscard]] QDateTimeEdit *makeMomentField(const QString &name, Precision precision, QWidget *parent = nullptr);

}  // namespace countersign::widgets
