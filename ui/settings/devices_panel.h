// The keys of one person at one authority, in a fold: which computers may sign decisions, and a way to take the right away.
#pragma once

#include "app/console/device_list.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace countersign::widgets {
class Banner;
class PlainLabel;
}

namespace countersign::settings {

class DevicesPanel : public QWidget {
    Q_OBJECT
public:
    // The list outlives the panel.
    explicit DevicesPanel(console::DeviceList &devices, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refresh();
    void showRows();
    [[nodiscard]] QWidget *makeRow(const backends::DeviceFacts &device);
    void askToRemove(const backends::DeviceFacts &device);

    console::DeviceList &m_devices;
    QList<backends::DeviceFacts> m_shown;
    widgets::PlainLabel *m_state;
    QPushButton *m_retry;
    widgets::Banner *m_outcome;
    QVBoxLayout *m_rows;
};

}  // namespace countersign::settings
