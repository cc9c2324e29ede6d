// The question before a client is changed: what stops working at once, why it is done, and one button that does it.
#pragma once

#include "app/console/clients/client_controller.h"

#include <QWidget>

class QComboBox;
class QPushButton;
class QVBoxLayout;

namespace countersign::widgets {
class PlainLabel;
}

namespace countersign::clients {

class ChangePanel : public QWidget {
    Q_OBJECT
public:
    using Change = console::ClientController::Change;

    explicit ChangePanel(QWidget *parent = nullptr);

    // Asks about a change of this client.
    void ask(Change change, const console::ClientEntry &client);
    // The facts may change while the question stands.
    void refresh(const console::ClientEntry &client);
    [[nodiscard]] Change change() const { return m_change; }
    enum class Ready { Yes, No };
    void setReady(Ready ready);

Q_SIGNALS:
    // `seconds`: how much longer, with Extend.
    void confirmed(countersign::console::ClientController::Change change, const QString &reason, qint64 seconds);
    void cancelled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fillTimes(const console::ClientEntry &client);
    void showEnd();

    Change m_change = Change::None;
    qint64 m_end = 0;
    widgets::PlainLabel *m_title;
    widgets::PlainLabel *m_lines;
    widgets::PlainLabel *m_newEnd;
    QComboBox *m_time;
    QComboBox *m_reason;
    QPushButton *m_confirm;
    QPushButton *m_cancel;
};

}  // namespace countersign::clients
