// After a denial: why, in one press. Denying itself never waits for it.
#pragma once

#include <QWidget>

namespace countersign::widgets {
class PlainLabel;
}

namespace countersign::inbox {

class DenyReasons : public QWidget {
    Q_OBJECT
public:
    explicit DenyReasons(QWidget *parent = nullptr);
    // Ready for another denial.
    void reset();

Q_SIGNALS:
    void chosen(const QString &reason);

private:
    widgets::PlainLabel *m_question;
    QWidget *m_choices;
};

}  // namespace countersign::inbox
