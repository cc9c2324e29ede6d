// The open request: its body scrolls, its foot stays. Tells the controller what is shown, seen and in front.
#pragma once

#include "app/console/inbox/approval_controller.h"
#include "ui/inbox/values.h"

#include <QTimer>
#include <QWidget>

class QPushButton;
class QScrollArea;
class QStackedLayout;

namespace countersign::widgets {
class Banner;
class EmptyState;
}

namespace countersign::inbox {

class CardBody;
class CardFoot;
class ExposureWatch;

class ApprovalCard : public QWidget {
    Q_OBJECT
public:
    explicit ApprovalCard(console::ApprovalController &card, QWidget *parent = nullptr);

    void focusCard();
    void scrollPage();  // one page on, for the space key
    void focusMissing();  // the field that has to be filled before approving, if there is one
    // Requests of the same client that wait: from three on, denying them all is offered.
    void setWaitingOfClient(int count);
    // What is offered then.
    enum class Flood { Deny, DenyAndFreeze };
    void setFlood(Flood answer) { m_floodAnswer = answer; }
    // Narrow windows show list or card; then the card has a way back.
    enum class Back { Hidden, Shown };
    void setBack(Back back);
    // Another request lies over or beside it: until it goes, nothing is approved.
    enum class Beside { Nothing, PastRequest };
    void setBeside(Beside beside);
    // Hidden: nothing is approved.
    void setValues(Values values);

Q_SIGNALS:
    void closeRequested();   // Esc or "Back": leave without deciding
    void nextRequested();
    void signInRequested();
    void denyAllRequested();
    void valuesRequested();  // a person wants to see what is hidden
    void pastRequested(const countersign::base::ApprovalId &id);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void onOpened();
    void onCard();
    void orderTabs();
    void onArming();
    void showTime();
    void look();
    void tellExposure();

    console::ApprovalController &m_card;
    QStackedLayout *m_pages;
    widgets::EmptyState *m_empty;
    QWidget *m_page;
    QPushButton *m_back;
    widgets::Banner *m_flood;
    QScrollArea *m_scroll;
    widgets::EmptyState *m_cover;
    CardBody *m_body;
    CardFoot *m_foot;
    ExposureWatch *m_exposure;
    QTimer m_clock, m_lookTimer;
    Beside m_beside = Beside::Nothing;
    Values m_values = Values::Shown;
    Flood m_floodAnswer = Flood::Deny;
};

}  // namespace countersign::inbox
