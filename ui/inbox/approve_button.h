// The Approve button: its lower edge fills while the read delay runs, so that waiting has an end one can see.
#pragma once

#include <QPushButton>
#include <QTimer>

#include <functional>

namespace countersign::inbox {

class ApproveButton : public QPushButton {
    Q_OBJECT
public:
    explicit ApproveButton(QWidget *parent = nullptr);

    // Milliseconds still to wait and in all; −1: the delay does not run.
    struct Delay {
        qint64 leftMs = -1;
        qint64 wholeMs = 0;
    };
    void setDelaySource(std::function<Delay()> source);
    void refresh();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::function<Delay()> m_source;
    QTimer m_frames;
};

}  // namespace countersign::inbox
