// A question with two answers named by verbs. Non-blocking, plain text, nothing preselected: Enter does nothing until a
// button has the focus, Esc leaves without an answer.
#pragma once

#include "ui/theme/button_role.h"

#include <QDialog>

class QHBoxLayout;
class QPushButton;

namespace countersign::widgets {

class AskDialog : public QDialog {
    Q_OBJECT
public:
    struct Question {
        QString title;   // our own, translated; also the window's title
        QString text;    // our own, translated; values from outside in it have passed visibleText
        QString accept;  // the verb, "Revoke"
        QString reject;  // "Keep it"
        theme::ButtonRole role = theme::ButtonRole::Plain;
    };

    // Call open(); accepted() and rejected() say the answer. Deletes itself when closed.
    AskDialog(const Question &question, QWidget *parent);
    [[nodiscard]] QPushButton *acceptButton() const { return m_accept; }
    // A third answer, before the one that accepts; pressed, the dialog closes without accepted().
    QPushButton *addAnswer(const QString &verb);

private:
    QPushButton *m_accept;
    QHBoxLayout *m_buttons;
};

}  // namespace countersign::widgets
