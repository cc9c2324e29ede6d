// What it means that a log does not match, whom to call, the evidence, and the way back once a person knows what it was.
#pragma once

#include <QDialog>
#include <QPointer>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace countersign::console {
class AuthoritySession;
}

namespace countersign::widgets {
class FactSheet;
class PlainLabel;
}  // namespace countersign::widgets

namespace countersign::shell {

class LogAlarmDialog : public QDialog {
    Q_OBJECT
public:
    // Closes by itself when the alarm is settled or the authority goes. Call open(); deletes itself.
    LogAlarmDialog(console::AuthoritySession &session, QWidget *parent);

private:
    void addMeaning(QVBoxLayout &column);
    void addFacts(QVBoxLayout &column);
    void addWayBack(QVBoxLayout &column);
    void refresh();
    void save();
    void saveTo(const QString &path);
    void trustAnew();
    [[nodiscard]] QString host() const;
    [[nodiscard]] bool maySettle() const;

    QPointer<console::AuthoritySession> m_session;
    widgets::PlainLabel *m_saved, *m_wayBack, *m_failure;
    QLineEdit *m_said, *m_confirmation;
    QPushButton *m_save, *m_trust;
};

}  // namespace countersign::shell
