// Long work: what is being done, how far it is, and a way out.
#pragma once

#include <QWidget>

class QProgressBar;
class QPushButton;

namespace countersign::widgets {

class PlainLabel;

class ProgressLine : public QWidget {
    Q_OBJECT
public:
    // `what` is our own, translated text.
    explicit ProgressLine(const QString &what, QWidget *parent = nullptr);
    void setWhat(const QString &what);
    // 0 … 1; without a measure until the first call.
    void setFraction(double fraction);
    // Shows "Cancel".
    void setCancellable();

Q_SIGNALS:
    void cancelRequested();

private:
    PlainLabel *m_what;
    QProgressBar *m_bar;
    QPushButton *m_cancel;
};

}  // namespace countersign::widgets
