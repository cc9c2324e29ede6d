// Above every page: a log that does not match, or a decision that the log has not been proven to hold.
#pragma once

#include <QWidget>

namespace countersign::console {
class AuthoritySession;
class Console;
}  // namespace countersign::console

namespace countersign::widgets {
class Banner;
}

namespace countersign::shell {

class LogBanner : public QWidget {
    Q_OBJECT
public:
    explicit LogBanner(console::Console &console, QWidget *parent = nullptr);

public Q_SLOTS:
    void refresh();
    void explain();  // opens the explanation of the first alarm

private:
    void showAlarm(const QList<console::AuthoritySession *> &broken);
    void showLate(console::AuthoritySession &session);

    console::Console &m_console;
    widgets::Banner *m_alarm, *m_late;
};

}  // namespace countersign::shell
