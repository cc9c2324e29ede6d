// Watches whether a widget is really seen: shown, uncovered, in the active window. Anything less disarms Approve.
#pragma once

#include "app/console/inbox/approval_controller.h"

#include <QPointer>
#include <QWidget>
#include <QWindow>

namespace countersign::inbox {

class ExposureWatch : public QObject {
    Q_OBJECT
public:
    explicit ExposureWatch(QWidget &watched);

    [[nodiscard]] console::Exposure exposure() const;

Q_SIGNALS:
    void changed(countersign::console::Exposure exposure);
    // Something lay over the window a moment ago: the system asked for what it had hidden to be painted again.
    void uncovered();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void follow();
    void check();

    QWidget &m_watched;
    QPointer<QWidget> m_window;
    QPointer<QWindow> m_handle;
    QSize m_exposedSize;
    console::Exposure m_last = console::Exposure::Hidden;
};

}  // namespace countersign::inbox
