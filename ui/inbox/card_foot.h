// The foot of the card, always in sight: what holds the decision up, comment, code, less, Deny and Approve.
#pragma once

#include "ui/inbox/card_text.h"
#include "ui/inbox/values.h"

#include <QWidget>

class QHBoxLayout;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace countersign::widgets {
class FoldButton;
class PlainLabel;
class ProgressLine;
}  // namespace countersign::widgets

namespace countersign::inbox {

class ApproveButton;
class DenyReasons;
class LessPanel;

class CardFoot : public QWidget {
    Q_OBJECT
public:
    explicit CardFoot(console::ApprovalController &card, QWidget *parent = nullptr);

    // Another card: fields empty, nothing kept of the last one.
    void reset();
    // Takes over the facts of the card that is open.
    void showCard();
    void refresh();  // blockers, outcome
    void setValues(Values values);
    // The first field without which nothing is approved takes the keyboard.
    void focusMissing();

Q_SIGNALS:
    void nextRequested();  // a person is done with this card
    void signInRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildFields(QVBoxLayout &column);
    void buildButtons(QVBoxLayout &column);
    void placeHint();
    void showNotices();
    void act(Notice::Action action);

    console::ApprovalController &m_card;
    QList<Notice> m_shown;
    QVBoxLayout *m_notices;
    widgets::ProgressLine *m_sending;
    DenyReasons *m_reasons;
    QWidget *m_fields;
    QLineEdit *m_comment, *m_code;
    widgets::FoldButton *m_lessToggle;
    LessPanel *m_less;
    widgets::PlainLabel *m_hint;
    QVBoxLayout *m_column;
    QHBoxLayout *m_buttons;
    Values m_values = Values::Shown;
    bool m_hintBeside = false;  // between the buttons, not above them
    QPushButton *m_deny;
    ApproveButton *m_approve;
    QPushButton *m_next;
};

}  // namespace countersign::inbox
